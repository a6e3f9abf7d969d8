import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createEventLog, Metrics } from '@postern/runtime';
import { createApp } from '../src/http/app.ts';
import type { RateLimits } from '../src/rate-limit-settings.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

const WINDOW_MS = 30_000;
const PROXY = '10.1.2.3';
const roomy = { client: 1_000, all: 100_000 };
const rateLimits: RateLimits = {
  windowMs: WINDOW_MS,
  budgets: {
    open: { client: 3, all: 20 },
    ask: { client: 3, all: 100 },
    try: { client: 3, all: 100 },
    read: { client: 3, all: 100 },
    oidc: { client: 3, all: 100 },
    revoke: { client: 2, all: 100 },
    page: roomy,
  },
};
let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({ rateLimits, trustedProxies: ['10.0.0.0/8', '2001:db8:ff::/48'] });
});
afterAll(() => gateway.stop());

/** Each test is in a window of its own. */
let now = Date.now();
const pass = (milliseconds: number) => {
  now += milliseconds;
  jest.spyOn(Date, 'now').mockReturnValue(now);
};
beforeAll(() => pass(0));
afterEach(() => pass(WINDOW_MS));
afterAll(() => {
  jest.restoreAllMocks();
});

const ask = (remoteAddress: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  gateway.send({
    method: 'POST',
    url: '/passcode',
    remoteAddress,
    headers: { accept: 'application/json', ...headers },
    payload: { capsule: SEALED.capsule, ...fields },
  });
const openFrom = (remoteAddress: string, headers: Record<string, string> = {}) => {
  const form = multipart(SEALED);
  return gateway.send({ method: 'POST', url: '/open', remoteAddress, ...form, headers: { ...headers, ...form.headers } });
};
async function statuses(count: number, send: (index: number) => Promise<{ statusCode: number }>): Promise<number[]> {
  const seen: number[] = [];
  for (let index = 0; index < count; index++) seen.push((await send(index)).statusCode);
  return seen;
}

describe('a client that has spent its budget', () => {
  it('is told how long to wait, and is welcome when that is over', async () => {
    expect(await statuses(4, () => openFrom('192.0.2.1'))).toEqual([200, 200, 200, 429]);
    pass(10_000);
    const refused = await openFrom('192.0.2.1');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '20']);
    expect(refused.body).toContain('gateway.rate_limited');
    pass(20_000);
    expect((await openFrom('192.0.2.1')).statusCode).toBe(200);
  });

  it('never waits longer than one window, however often it asked in vain', async () => {
    await statuses(200, () => openFrom('192.0.2.1'));
    expect(Number((await openFrom('192.0.2.1')).headers['retry-after'])).toBeLessThanOrEqual(WINDOW_MS / 1000);
    pass(WINDOW_MS);
    expect((await openFrom('192.0.2.1')).statusCode).toBe(200);
  });

  it('gets the same headers as with any page', async () => {
    await statuses(3, () => openFrom('192.0.2.1'));
    const { headers } = await openFrom('192.0.2.1');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(Object.keys(headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it('gets problem details where its script asked for JSON', async () => {
    await statuses(3, () => ask('192.0.2.1'));
    const refused = await ask('192.0.2.1');
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ status: 429, code: 'gateway.rate_limited' });
    expect(refused.headers['retry-after']).toBe('30');
  });

  it('sees why in the small frame of the sign-in page where there is no script', async () => {
    await statuses(3, () => ask('192.0.2.1'));
    const refused = await ask('192.0.2.1', {}, { accept: 'text/html' });
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '30']);
    expect(refused.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  });

  it('may still do all else', async () => {
    await statuses(4, () => ask('192.0.2.1'));
    expect((await openFrom('192.0.2.1')).statusCode).toBe(200);
    expect((await gateway.send({ method: 'GET', url: '/', remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
  });
});

describe('who is one client', () => {
  it('is an IPv4 address, over IPv6 too', async () => {
    const spelled = ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:c000:201'];
    expect(await statuses(4, (index) => openFrom(spelled[index % 3] ?? ''))).toEqual([200, 200, 200, 429]);
    expect((await openFrom('192.0.2.2')).statusCode).toBe(200);
  });

  it('is an IPv6 /64', async () => {
    expect(await statuses(4, (index) => openFrom(`2001:db8:1:1::${index}`))).toEqual([200, 200, 200, 429]);
    expect((await openFrom('2001:db8:1:2::1')).statusCode).toBe(200);
  });

  it('has twice a budget with a whole /48', async () => {
    const seen = await statuses(9, (index) => openFrom(`2001:db8:2:${index}::1`));
    expect(seen.filter((status) => status === 200)).toHaveLength(6);
  });
});

describe('everybody together', () => {
  it('of one address family has a budget, which the other does not spend', async () => {
    const seen = await statuses(25, (index) => openFrom(`2001:db8:${index + 16}::1`));
    expect(seen.filter((status) => status === 200)).toHaveLength(20);
    expect((await openFrom('2001:db8:999::1')).statusCode).toBe(429);
    expect((await openFrom('192.0.2.1')).statusCode).toBe(200);
  });

  it('does not pay for a client that goes on although it is refused', async () => {
    await statuses(100, () => openFrom('192.0.2.1'));
    expect((await openFrom('192.0.2.2')).statusCode).toBe(200);
  });
});

describe('what a limit tells', () => {
  it('is the same for a recipient, a stranger and nonsense: nobody looked', async () => {
    const asked: string[] = [];
    const { startPasscode } = gateway.services.identity;
    gateway.services.identity.startPasscode = async (request, context) => {
      asked.push(request.address);
      return startPasscode(request, context);
    };
    const answersOf = async (remoteAddress: string, address: string) => {
      const answers = [];
      for (let index = 0; index < 5; index++) {
        const { statusCode, headers, body } = await ask(remoteAddress, { address });
        answers.push([statusCode, headers['retry-after'], statusCode === 429 ? body : '']);
      }
      return answers;
    };
    const recipient = await answersOf('192.0.2.1', 'ada@example.org');
    expect(await answersOf('192.0.2.2', 'stranger@example.org')).toEqual(recipient);
    expect(recipient.map(([status]) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(asked).toHaveLength(6);
    gateway.services.reset();
  });

  it('counts by class of route and names no address', async () => {
    await statuses(5, () => openFrom('192.0.2.77'));
    const { text } = await gateway.services.platform.metrics.render();
    expect(text).toMatch(/^gateway_rate_limited_total\{class="open"\} \d+$/m);
    expect(text).not.toMatch(/192\.0\.2|2001:db8/);
  });
});

describe('X-Forwarded-For', () => {
  const via = (peer: string, forwarded: string) => openFrom(peer, { 'x-forwarded-for': forwarded });

  it('of a client that is not a listed proxy is not believed', async () => {
    expect(await statuses(4, (index) => via('192.0.2.1', `198.51.100.${index}`))).toEqual([200, 200, 200, 429]);
  });

  it('of a listed proxy tells the clients behind it apart', async () => {
    expect(await statuses(4, () => via(PROXY, '198.51.100.1'))).toEqual([200, 200, 200, 429]);
    expect((await via(PROXY, '198.51.100.2')).statusCode).toBe(200);
    expect((await via('2001:db8:ff::1', '198.51.100.1')).statusCode).toBe(429);
    expect((await via(`::ffff:${PROXY}`, '198.51.100.1')).statusCode).toBe(429);
  });

  it.each([
    ['what the client claimed before the proxy', (index: number) => `203.0.113.${index}, 198.51.100.9`],
    ['a listed proxy that the client claimed to be', (index: number) => `203.0.113.${index}, 10.9.9.9, 198.51.100.9`],
    ['several proxies in a row', (index: number) => `203.0.113.${index}, 198.51.100.9, 10.0.0.1, 10.0.0.2`],
    ['a port', (index: number) => `198.51.100.9:${40_000 + index}`],
    ['its IPv6 spelling', (index: number) => (index % 2 === 0 ? '::ffff:198.51.100.9' : '[::ffff:c633:6409]:443')],
    ['garbage before it', (index: number) => `${'x'.repeat(index * 50)}, <script>, 198.51.100.9`],
    ['no spaces', (index: number) => `203.0.113.${index},198.51.100.9`],
  ])('is read from the right: %s changes nothing', async (_what, forwarded) => {
    expect(await statuses(4, (index) => via(PROXY, forwarded(index)))).toEqual([200, 200, 200, 429]);
  });

  it.each([
    ['unknown', (index: number) => `unknown${index}`],
    ['empty', () => ''],
    ['too long', (index: number) => '9'.repeat(5_000 + index)],
    ['only proxies', (index: number) => `10.0.0.${index}, 10.0.0.9`],
  ])('that is %s gives no budget to each of its spellings, and breaks nothing', async (what, forwarded) => {
    const seen = await statuses(8, (index) => via(PROXY, forwarded(index)));
    expect(seen.every((status) => status === 200 || status === 429)).toBe(true);
    if (what !== 'only proxies') expect(seen.filter((status) => status === 200)).toHaveLength(3);
  });

  it('does not make its host ours', async () => {
    const headers = { host: 'elsewhere.example', 'x-forwarded-host': 'portal.example.org', 'x-forwarded-for': '198.51.100.1' };
    expect((await gateway.app.inject({ url: '/', remoteAddress: PROXY, headers })).statusCode).toBe(404);
  });
});

describe('a proxy that is not listed', () => {
  it('is told to the operator once, and not who it was', async () => {
    const lines: string[] = [];
    const log = createEventLog({ service: 'gateway', level: 'warn', destination: { write: (line) => void lines.push(line) } });
    const app = await createApp(gateway.portal, { log, metrics: new Metrics() });
    const ask = (remoteAddress: string, headers: Record<string, string>) =>
      app.inject({ url: '/session', remoteAddress, headers: { host: 'portal.example.org', ...headers } });
    await ask('192.0.2.1', {});
    await ask(PROXY, { 'x-forwarded-for': '192.0.2.2' });
    expect(lines).toEqual([]);
    for (let index = 0; index < 3; index++) await ask('192.0.2.1', { 'x-forwarded-for': '192.0.2.2' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('gateway.unlisted_proxy');
    expect(lines[0]).not.toContain('192.0.2');
    await app.close();
  });
});

describe('a code that is tried through the form without script', () => {
  it('counts like any reading', async () => {
    const form = multipart({ ...SEALED, code: '12345678' });
    const read = () => gateway.send({ method: 'POST', url: '/read', remoteAddress: '192.0.2.1', ...form });
    expect((await statuses(4, read))[3]).toBe(429);
  });
});
