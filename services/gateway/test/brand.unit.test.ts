// A sender's brand on the pages: where it stands, and what a hostile one can do.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { BRAND, brandSender } from './branded-sender.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.reset());
afterAll(() => gateway.stop());

const open = () => gateway.send({ method: 'POST', url: '/open', ...multipart(SEALED) });
const read = () =>
  gateway.send({
    method: 'POST',
    url: '/read',
    payload: multipart(SEALED).payload,
    headers: {
      ...multipart(SEALED).headers,
      cookie: `__Host-postern-session=${Math.floor(Date.now() / 1000) + 900}.sealed-session`,
    },
  });
const imageRule = (policy: unknown) => /img-src ([^;]*)/.exec(String(policy))?.[1];
/** The element of class `sender-plate`, and what stands before it. */
const plateOf = (page: string) => /^(.*?)(<div class="sender-plate[^>]*>.*?<\/bdi><\/div>)/s.exec(page);

describe.each([
  ['sign-in', open],
  ['message', read],
])('a brand on the %s page', (_name, show) => {
  it('stands below the line that says which host this is', async () => {
    brandSender(gateway.services);
    const { body, statusCode } = await show();
    expect(statusCode).toBe(200);
    const [, before = '', plate = ''] = plateOf(body) ?? [];
    expect(before).toMatch(/<p class="host-line">.*You are on <bdi class="host">portal\.example\.org<\/bdi>/s);
    expect(plate).toContain('<rect width="100%" height="100%" fill="#7a1f5c"/>');
    expect(plate).toContain(
      `<img class="sender-logo" alt="Logo of Example Bank" src="data:image/png;base64,${BRAND.logo.toString('base64')}">`,
    );
    expect(body).toContain('Example Bank &amp; Co. never asks for your PIN.');
    expect(body).toContain(
      '<a href="https://bank.example/privacy" target="_blank" rel="noopener noreferrer">Privacy statement of Example Bank, on bank.example</a>',
    );
  });

  it('leaves the page as it was for a sender without one', async () => {
    const { body } = await show();
    expect(body).toContain('Example Bank');
    expect(body).not.toMatch(/sender-plate|sender-logo|sender-notes|host-line/);
  });

  it('runs nothing and gets nothing into the page but what it is allowed', async () => {
    brandSender(gateway.services, {
      colour: '#7a1f5c"/><script>alert(1)</script>',
      logo: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(2)"/>'),
      logoType: 'image/svg+xml',
      disclaimer: '<img src=x onerror=alert(3)> You are on <b>bank.example</b>',
    });
    const { body, headers } = await show();
    expect(body).not.toMatch(/alert\([12]\)|sender-plate|sender-logo|<img/);
    expect(body).toContain('&lt;img src=x onerror=alert(3)&gt; You are on &lt;b&gt;bank.example&lt;/b&gt;');
    expect(headers['content-security-policy']).not.toContain('https:');
  });
});

describe('the content security policy', () => {
  it('lets a page where a message waits show a logo, and no page a picture from an URL', async () => {
    const { headers: elsewhere } = await gateway.send({ method: 'GET', url: '/privacy' });
    expect(imageRule(elsewhere['content-security-policy'])).toBe("'self'");
    brandSender(gateway.services);
    const { headers } = await open();
    expect(imageRule(headers['content-security-policy'])).toBe("'self' data:");
    expect(headers['content-security-policy']).toContain("style-src 'self';");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });
});

describe('a message that was not verified', () => {
  it('shows no brand', async () => {
    brandSender(gateway.services);
    gateway.services.keyRelease.describe = async () => {
      throw new PosternError('keyrelease.refused');
    };
    const { body, statusCode } = await open();
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/sender-plate|sender-notes|Example Bank/);
  });
});
