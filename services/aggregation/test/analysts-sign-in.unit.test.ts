import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Secret } from '@postern/config';
import { createSealingKeys } from '@postern/tokens';
import type { InjectOptions } from 'fastify';
import { SignJWT } from 'jose';
import type { OidcAccess } from '../src/access/access-settings.ts';
import { createNotes } from '../src/access/notes.ts';
import { createAnalystsProvider } from '../src/adapters/oidc/analysts-provider.ts';
import { Analyst } from './analyst.ts';
import { type DashboardUnderTest, startDashboard } from './dashboard-under-test.ts';
import { CLIENT_ID, CLIENT_SECRET, type StaffProvider, startStaffProvider } from './staff-provider.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

const PUBLIC_URL = new URL('https://usage.example.org');
const CALLBACK = `${PUBLIC_URL.origin}/sign-in/callback`;
const AUDIENCE = 'postern-usage';
const SESSION = '__Host-postern-analyst';
const ATTEMPT = '__Host-postern-analyst-attempt';
const VIEWER = ['postern-viewer'];
const EXPORTER = ['postern-exporter'];
const KEYS = createSealingKeys([Buffer.alloc(32, 5)]);
const NOTES = createNotes(KEYS);
const QUESTION = { metrics: ['viewed'] };

let staff: StaffProvider;
let other: StaffProvider;
let dashboard: DashboardUnderTest;
let clock = 0;
const refusals: string[] = [];

const access = (issuer: URL): OidcAccess => ({
  kind: 'oidc',
  issuer,
  clientId: CLIENT_ID,
  clientSecret: new Secret(Buffer.from(CLIENT_SECRET)),
  audience: AUDIENCE,
  roles: { claim: 'roles', viewer: 'postern-viewer', exporter: 'postern-exporter' },
  publicUrl: PUBLIC_URL,
  sessionKeys: [],
  sessionSeconds: 3_600,
});

function signInAt(issuer: URL) {
  const now = () => Date.now() + clock;
  const { roles, sessionSeconds } = access(issuer);
  return {
    now,
    signIn: {
      provider: createAnalystsProvider(access(issuer), { now, codeRefused: (reason) => refusals.push(reason) }),
      notes: NOTES,
      roles,
      publicUrl: PUBLIC_URL,
      sessionSeconds,
    },
  };
}

beforeAll(async () => {
  // oidc-provider says there that it is not set up for production, which is true.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  [staff, other] = await Promise.all([
    startStaffProvider({ redirectUri: CALLBACK }),
    startStaffProvider({ redirectUri: CALLBACK }),
  ]);
  dashboard = await startDashboard({ days: 10, ...signInAt(staff.issuer) });
});
afterEach(() => {
  clock = 0;
  refusals.length = 0;
  staff.roles = VIEWER;
});
afterAll(async () => {
  await Promise.all([dashboard.stop(), staff.stop(), other.stop()]);
});

const newAnalyst = () => new Analyst(dashboard.app, PUBLIC_URL);
const asProgram = (authorization: string, more: InjectOptions = {}) =>
  dashboard.app.inject({
    method: 'POST',
    url: '/api/v1/query',
    payload: QUESTION,
    headers: { host: PUBLIC_URL.host, authorization },
    ...more,
  });

describe('somebody without a session', () => {
  it('sees no number, and is offered to sign in and to come back to where they were', async () => {
    const page = await newAnalyst().get('/?period=7d&locale=de');
    expect([page.statusCode, page.headers['www-authenticate']]).toEqual([401, 'Bearer realm="postern usage"']);
    expect(page.body).toContain('<input type="hidden" name="return" value="?period=7d&amp;locale=de">');
    expect(page.body).not.toContain('Messages');
  });

  it.each(['/export/funnel.csv', '/api/v1/live', '/api/v1/openapi.json'])('gets nothing of %s', async (url) => {
    expect((await newAnalyst().get(url)).statusCode).toBe(401);
  });

  it.each(['/api/v1/query', '/api/v1/export'])('may not ask %s', async (url) => {
    expect((await newAnalyst().query(QUESTION, url)).statusCode).toBe(401);
  });

  it('is sent to the issuer with PKCE, a state and a nonce, and asks for no more than to be known', async () => {
    const analyst = newAnalyst();
    const going = await analyst.post('/sign-in');
    const [, address = ''] = /content="0;url=([^"]+)"/.exec(going.body) ?? [];
    const { state, nonce, code_challenge, ...asked } = Object.fromEntries(new URL(address.replaceAll('&amp;', '&')).searchParams);
    for (const secret of [state, nonce, code_challenge]) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(asked).toEqual({
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    const [cookie] = going.cookies;
    expect(cookie).toMatchObject({ name: ATTEMPT, path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: 600 });
    expect(going.body).not.toContain(cookie?.value ?? '');
  });
});

