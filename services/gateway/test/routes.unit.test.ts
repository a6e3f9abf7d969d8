// Every route there is, and not the ones that somebody thought of: the table in
// the README is compared with what the server really answers to, and then each
// row has to hold what it says about forged requests.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, multipart, ORIGIN, SEALED, startGateway } from './gateway-under-test.ts';

const PROVIDER = 'https://login.provider.example/authorize';
const OWN_PAGES = 'same origin';
const EVERY_COOKIE = [
  '__Host-postern-session=1999999999.sealed-session',
  '__Host-postern-challenge=sealed-challenge',
  '__Host-postern-attempt=0.attempt-1',
].join('; ');

interface Row {
  readonly method: string;
  readonly route: string;
  readonly authority: string;
  readonly defence: string;
}

/** The README's table, and nothing else of it. */
function documented(): Row[] {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/^\| `(GET|POST) (\S+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(
    ([, method = '', route = '', authority = '', defence = '']) => ({ method, route, authority, defence }),
  );
}

/** The routes of the server, out of the tree that it can draw of itself. */
function served(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, segment = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (indent === undefined) return [];
    const depth = indent.length / 4;
    const route = (parents[depth - 1] ?? '') + segment;
    parents[depth] = route;
    const withoutPattern = route.replace(/\(\^[^)]*\)/g, '');
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${withoutPattern}`);
  });
}

const path = ({ route }: Row) =>
  route
    .replace(':issuer', 'microsoft')
    .replace(':problem', 'identity.address_unproved')
    .replace(':version/:name', 'x/portal.css');

const gateway: GatewayUnderTest = await startGateway();
const calls: string[] = [];

beforeEach(() => {
  gateway.offerAccounts(PROVIDER);
  for (const handlers of [gateway.services.identity, gateway.services.keyRelease, gateway.services.rendering])
    for (const [name, handler] of Object.entries(handlers)) {
      const recording = (...call: unknown[]): unknown => {
        if (name !== 'listIssuers') calls.push(name);
        return Reflect.apply(handler, undefined, call);
      };
      Object.assign(handlers, { [name]: recording });
    }
});
afterEach(() => {
  gateway.reset();
  calls.length = 0;
});
afterAll(() => gateway.stop());

const ROWS = documented();
const rowsWhere = (condition: (row: Row) => boolean) =>
  ROWS.filter(condition).map((row) => [`${row.method} ${row.route}`, row] as const);

it('the README names every route of the server', async () => {
  await gateway.app.ready();
  const names = ROWS.map(({ method, route }) => `${method} ${route}`);
  expect([...names].sort()).toEqual(served(gateway.app.printRoutes({ commonPrefix: false })).sort());
});

describe.each(rowsWhere(({ method }) => method === 'GET'))('%s', (_name, row) => {
  const isCallback = row.route.endsWith('/callback');

  it(`${isCallback ? 'acts for the one attempt alone' : 'changes nothing and calls nobody'}, whoever asks and with whatever cookies`, async () => {
    const answer = await gateway.send({
      method: 'GET',
      url: path(row),
      headers: { 'sec-fetch-site': 'cross-site', cookie: EVERY_COOKIE },
    });
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.cookies).toEqual([]);
    expect(calls).toEqual(isCallback ? ['completeOidc'] : []);
  });
});

describe.each(rowsWhere(({ method, defence }) => method !== 'GET' && defence === OWN_PAGES))('%s', (_name, row) => {
  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: ORIGIN },
    { origin: 'null' },
    { origin: 'https://evil.example' },
    {},
  ])('does nothing for a request with %j', async (headers) => {
    const form = multipart(SEALED);
    for (const body of [form, { payload: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } }]) {
      const answer = await gateway.app.inject({
        method: 'POST',
        url: path(row),
        payload: body.payload,
        headers: { host: 'portal.example.org', cookie: EVERY_COOKIE, ...body.headers, ...headers },
      });
      expect([answer.statusCode, answer.body.includes('gateway.cross_site')]).toEqual([403, true]);
      expect([answer.cookies, calls]).toEqual([[], []]);
    }
  });
});

describe.each(rowsWhere(({ method, defence }) => method !== 'GET' && defence !== OWN_PAGES))('%s', (_name, row) => {
  it('acts without the reader’s cookies, and sets none', async () => {
    const seen = new Set<string>();
    for (const cookie of ['', EVERY_COOKIE]) {
      const answer = await gateway.send({
        method: 'POST',
        url: path(row),
        ...multipart(SEALED),
        headers: { ...multipart(SEALED).headers, cookie, 'sec-fetch-site': 'cross-site', origin: 'null' },
      });
      expect(answer.cookies).toEqual([]);
      seen.add(`${answer.statusCode} ${answer.body}`);
    }
    expect(seen.size).toBe(1);
    expect(calls.filter((name) => name !== 'describe')).toEqual([]);
  });
});

describe('what every answer says about itself', () => {
  const NO_STORE = 'no-store';
  /** As each route is asked for by its own page, with everything that it wants. */
  const asked = (row: Row) => {
    const { payload, headers } = multipart({ ...SEALED, part: '2', lang: 'de' });
    const small = { payload: 'lang=de', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const body = row.method === 'GET' ? {} : MULTIPART.test(row.route) ? { payload, headers } : small;
    const cookies = EVERY_COOKIE.replace('attempt-1', 'attempt-x');
    return gateway.send({
      method: row.method === 'GET' ? 'GET' : 'POST',
      url: path(row),
      ...body,
      headers: { cookie: cookies, ...('headers' in body ? body.headers : {}) },
    });
  };
  const MULTIPART = /^\/(?:open|read|message|attachments?|eml|preview|language)$/;

  it.each(rowsWhere(() => true))(
    '%s: nothing is kept, nobody else may look, and nothing runs that is not ours',
    async (_name, row) => {
      const answer = await asked(row);
      expect(answer.statusCode).toBeLessThan(500);
      const { headers } = answer;
      expect(headers).toMatchObject({
        'cache-control': NO_STORE,
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': expect.stringMatching(/^(?:same-origin|no-referrer)$/),
        'permissions-policy': expect.stringContaining('camera=()'),
      });
      const policy = new Map(
        String(headers['content-security-policy'])
          .split('; ')
          .map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1).join(' ')]),
      );
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('frame-ancestors')).toMatch(/^'(?:none|self)'$/);
      const sandbox = policy.get('sandbox');
      if (sandbox === undefined) {
        expect(policy.get('script-src')).toBe("'self'");
        expect(policy.get('require-trusted-types-for')).toBe("'script'");
        expect(policy.get('trusted-types')).toBe(row.route.startsWith('/paper') ? 'message' : "'none'");
        expect(policy.get('form-action')).toBe("'self'");
        expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      } else {
        expect(sandbox).not.toMatch(/allow-(?:scripts|same-origin|forms|top-navigation)/);
        expect(policy.get('script-src')).toBeUndefined();
      }
    },
  );

  it('the assets alone may be kept, because their address changes with them', async () => {
    const { headers } = await gateway.send({ method: 'GET', url: gateway.portal.assets.url('main.js') });
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });
});
