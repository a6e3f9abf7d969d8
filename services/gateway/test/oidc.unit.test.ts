import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { fakeOidc } from './fake-oidc.ts';
import { type GatewayUnderTest, multipart, ORIGIN, SEALED, startGateway } from './gateway-under-test.ts';

const PROVIDER = 'https://login.provider.example/authorize?client_id=postern';
const gateway: GatewayUnderTest = await startGateway();
beforeEach(() => {
  gateway.reset();
  gateway.offerAccounts(PROVIDER);
});
afterAll(() => gateway.stop());

const failing = (code: ConstructorParameters<typeof PosternError>[0]) => async () => {
  throw new PosternError(code);
};
const begin = (issuer = 'microsoft', payload = '') =>
  gateway.send({
    method: 'POST',
    url: `/sign-in/oidc/${issuer}`,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
/** As a browser comes back: from another site, with its Lax cookies. */
const comeBack = (query: string, attempt = '0.attempt-1', headers: Record<string, string> = {}) =>
  gateway.send({
    method: 'GET',
    url: `/sign-in/oidc/microsoft/callback?${query}`,
    headers: {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'document',
      ...(attempt === '' ? {} : { cookie: `__Host-postern-attempt=${attempt}` }),
      ...headers,
    },
  });
const cookie = (answer: { cookies: { name: string }[] }, name: string) =>
  answer.cookies.find((each) => each.name === `__Host-postern-${name}`);
const ended = (code: string) => `/sign-in/oidc/microsoft/ended/${code}`;

describe('beginning', () => {
  it('sends the browser there by a page, with the attempt in a cookie', async () => {
    const answer = await begin();
    expect(answer.statusCode).toBe(200);
    const url = `${PROVIDER}&state=state-1&redirect_uri=${encodeURIComponent(`${ORIGIN}/sign-in/oidc/microsoft/callback`)}`;
    expect(answer.body).toContain(`<meta http-equiv="refresh" content="0;url=${url.replaceAll('&', '&amp;')}">`);
    expect(answer.headers['content-security-policy']).toContain("form-action 'self';");
    expect(answer.cookies).toEqual([
      expect.objectContaining({
        name: '__Host-postern-attempt',
        value: '0.attempt-1',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: expect.any(Number),
      }),
    ]);
  });

  it('remembers that the computer is private', async () => {
    expect(cookie(await begin('google', 'private=1'), 'attempt')).toMatchObject({ value: '1.attempt-1-private' });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not a url', ''])('goes nowhere on %s', async (authorizationUrl) => {
    gateway.services.identity.beginOidc = async () => ({ authorizationUrl, attempt: 'a', expiresAt: 2_000_000_000 });
    const answer = await begin();
    expect([answer.statusCode, answer.cookies, answer.body.includes('http-equiv')]).toEqual([500, [], false]);
  });

  it('at a provider that is not on the list says so', async () => {
    const answer = await begin('elsewhere');
    expect([answer.statusCode, answer.cookies]).toEqual([404, []]);
    expect(answer.body).toContain('identity.issuer_unknown');
    expect(answer.body).not.toContain('Try again');
  });

  it.each(['Microsoft', 'a'.repeat(64), '..', 'a%2fb'])('finds no provider with the name %s', async (name) => {
    const answer = await begin(name);
    expect([answer.statusCode, answer.body.includes('identity.')]).toEqual([404, false]);
  });

  it('at a provider that is not answering can be tried again', async () => {
    gateway.services.identity.beginOidc = failing('identity.provider_unavailable');
    const answer = await begin();
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('action="/sign-in/oidc/microsoft"');
  });
});

describe('coming back', () => {
  it('gives a session for the attempt, and leads away from the address with the code', async () => {
    const answer = await comeBack('code=ada&state=state-1');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in/done']);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    const session = cookie(answer, 'session');
    expect(session).toMatchObject({ value: expect.stringMatching(/^\d{10}\.sealed-session$/), httpOnly: true, sameSite: 'Lax' });
    expect(session).not.toHaveProperty('maxAge');
    expect(cookie(answer, 'attempt')).toMatchObject({ value: '' });
  });

  it('hands identity the query as it came', async () => {
    let seen: unknown;
    gateway.services.identity.completeOidc = async (request) => {
      seen = request;
      throw new PosternError('identity.token_refused');
    };
    await comeBack('state=a%20b&code=x%2By&code=2&iss=https%3A%2F%2Fa?b');
    expect(seen).toEqual({
      issuerId: 'microsoft',
      attempt: 'attempt-1',
      query: 'state=a%20b&code=x%2By&code=2&iss=https%3A%2F%2Fa?b',
    });
  });

  it('on a private computer keeps the session', async () => {
    const answer = await comeBack('code=ada&state=state-1-private', '1.attempt-1-private');
    expect(cookie(answer, 'session')).toMatchObject({ maxAge: 12 * 3600 });
  });

  it.each([
    ['without an attempt', 'code=ada&state=state-1', ''],
    ['with an attempt that was never made', 'code=ada&state=state-1', 'forged'],
    ['with another attempt', 'code=ada&state=state-1', '0.attempt-2'],
    ['with more than 8 KiB', `code=${'a'.repeat(8200)}&state=state-1`, '0.attempt-1'],
    ['with nothing', '', '0.attempt-1'],
  ])('%s signs nobody in, and leaves a newer attempt alone', async (_how, query, attempt) => {
    const answer = await comeBack(query, attempt);
    expect([answer.statusCode, answer.headers.location, answer.cookies]).toEqual([303, ended('identity.attempt_invalid'), []]);
  });

  it('at a provider that is not there leaves the attempt alone: anybody can send a browser there', async () => {
    gateway.services.identity.completeOidc = failing('identity.issuer_unknown');
    expect((await comeBack('code=ada&state=state-1')).cookies).toEqual([]);
  });

  it.each(['image', 'iframe', 'script', 'empty'])('as a %s does nothing', async (destination) => {
    gateway.services.identity.completeOidc = failing('internal');
    const answer = await comeBack('code=ada&state=state-1', '0.attempt-1', { 'sec-fetch-dest': destination });
    expect([answer.headers.location, answer.cookies]).toEqual([ended('identity.attempt_invalid'), []]);
  });

  it.each([
    ['error=access_denied', 'identity.provider_refused'],
    ['code=unproved', 'identity.address_unproved'],
  ])('with %s ends the attempt as %s and keeps the session that was', async (query, code) => {
    const answer = await comeBack(`${query}&state=state-1`);
    expect(answer.headers.location).toBe(ended(code));
    expect(answer.cookies.map(({ name, value }) => [name, value])).toEqual([['__Host-postern-attempt', '']]);
  });

  it('works by GET alone', async () => {
    for (const method of ['HEAD', 'POST', 'PUT'] as const) {
      const answer = await gateway.send({
        method,
        url: '/sign-in/oidc/microsoft/callback?code=ada&state=state-1',
        headers: { cookie: '__Host-postern-attempt=0.attempt-1' },
      });
      expect([answer.statusCode, answer.cookies]).toEqual([404, []]);
    }
  });

  it('tells in words what an account did not prove', async () => {
    const { body, statusCode } = await gateway.send({ method: 'GET', url: ended('identity.address_unproved') });
    expect(statusCode).toBe(200);
    expect(body).toContain('Microsoft did not confirm that this e-mail address is yours');
    expect(body).not.toContain('Try again');
  });

  it('shows no words but those of the table', async () => {
    const answer = await gateway.send({ method: 'GET', url: ended('Call+0900+12345') });
    expect([answer.statusCode, answer.body.includes('0900')]).toEqual([404, false]);
  });
});

describe('the page with a message', () => {
  const open = async () => {
    const { payload, headers } = multipart(SEALED);
    return (await gateway.send({ method: 'POST', url: '/open', payload, headers })).body;
  };

  it('offers every provider, after the code', async () => {
    const page = await open();
    const order = ['Send me the code', 'Continue with Microsoft', 'Continue with Google', 'Continue with Clinic Example'].map(
      (words) => page.indexOf(words),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('asks for the list once for many pages', async () => {
    let asked = 0;
    const { listIssuers } = fakeOidc(PROVIDER, ORIGIN);
    gateway.services.identity.listIssuers = async (...call) => {
      asked++;
      return listIssuers(...call);
    };
    await Promise.all([open(), open(), open()]);
    await open();
    expect(asked).toBe(1);
  });

  it('escapes the name of a provider, and leaves out one that has no place in a path', async () => {
    gateway.services.identity.listIssuers = async () => ({
      issuers: [
        { id: 'good', displayName: '<b>"Good"', kind: 'ISSUER_KIND_GENERIC', origin: '' },
        { id: '../bad', displayName: 'Bad', kind: 'ISSUER_KIND_GENERIC', origin: '' },
      ],
    });
    const page = await open();
    expect(page).toContain('Continue with &lt;b&gt;&quot;Good&quot;');
    expect(page).not.toContain('Bad');
  });

  it('is what a reader gets back who signs out of the wrong address', async () => {
    const { payload, headers } = multipart(SEALED);
    const answer = await gateway.send({ method: 'POST', url: '/sign-out', payload, headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('name="capsule" value="eyJhbGciOi.J9-capsule_"');
    expect(answer.cookies.map(({ value }) => value)).toEqual(['', '', '']);
  });
});

describe('usage', () => {
  it('counts a sign-in by the kind of its provider', async () => {
    const { microsoft, refused } = { microsoft: 'code=ada&state=state-1', refused: 'error=access_denied&state=state-1' };
    const seen: unknown[] = [];
    const { signIn } = gateway.portal.events;
    Object.assign(gateway.portal.events, {
      signIn: (_browser: unknown, method: string, error?: PosternError) => seen.push([method, error?.code]),
    });
    await comeBack(microsoft);
    await comeBack(refused);
    Object.assign(gateway.portal.events, { signIn });
    expect(seen).toEqual([
      ['oidc_microsoft', undefined],
      ['oidc_microsoft', 'identity.provider_refused'],
    ]);
  });
});

describe('whether somebody is signed in', () => {
  it.each([
    ['1999999999.sealed', true],
    ['1000000000.sealed', false],
    ['sealed', false],
    ['', false],
  ])('with %s is %s', async (session, signedIn) => {
    const answer = await gateway.send({
      method: 'GET',
      url: '/session',
      headers: { cookie: `__Host-postern-session=${session}` },
    });
    expect(answer.json()).toEqual({ signedIn });
  });
});
