import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PosternError } from '@postern/errors';
import { MESSAGE_HEAD, PART, RIGHT_CODE } from './fake-handlers.ts';
import { type GatewayUnderTest, multipart, ORIGIN, SEALED, startGateway } from './gateway-under-test.ts';
import { NEWSLETTER } from './newsletter.ts';

const SESSION = { cookie: '__Host-postern-session=1999999999.sealed-session' };
const CHALLENGE = { cookie: '__Host-postern-challenge=sealed-challenge' };
const JSON_ONLY = { accept: 'application/json' };

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.reset());
afterAll(() => gateway.stop());

const post = (url: string, fields: Parameters<typeof multipart>[0], headers: Record<string, string> = {}) => {
  const form = multipart(fields);
  return gateway.send({ method: 'POST', url, payload: form.payload, headers: { ...form.headers, ...headers } });
};
const failing =
  (code: ConstructorParameters<typeof PosternError>[0], details = {}) =>
  async () => {
    throw new PosternError(code, details);
  };
const carried = (page: string) => ({
  capsule: /form="sealed" name="capsule" value="([^"]*)"/.exec(page)?.[1],
  body: /form="sealed" name="body" value="([^"]*)"/.exec(page)?.[1],
});
const WITHOUT_BREAKS = { capsule: 'eyJhbGciOi.J9-capsule_', body: 'eyJhbGciOi..body-of_the.message' };

