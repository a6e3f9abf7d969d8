import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { MESSAGE_HEAD } from './fake-handlers.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';
import { NEWSLETTER } from './newsletter.ts';

const SESSION = { cookie: '__Host-postern-session=1999999999.sealed-session' };

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.reset());
afterAll(() => gateway.stop());

const ask = (fields = {}, headers: Record<string, string> = SESSION) => {
  const form = multipart({ ...SEALED, ...fields });
  return gateway.send({ method: 'POST', url: '/message', payload: form.payload, headers: { ...form.headers, ...headers } });
};

describe('a message as a document of its own', () => {
  it('has an opaque origin and nothing that acts', async () => {
    const { headers } = await ask();
    expect(headers['content-security-policy']).toBe(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'unsafe-none',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect((await ask({ remote: '1' })).headers['content-security-policy']).toContain('img-src data: https:;');
  });

  it('is the message as it was, with who wrote it on top', async () => {
    const { body } = await ask();
    const bare = body
      .replace(/<title>.*?<\/title><style>.*?<\/style>(?=<\/head>)/s, '')
      .replace(/<div lang="en".*<\/template><\/div>/s, '');
    expect(bare).toBe(NEWSLETTER.toString());
    expect(body).toMatch(/<body><div lang="en" dir="ltr"><template shadowrootmode="open">/);
    expect(body).toContain('Sealed by Example Bank, shown by portal.example.org.');
    expect(body).toContain('<h1 dir="auto">Your statement for November, and &lt;b&gt;two&lt;/b&gt; things to check</h1>');
    expect(body).not.toContain('<script');
  });

  it('brings no sealed text and no form', async () => {
    const { body } = await ask();
    expect(body).not.toMatch(/<form|<input|body-of_the/);
  });

  it('asks not to be printed without the right to', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ head: { ...MESSAGE_HEAD(), rights: [] } });
      await send({ html: NEWSLETTER });
    };
    const { body } = await ask();
    expect(body).toContain('body *{visibility:hidden!important}');
    expect(body).toContain('The sender does not allow this message to be printed.');
  });

  it('says when it broke off', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ head: MESSAGE_HEAD() });
      await send({ html: Buffer.from('<!DOCTYPE html><html><head></head><body><p>The beginning') });
      throw new PosternError('rendering.timeout');
    };
    expect((await ask()).body).toMatch(/The beginning.*What you see is not complete/s);
  });

  it.each([
    ['without a session', {}, 401, 'identity.session_invalid'],
    ['with somebody else’s', { cookie: '__Host-postern-session=1999999999.session-of-another' }, 403, 'identity.not_recipient'],
  ])('is not shown %s', async (_name, headers, status, code) => {
    const answer = await ask({}, headers);
    expect([answer.statusCode, answer.body.includes(code), answer.body.includes('Dear Ada')]).toEqual([status, true, false]);
    expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
  });
});