describe('a viewer', () => {
  it('signs in, comes back to where they were, and sees the numbers', async () => {
    const analyst = newAnalyst();
    const back = await analyst.signIn('?period=7d');
    expect([back.statusCode, back.headers.location]).toEqual([303, '/?period=7d']);
    const cookie = back.cookies.find(({ name }) => name === SESSION);
    expect(cookie).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
    expect(cookie).not.toHaveProperty('maxAge');
    const page = await analyst.get('/?period=7d');
    expect([page.statusCode, page.body.includes('Messages read over time'), page.body.includes('Sign out')]).toEqual([
      200,
      true,
      true,
    ]);
  });

  it('takes nothing along and asks nothing by program', async () => {
    const analyst = newAnalyst();
    await analyst.signIn();
    expect((await analyst.get('/')).body).not.toContain('/export/');
    expect((await analyst.get('/export/funnel.csv')).statusCode).toBe(403);
    for (const url of ['/api/v1/query', '/api/v1/export'])
      expect((await analyst.query({ ...QUESTION, format: 'csv' }, url)).json()).toMatchObject({ status: 403, code: 'denied' });
  });

  it('is out when the session is over', async () => {
    const analyst = newAnalyst();
    await analyst.signIn();
    clock = 3_599_000;
    expect((await analyst.get('/')).statusCode).toBe(200);
    clock = 3_601_000;
    expect((await analyst.get('/')).statusCode).toBe(401);
  });

  it('signs out, and the page says what that does not end', async () => {
    const analyst = newAnalyst();
    await analyst.signIn();
    const out = await analyst.post('/sign-out');
    expect(out.body).toContain('You may still be signed in at your identity provider');
    expect([analyst.cookies.size, (await analyst.get('/')).statusCode]).toEqual([0, 401]);
  });

  it.each(['https://attacker.example/', '//attacker.example', '/sign-out', '?x=<script>', `?${'a'.repeat(500)}`])(
    'is not sent on to %s',
    async (returnTo) => {
      expect((await newAnalyst().signIn(returnTo)).headers.location).toBe('/');
    },
  );
});

describe('an exporter', () => {
  it('also takes files along and asks by program', async () => {
    staff.roles = EXPORTER;
    const analyst = newAnalyst();
    await analyst.signIn();
    expect((await analyst.get('/')).body).toContain('/export/funnel.csv');
    expect((await analyst.get('/export/funnel.csv')).statusCode).toBe(200);
    expect((await analyst.query(QUESTION)).statusCode).toBe(200);
  });
});

describe('somebody whom the issuer knows', () => {
  it.each([[[]], [['postern-viewers']], [['admin']]])('with the roles %j is no analyst', async (roles) => {
    staff.roles = roles;
    const analyst = newAnalyst();
    const refused = await analyst.signIn();
    expect([refused.statusCode, refused.body.includes('You are not an analyst here'), analyst.cookies.has(SESSION)]).toEqual([
      403,
      true,
      false,
    ]);
  });
});