describe('opening an attachment', () => {
  const crossSite = { 'sec-fetch-site': 'cross-site', origin: 'null' };

  it('answers with a page that holds the message and names its sender', async () => {
    const answer = await post('/open', SEALED, crossSite);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('A protected message from Example Bank');
    expect(answer.body).toContain('a•••@example.org');
    expect(answer.body).toContain('portal.example.org');
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('leaves out what the browser keeps, and says so', async () => {
    for (const [url, headers] of [
      ['/open', crossSite],
      ['/read', {}],
    ] as const) {
      const { body } = await post(url, SEALED, { ...headers, 'postern-keeps': 'sealed' });
      expect(carried(body)).toEqual({ capsule: undefined, body: undefined });
      expect(body).toContain('<template id="kept">');
      expect((await post(url, SEALED, headers)).body).not.toContain('id="kept"');
    }
  });

  it('does not look at cookies and sets none', async () => {
    const answer = await post('/open', SEALED, { ...crossSite, ...SESSION });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('takes the saved attachment as a file', async () => {
    const contents = `<form><input name="capsule" value="${SEALED.capsule}"><input name="body" value="${SEALED.body}"></form>`;
    const answer = await post('/open', { file: { fileName: 'message.html', contents } });
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('says on the front page that a file holds no message', async () => {
    const answer = await post('/open', { file: { fileName: 'holiday.html', contents: '<p>sun</p>' } });
    expect([answer.statusCode, answer.body.includes('gateway.no_message')]).toEqual([400, true]);
    expect(answer.body).toContain('type="file"');
  });

  it.each([
    ['a body that is not base64url', { ...SEALED, body: '"><script>' }, 400, 'envelope.malformed'],
    ['a capsule that is not base64url', { ...SEALED, capsule: '"><script>' }, 400, 'envelope.malformed'],
    ['a capsule that is too long', { ...SEALED, capsule: 'x'.repeat(17 * 1024) }, 400, 'envelope.malformed'],
    ['a capsule beyond any limit', { ...SEALED, capsule: 'x'.repeat(30 * 1024) }, 400, 'gateway.form_invalid'],
    ['no body', { capsule: SEALED.capsule }, 400, 'gateway.form_invalid'],
    ['nothing', {}, 400, 'gateway.form_invalid'],
  ])('refuses %s', async (_name, fields, status, code) => {
    const answer = await post('/open', fields as Parameters<typeof multipart>[0]);
    expect([answer.statusCode, answer.body.includes(code)]).toEqual([status, true]);
    expect(answer.body).not.toContain('"><script>');
  });

  it('refuses a form that ends in the middle, and one with a field twice', async () => {
    const { payload, headers } = multipart(SEALED);
    const cut = await gateway.send({ method: 'POST', url: '/open', payload: payload.subarray(0, -60), headers });
    expect([cut.statusCode, cut.body.includes('gateway.form_invalid')]).toEqual([400, true]);
    const end = Buffer.byteLength('------WebKitFormBoundaryq1w2e3--\r\n');
    const twice = Buffer.concat([payload.subarray(0, -end), payload]);
    expect((await gateway.send({ method: 'POST', url: '/open', payload: twice, headers })).statusCode).toBe(400);
  });

  it('asks for the address when there are several recipients', async () => {
    const { describe: describeOne } = gateway.services.keyRelease;
    gateway.services.keyRelease.describe = async (...call) => ({ ...(await describeOne(...call)), maskedRecipient: '' });
    expect((await post('/open', SEALED)).body).toContain('type="email"');
  });

  it.each([
    ['keyrelease.refused', 403, false],
    ['keyrelease.expired', 410, false],
    ['call.unavailable', 503, true],
  ] as const)('on %s says so with %i, and keeps the message if trying again may help', async (code, status, kept) => {
    gateway.services.keyRelease.describe = failing(code);
    const answer = await post('/open', SEALED);
    expect([answer.statusCode, answer.body.includes(code), answer.body.includes(WITHOUT_BREAKS.body)]).toEqual([
      status,
      true,
      kept,
    ]);
  });
});

describe('asking for a code', () => {
  const ask = (headers: Record<string, string>, fields = {}) =>
    gateway.send({
      method: 'POST',
      url: '/passcode',
      payload: new URLSearchParams({ capsule: SEALED.capsule, recipient: 'a•••@example.org', ...fields }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  it('binds it to the browser, for the life of the code', async () => {
    const { cookies } = await ask({});
    expect(cookies).toEqual([
      expect.objectContaining({
        name: '__Host-postern-challenge',
        value: 'sealed-challenge',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
      }),
    ]);
    expect(cookies[0]?.maxAge).toBeGreaterThan(590);
  });

  it('shows the reference in a frame of the same origin, and passes on what the browser has', async () => {
    let seen: unknown;
    const { startPasscode } = gateway.services.identity;
    gateway.services.identity.startPasscode = async (request, context) => {
      seen = request;
      return startPasscode(request, context);
    };
    const answer = await ask(CHALLENGE, { address: ' Ada@example.org ' });
    expect(answer.body).toContain('KXQV');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(seen).toEqual({
      capsule: WITHOUT_BREAKS.capsule,
      address: 'Ada@example.org',
      locale: 'en',
      challenge: 'sealed-challenge',
    });
  });

  it('tells script the same as JSON', async () => {
    const answer = (await ask(JSON_ONLY)).json<{ lines: string[]; expiresInSeconds: number; resendInSeconds: number }>();
    expect(answer.lines.join(' ')).toMatch(/a•••@example.org.*KXQV/);
    expect(answer.expiresInSeconds).toBeGreaterThan(590);
    expect(answer.resendInSeconds).toBeLessThanOrEqual(30);
  });

  it('says when to come back if too many were asked for', async () => {
    gateway.services.identity.startPasscode = failing('otp.rate_limited', { retryAfterSeconds: 90 });
    const page = await ask({});
    expect([page.statusCode, page.headers['retry-after'], page.body.includes('otp.rate_limited')]).toEqual([429, '90', true]);
    const problem = await ask(JSON_ONLY);
    expect(problem.headers['content-type']).toContain('application/problem+json');
    expect(problem.json()).toMatchObject({ status: 429, code: 'otp.rate_limited', title: 'Please wait a little' });
  });

  it('refuses an address that is too long without a call', async () => {
    expect((await ask(JSON_ONLY, { address: 'x'.repeat(300) })).json()).toMatchObject({ code: 'gateway.form_invalid' });
  });
});

describe('checking a code', () => {
  const signIn = (body: object, headers: Record<string, string> = CHALLENGE) =>
    gateway.send({ method: 'POST', url: '/sign-in', payload: body, headers: { ...JSON_ONLY, ...headers } });

  it.each(['12345678', '1234 5678', '１２３４５６７８'])('takes %s', async (code) => {
    const answer = await signIn({ code });
    expect(answer.statusCode).toBe(204);
    const session = answer.cookies.find(({ name }) => name === '__Host-postern-session');
    expect(session).toMatchObject({
      value: expect.stringMatching(/^\d{10}\.sealed-session$/),
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
    });
    expect(session?.maxAge).toBeUndefined();
    expect(answer.cookies.find(({ name }) => name === '__Host-postern-challenge')?.value).toBe('');
  });

  it('keeps the session on a private computer', async () => {
    const { cookies } = await signIn({ code: RIGHT_CODE, private: '1' });
    expect(cookies.find(({ name }) => name === '__Host-postern-session')?.maxAge).toBeGreaterThan(800);
  });

  it.each([
    ['a wrong one', { code: '00000000' }, CHALLENGE, 'otp.wrong'],
    ['none', {}, CHALLENGE, 'otp.wrong'],
    ['one without having asked', { code: RIGHT_CODE }, {}, 'identity.challenge_invalid'],
  ])('refuses %s', async (_name, body, headers, code) => {
    const answer = await signIn(body, headers);
    expect([answer.statusCode, answer.cookies]).toEqual([401, []]);
    expect(answer.json()).toMatchObject({ code });
  });
});

describe('reading', () => {
  const srcdoc = (page: string) => /srcdoc="([^"]*)"/.exec(page)?.[1];
  const unescaped = (text = '') => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

  it('shows the message, as it was, in a frame without script', async () => {
    const answer = await post('/read', SEALED, SESSION);
    expect(answer.statusCode).toBe(200);
    expect(unescaped(srcdoc(answer.body))).toBe(NEWSLETTER.toString());
    expect(answer.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(answer.body).toContain('Your statement for November, and &lt;b&gt;two&lt;/b&gt; things to check');
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('hands rendering the body in order, without its line breaks, with the grant', async () => {
    const seen: string[] = [];
    gateway.services.rendering.render = async (requests, _context, send) => {
      for await (const { open, chunk } of requests)
        seen.push(chunk?.toString() ?? `${open?.sealed?.grant} ${open?.sealed?.capsule} ${open?.remoteContent}`);
      await send({ head: MESSAGE_HEAD() });
    };
    const body = `${'abcd'.repeat(200_000)}\r\n${'efgh'.repeat(10)}`;
    await post('/read', { ...SEALED, body }, SESSION);
    expect(seen[0]).toBe(`signed-grant ${WITHOUT_BREAKS.capsule} REMOTE_CONTENT_BLOCKED`);
    expect(seen.slice(1).map(({ length }) => length)).toEqual([262_144, 262_144, 262_144, 13_608]);
    expect(seen.slice(1).join('')).toBe(body.replace('\r\n', ''));
  });

  it('lets pictures in from elsewhere only when asked', async () => {
    const blocked = await post('/read', SEALED, SESSION);
    const shown = await post('/read', { ...SEALED, remote: '1' }, SESSION);
    expect(blocked.headers['content-security-policy']).not.toContain('https:');
    expect(shown.headers['content-security-policy']).toContain("img-src 'self' data: https:");
    expect(shown.headers['content-security-policy']).toContain("script-src 'self';");
  });

  it('takes a code along, so that no script is needed', async () => {
    const answer = await post('/read', { ...SEALED, code: '1234 5678', private: '1' }, CHALLENGE);
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies.find(({ name }) => name === '__Host-postern-session')?.maxAge).toBeGreaterThan(800);
    expect(srcdoc(answer.body)).toBeDefined();
  });

  it('with a wrong code asks again, at the field, and keeps the message', async () => {
    const answer = await post('/read', { ...SEALED, code: '00000000' }, CHALLENGE);
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toMatch(/<input class="code-field"[^>]*aria-invalid="true"/);
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it.each([
    ['no session', {}, 401, 'identity.session_invalid'],
    ['a forged one', { cookie: '__Host-postern-session=1999999999.forged' }, 401, 'identity.session_invalid'],
  ])('with %s asks to sign in', async (_name, headers, status, code) => {
    const answer = await post('/read', SEALED, headers);
    expect([answer.statusCode, answer.body.includes(code)]).toEqual([status, true]);
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('tells somebody else plainly that the message is not for them', async () => {
    gateway.services.identity.grantRelease = failing('identity.not_recipient');
    const answer = await post('/read', SEALED, SESSION);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('You are signed in, but this message is for another address');
    expect(answer.body).toContain('Send me the code');
  });

  it('says when to come back when there is no room to read it now', async () => {
    gateway.services.rendering.render = failing('rendering.busy', { retryAfterSeconds: 5 });
    const answer = await post('/read', SEALED, SESSION);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
  });

  it.each([
    ['rendering.busy', 503, true],
    ['call.timeout', 504, true],
    ['rendering.refused', 403, false],
    ['rendering.too_complex', 400, false],
  ] as const)('on %s answers %i, and keeps the message if trying again may help', async (code, status, kept) => {
    gateway.services.rendering.render = failing(code);
    const answer = await post('/read', SEALED, SESSION);
    expect([answer.statusCode, answer.body.includes(code), answer.body.includes(WITHOUT_BREAKS.body)]).toEqual([
      status,
      true,
      kept,
    ]);
  });

  it('says when the message broke off, and lets it be loaded again', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => {
      await send({ head: MESSAGE_HEAD() });
      await send({ html: Buffer.from('<p>The beginning "') });
      throw new PosternError('rendering.timeout');
    };
    const answer = await post('/read', SEALED, SESSION);
    expect(srcdoc(answer.body)).toBe('&lt;p>The beginning &quot;');
    expect(answer.body).toContain('What you see is not complete');
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('offers to save and to print only what the sender allows', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) => send({ head: { ...MESSAGE_HEAD(), rights: [] } });
    const { body } = await post('/read', SEALED, SESSION);
    expect(body).not.toContain('formaction="/attachment"');
    expect(body).not.toContain('id="print"');
  });
});

describe('an attachment', () => {
  it('comes as a file and never as a page', async () => {
    const answer = await post('/attachment', { ...SEALED, part: '0' }, SESSION);
    expect(answer.rawPayload).toEqual(PART);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="_bersicht 2026.pdf"; filename*=UTF-8''%C3%9Cbersicht%202026.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
  });

  it.each(['9', '-1', '1e3', 'x', ''])('with number %j is not found, and the way back keeps the message', async (part) => {
    const answer = await post('/attachment', { ...SEALED, part }, SESSION);
    expect([answer.statusCode, answer.body.includes('rendering.part_not_found')]).toEqual([404, true]);
    expect(answer.body).toContain('action="/read"');
    expect(carried(answer.body)).toEqual(WITHOUT_BREAKS);
  });

  it('needs a session', async () => {
    expect((await post('/attachment', { ...SEALED, part: '0' })).statusCode).toBe(401);
  });
});

describe('signing out', () => {
  it('takes every cookie back', async () => {
    const { cookies, statusCode } = await gateway.send({ method: 'POST', url: '/sign-out', headers: SESSION });
    expect(statusCode).toBe(200);
    expect(cookies.map(({ name, value }) => [name, value]).sort()).toEqual([
      ['__Host-postern-attempt', ''],
      ['__Host-postern-challenge', ''],
      ['__Host-postern-session', ''],
    ]);
    for (const cookie of cookies) expect(cookie).toMatchObject({ secure: true, path: '/', expires: new Date(0) });
  });
});

describe('requests from elsewhere', () => {
  it('may come from a browser that sends Origin alone', async () => {
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { host: 'portal.example.org', origin: ORIGIN },
    });
    expect(answer.statusCode).toBe(200);
  });

  it('find nothing under another host', async () => {
    const answer = await gateway.app.inject({ method: 'GET', url: '/', headers: { host: 'evil.example' } });
    expect([answer.statusCode, answer.body.includes('evil.example')]).toEqual([404, false]);
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/passcode-status'],
    ['GET', '/session'],
    ['GET', '/nowhere'],
    ['GET', '/read'],
    ['GET', '/open'],
    ['POST', '/read'],
    ['PUT', '/'],
    ['GET', '/%zz'],
    ['GET', `/assets/${'x'.repeat(500)}/portal.css`],
  ] as const)('to %s %s forbids what it does not need', async (method, url) => {
    const { headers } = await gateway.send({ method, url });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
    });
    const policy = String(headers['content-security-policy']);
    for (const directive of ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "require-trusted-types-for 'script'"])
      expect(policy).toContain(directive);
    expect(policy).not.toContain('unsafe');
  });
});

describe('the portal’s own files', () => {
  it('may be kept, come compressed, and are few', async () => {
    const page = await gateway.send({ method: 'GET', url: '/' });
    const urls = [...page.body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '');
    expect(urls).toHaveLength(4);
    for (const url of urls) {
      const plain = await gateway.send({ method: 'GET', url });
      const packed = await gateway.send({ method: 'GET', url, headers: { 'accept-encoding': 'gzip, br' } });
      expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(packed.headers['content-encoding']).toBe('br');
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length);
    }
    expect(gateway.portal.assets.compressedBytes).toBeLessThan(40 * 1024);
  });

  it('are not found under another name', async () => {
    for (const name of ['main.ts', '..%2fmain.ts', 'en.js'])
      expect(
        (await gateway.send({ method: 'GET', url: gateway.portal.assets.url('main.js').replace('main.js', name) })).statusCode,
      ).toBe(404);
  });
});