describe('a session', () => {
  const withSession = (value: string) =>
    dashboard.app.inject({ url: '/', headers: { host: PUBLIC_URL.host }, cookies: { [SESSION]: value } });
  const future = () => Math.floor(Date.now() / 1_000) + 600;
  const note = { role: 'exporter', id: 'x' } as const;

  it('is taken as it was sealed', async () => {
    expect((await withSession(NOTES.sessions.seal(note, future()))).statusCode).toBe(200);
  });

  it.each<[string, () => string]>([
    ['made up', () => 'exporter'],
    ['sealed under another key', () => createNotes(createSealingKeys([Buffer.alloc(32, 6)])).sessions.seal(note, future())],
    ['a sign-in that is under way', () => NOTES.attempts.seal({ state: '', nonce: '', verifier: '', returnTo: '' }, future())],
    ['over', () => NOTES.sessions.seal(note, Math.floor(Date.now() / 1_000) - 1)],
    ['altered', () => NOTES.sessions.seal(note, future()).replace(/.{4}$/, 'AAAA')],
    ['of another role', () => NOTES.sessions.seal(JSON.parse('{"role":"admin","id":"x"}'), future())],
  ])('that is %s is none', async (_name, make) => {
    expect((await withSession(make())).statusCode).toBe(401);
  });

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://attacker.example' }, {}])(
    'does not help a page of another site to ask or to sign out: %j',
    async (headers) => {
      const cookies = { [SESSION]: NOTES.sessions.seal(note, future()) };
      for (const url of ['/api/v1/query', '/sign-out', '/sign-in']) {
        const answer = await dashboard.app.inject({
          method: 'POST',
          url,
          cookies,
          payload: QUESTION,
          headers: { host: PUBLIC_URL.host, ...headers },
        });
        expect([url, answer.statusCode, answer.cookies]).toEqual([url, 403, []]);
      }
    },
  );

  it('says a role, and nothing about whose it is', async () => {
    const analyst = newAnalyst();
    await analyst.signIn();
    expect(NOTES.sessions.open(analyst.cookies.get(SESSION) ?? '', Math.floor(Date.now() / 1_000))).toEqual({
      role: 'viewer',
      id: expect.stringMatching(/^[\w-]{22}$/),
    });
  });
});

describe('a callback', () => {
  it('does nothing in a browser that did not begin', async () => {
    const { pathname, search } = await newAnalyst().goToProvider();
    const victim = newAnalyst();
    const answer = await victim.get(`${pathname}${search}`);
    expect([answer.statusCode, victim.cookies.size]).toEqual([400, 0]);
  });

  it('of another attempt leaves the one that is under way alone', async () => {
    const { pathname, search } = await newAnalyst().goToProvider();
    const analyst = newAnalyst();
    const own = await analyst.goToProvider();
    expect((await analyst.get(`${pathname}${search}`)).statusCode).toBe(400);
    expect((await analyst.get(`${own.pathname}${own.search}`)).statusCode).toBe(303);
  });

  it('works once, also for somebody who kept the cookie of the attempt', async () => {
    const analyst = newAnalyst();
    const { pathname, search } = await analyst.goToProvider();
    const attempt = analyst.cookies.get(ATTEMPT) ?? '';
    expect((await analyst.get(`${pathname}${search}`)).statusCode).toBe(303);
    expect((await analyst.get(`${pathname}${search}`)).statusCode).toBe(400);
    const thief = newAnalyst();
    thief.cookies.set(ATTEMPT, attempt);
    const again = await thief.get(`${pathname}${search}`);
    expect([again.statusCode, thief.cookies.has(SESSION), refusals]).toEqual([403, false, ['invalid_grant']]);
  });

  it.each<[string, (url: URL) => void, number]>([
    ['another issuer', (url) => url.searchParams.set('iss', 'https://attacker.example'), 403],
    ['no issuer', (url) => url.searchParams.delete('iss'), 403],
    ['two issuers', (url) => url.searchParams.append('iss', 'https://attacker.example'), 403],
    ['another code', (url) => url.searchParams.set('code', 'stolen'), 403],
    ['two states', (url) => url.searchParams.append('state', 'x'), 400],
    ['no state', (url) => url.searchParams.delete('state'), 400],
    ['too much', (url) => url.searchParams.set('x', 'x'.repeat(9_000)), 400],
  ])('with %s is refused', async (_name, bend, status) => {
    const analyst = newAnalyst();
    const url = await analyst.goToProvider();
    bend(url);
    const answer = await analyst.get(`${url.pathname}${url.search}`);
    expect([answer.statusCode, analyst.cookies.has(SESSION)]).toEqual([status, false]);
  });

  it('is too late after ten minutes', async () => {
    const analyst = newAnalyst();
    const { pathname, search } = await analyst.goToProvider();
    clock = 601_000;
    expect((await analyst.get(`${pathname}${search}`)).statusCode).toBe(400);
  });
});

describe('a program', () => {
  it('asks with an access token of an exporter, and needs no cookie and no page', async () => {
    staff.roles = EXPORTER;
    const answer = await asProgram(`Bearer ${await staff.accessToken(AUDIENCE)}`);
    expect([answer.statusCode, answer.json().rows.length]).toEqual([200, 1]);
  });

  it('is refused with the token of a viewer, and of nobody', async () => {
    expect((await asProgram(`Bearer ${await staff.accessToken(AUDIENCE)}`)).statusCode).toBe(403);
    staff.roles = [];
    expect((await asProgram(`Bearer ${await staff.accessToken(AUDIENCE)}`)).json().code).toBe('no_role');
  });

  it('is refused with a token for somebody else', async () => {
    staff.roles = EXPORTER;
    expect((await asProgram(`Bearer ${await staff.accessToken('another-service')}`)).statusCode).toBe(401);
    expect((await asProgram(`Bearer ${await staff.accessToken(CLIENT_ID)}`)).statusCode).toBe(401);
  });

  it('is refused with a token of another issuer', async () => {
    other.roles = EXPORTER;
    expect((await asProgram(`Bearer ${await other.accessToken(AUDIENCE)}`)).statusCode).toBe(401);
  });

  it('is refused when the token is over', async () => {
    staff.roles = EXPORTER;
    const token = await staff.accessToken(AUDIENCE);
    clock = (300 + 61) * 1_000;
    expect((await asProgram(`Bearer ${token}`)).statusCode).toBe(401);
  });

  it('is refused with a token that says the right things and is signed by nobody that counts', async () => {
    const claims = { roles: EXPORTER };
    const signed = (key: Parameters<SignJWT['sign']>[0], alg: string) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg })
        .setIssuer(staff.issuer.origin)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(key);
    const none = [{ alg: 'none' }, { ...claims, iss: staff.issuer.origin, aud: AUDIENCE, iat: 0, exp: 2 ** 33 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const token of [
      await signed(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'RS256'),
      await signed(Buffer.from(CLIENT_SECRET.padEnd(32, 'x')), 'HS256'),
      `${none}.`,
      'x.y.z',
      'x'.repeat(9_000),
    ])
      expect((await asProgram(`Bearer ${token}`)).statusCode).toBe(401);
  });

  it.each(['Basic dXNhZ2U6eA==', 'Bearer', 'Bearer a b', 'bearer', ''])(
    'is refused with the credentials %j',
    async (authorization) => {
      expect((await asProgram(authorization)).statusCode).toBe(401);
    },
  );

  it('is judged by the token that it brings and not by a session', async () => {
    const cookies = { [SESSION]: NOTES.sessions.seal({ role: 'exporter', id: 'x' }, Math.floor(Date.now() / 1_000) + 60) };
    expect((await asProgram('Bearer x.y.z', { cookies })).statusCode).toBe(401);
  });

  it('sees no pages', async () => {
    staff.roles = EXPORTER;
    const authorization = `Bearer ${await staff.accessToken(AUDIENCE)}`;
    expect((await asProgram(authorization, { method: 'GET', url: '/', payload: '' })).statusCode).toBe(401);
  });
});

describe('when the issuer is away', () => {
  it('nobody is signed in, sessions go on, and the page says why', async () => {
    const gone = await startStaffProvider({ redirectUri: CALLBACK });
    const alone = await startDashboard({ database: dashboard.database, ...signInAt(gone.issuer) });
    const analyst = new Analyst(alone.app, PUBLIC_URL);
    await analyst.signIn();
    const { pathname, search } = await new Analyst(alone.app, PUBLIC_URL).goToProvider();
    const late = new Analyst(alone.app, PUBLIC_URL);
    await late.goToProvider();
    await gone.stop();
    expect((await analyst.get('/')).statusCode).toBe(200);
    expect((await late.get(`${pathname}${search}`)).statusCode).toBe(400);

    const cold = await startDashboard({ database: dashboard.database, ...signInAt(gone.issuer) });
    const refused = await new Analyst(cold.app, PUBLIC_URL).post('/sign-in');
    expect([refused.statusCode, refused.body.includes('does not answer')]).toEqual([503, true]);
    await Promise.all([alone.app.close(), cold.app.close()]);
  });

  it('between the two halves of a sign-in, the second says so', async () => {
    const gone = await startStaffProvider({ redirectUri: CALLBACK });
    const alone = await startDashboard({ database: dashboard.database, ...signInAt(gone.issuer) });
    const analyst = new Analyst(alone.app, PUBLIC_URL);
    const { pathname, search } = await analyst.goToProvider();
    await gone.stop();
    expect((await analyst.get(`${pathname}${search}`)).statusCode).toBe(503);
    await alone.app.close();
  });
});

describe('what is told of it', () => {
  it('is nothing', () => expect(dashboard.told).toEqual([]));
});
