// What a reader can take along from a message: to save, and to look at.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ErrorCode, PosternError } from '@postern/errors';
import { ARCHIVE, MAIL, MESSAGE_HEAD, PICTURE, PREVIEWED_TEXT } from './fake-handlers.ts';
import { type GatewayUnderTest, multipart, SEALED, startGateway } from './gateway-under-test.ts';

const SESSION = { cookie: '__Host-postern-session=1999999999.sealed-session' };
const OF_ANOTHER = { cookie: '__Host-postern-session=1999999999.session-of-another' };

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.reset());
afterAll(() => gateway.stop());

const post = (url: string, fields: Parameters<typeof multipart>[0], headers: Record<string, string> = SESSION) => {
  const form = multipart(fields);
  return gateway.send({ method: 'POST', url, payload: form.payload, headers: { ...form.headers, ...headers } });
};
const failing = (code: ErrorCode, retryAfterSeconds?: number) => async () => {
  throw new PosternError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
};
const fail = (...given: Parameters<typeof failing>) =>
  Object.assign(gateway.services.rendering, { preview: failing(...given), fetchWhole: failing(...given) });
const ASKS = [
  ['/attachments', SEALED],
  ['/eml', SEALED],
  ['/preview', { ...SEALED, part: '2' }],
] as const;

describe('the message page', () => {
  it('offers every way, each by a button of the one form that holds the message', async () => {
    const { body } = await post('/read', SEALED);
    for (const action of ['/attachments', '/eml']) expect(body).toMatch(new RegExp(`form="sealed" formaction="${action}"`));
    expect(
      [...body.matchAll(/formaction="\/preview" formtarget="_blank" name="part" value="(\d)"/g)].map(([, part]) => part),
    ).toEqual(['0', '2', '3']);
    expect(body.match(/name="body"/g)).toHaveLength(1);
  });

  it('says what each attachment is, and calls what may be a program a file', async () => {
    const { body } = await post('/read', SEALED);
    expect([...body.matchAll(/attachment-size">([^<]*)</g)].map(([, words]) => words)).toEqual([
      'PDF, 482 kB',
      'File, 12.4 MB',
      'Picture, 70 bytes',
      'Text, 2 MB',
    ]);
  });

  it('offers none of it where the sender does not allow it', async () => {
    gateway.services.rendering.render = async (_requests, _context, send) =>
      send({ head: { ...MESSAGE_HEAD(), rights: ['RIGHT_PRINT'] } });
    const { body } = await post('/read', SEALED);
    expect(body).toContain('notes.txt');
    expect(body).not.toMatch(/formaction="\/(?:attachment|attachments|eml|preview)"/);
  });

  it('offers no archive of a single file', async () => {
    const { attachments, ...head } = MESSAGE_HEAD();
    gateway.services.rendering.render = async (_requests, _context, send) =>
      send({ head: { ...head, attachments: attachments.slice(0, 1) } });
    expect((await post('/read', SEALED)).body).not.toContain('formaction="/attachments"');
  });
});

describe.each([
  ['/attachments', ARCHIVE, 'application/zip', 'attachments.zip'],
  ['/eml', MAIL, 'message/rfc822', 'message.eml'],
] as const)('POST %s', (path, file, mediaType, name) => {
  it('gives a file to save, byte for byte, under a name that says nothing', async () => {
    const answer = await post(path, SEALED);
    expect(answer.rawPayload).toEqual(file);
    expect(answer.headers).toMatchObject({
      'content-type': mediaType,
      'content-length': String(file.length),
      'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
  });
});

describe('POST /preview', () => {
  const policyOf = (answer: Awaited<ReturnType<typeof post>>) =>
    new Map(
      String(answer.headers['content-security-policy'])
        .split('; ')
        .map((directive) => directive.split(/ (.*)/, 2) as [string, string]),
    );

  it('shows a picture in a page of ours that can do nothing', async () => {
    const answer = await post('/preview', { ...SEALED, part: '2' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(
      `<img alt="Harbour &quot;branch&quot;.png" src="data:image/png;base64,${PICTURE.toString('base64')}">`,
    );
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-disposition': 'inline' });
    const policy = policyOf(answer);
    expect([...policy.keys()]).toContain('sandbox');
    expect(policy.get('sandbox')).toBeUndefined();
    expect([policy.get('default-src'), policy.get('img-src'), policy.get('form-action')]).toEqual(["'none'", 'data:', "'none'"]);
    expect(answer.body).not.toMatch(/<script|<a |<form/);
  });

  it('shows text as text, whatever stands in it, and that it goes on', async () => {
    const answer = await post('/preview', { ...SEALED, part: '3' });
    const escaped = PREVIEWED_TEXT.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(answer.body).toContain(`<pre dir="auto">\n${escaped}</pre>`);
    expect(answer.body).toContain('only the beginning');
    expect(policyOf(answer).get('img-src')).toBe("'none'");
  });

  it('shows the pages of a PDF as pictures, each with its text as text', async () => {
    const answer = await post('/preview', { ...SEALED, part: '0' });
    expect(answer.statusCode).toBe(200);
    const picture = `src="data:image/png;base64,${PICTURE.toString('base64')}">`;
    expect(answer.body).toContain(`<h2 id="page-1">Page 1 of 40</h2>\n<img alt="Page 1 of 40" width="1" height="1" ${picture}`);
    expect(answer.body).toContain(`<h2 id="page-2">Page 2 of 40</h2>\n<img alt="Page 2 of 40" width="1" height="1" ${picture}`);
    expect(answer.body).toContain('Balance &lt;b&gt;sheet&lt;/b&gt;\nשלום עולם\nhttps://bank.example/</div>');
    expect(answer.body.match(/no text that could be read aloud/g)).toHaveLength(1);
    expect(answer.body).toContain('only the beginning');
    expect(answer.body).not.toMatch(/<script|<a |<form|<embed|<object|<iframe/);
    expect([...policyOf(answer)].filter(([name]) => /^(sandbox|default-src|img-src)$/.test(name))).toEqual([
      ['sandbox', undefined],
      ['default-src', "'none'"],
      ['img-src', 'data:'],
    ]);
  });

  it.each([
    ['a picture before any page', [{ chunk: PICTURE }]],
    ['a page that is not the next one', [{ page: { number: 2, width: 1, height: 1 } }]],
    ['more pages than were told', [1, 2, 3].map((number) => ({ page: { number, width: 1, height: 1 } }))],
    ['a page without a size', [{ page: { number: 1, width: 1, height: 0 } }]],
    ['a page of an absurd size', [{ page: { number: 1, width: 100_000, height: 1 } }]],
    ['another head', [{ head: { mediaType: 'application/pdf', pageCount: 2 } }]],
  ])('does not take %s: the page breaks off', async (_name, parts) => {
    gateway.services.rendering.preview = async (_requests, _context, send) => {
      await send({ head: { attachment: { name: 'x' }, mediaType: 'application/pdf', pageCount: 2 } });
      for (const part of parts) await send(part);
    };
    const body = await post('/preview', { ...SEALED, part: '0' }).then(
      (answer) => answer.body,
      () => '',
    );
    expect(body).not.toContain('</html>');
  });

  it('takes no pages under a type that has none', async () => {
    gateway.services.rendering.preview = async (_requests, _context, send) => {
      await send({ head: { attachment: { name: 'x' }, mediaType: 'image/png', pageCount: 1 } });
      await send({ page: { number: 1, width: 1, height: 1 } });
    };
    const body = await post('/preview', { ...SEALED, part: '0' }).then(
      (answer) => answer.body,
      () => '',
    );
    expect(body).not.toContain('</html>');
  });

  it('asks not to be printed where the sender does not allow it', async () => {
    const refused = 'The sender does not allow this message to be printed.';
    const [may, mayNot] = [await post('/preview', { ...SEALED, part: '2' }), await post('/preview', { ...SEALED, part: '3' })];
    expect([may.body.includes('@media print'), may.body.includes(refused)]).toEqual([false, false]);
    expect([mayNot.body.includes('@media print{main{display:none}'), mayNot.body.includes(refused)]).toEqual([true, true]);
  });

  it.each(['0', '2', '3'])('carries exactly the one style that its policy names (%s)', async (part) => {
    const answer = await post('/preview', { ...SEALED, part });
    const styles = [...answer.body.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => css);
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256').update(styles.join('')).digest('base64');
    expect(policyOf(answer).get('style-src')).toBe(`'sha256-${hash}'`);
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf', ''])(
    'shows nothing of the type %j, whoever says so',
    async (mediaType) => {
      gateway.services.rendering.preview = async (_requests, _context, send) => {
        await send({ head: { attachment: { name: 'x' }, mediaType } });
        await send({ chunk: Buffer.from('<svg onload="x">') });
      };
      const answer = await post('/preview', { ...SEALED, part: '2' });
      expect([answer.statusCode, answer.body.includes('onload')]).toEqual([500, false]);
    },
  );

  it.each(['rendering.too_complex', 'rendering.timeout'] as const)(
    'of what is too much (%s) blames the attachment, and not the message',
    async (code) => {
      fail(code);
      const answer = await post('/preview', { ...SEALED, part: '0' });
      expect(answer.body).toContain('This attachment cannot be shown here');
      expect(answer.body).toContain('action="/read"');
    },
  );

  it.each(['1', '9', 'x', ''])('of number %j says that it cannot be shown, and leads back to the message', async (part) => {
    const answer = await post('/preview', { ...SEALED, part });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('action="/read"');
  });
});

describe.each(ASKS)('POST %s', (path, fields) => {
  it('needs a session, and one of this recipient', async () => {
    expect((await post(path, fields, {})).statusCode).toBe(401);
    const foreign = await post(path, fields, OF_ANOTHER);
    expect([foreign.statusCode, foreign.body.includes('this message is for another address')]).toEqual([403, true]);
  });

  it('is refused by a page that says so, and leads back, when the sender does not allow it', async () => {
    fail('rendering.not_allowed');
    const answer = await post(path, fields);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('The sender does not allow this');
    expect(answer.body).toContain('action="/read"');
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it('keeps the message and says when to come back when there is no room', async () => {
    fail('rendering.busy', 5);
    const answer = await post(path, fields);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).toContain('name="capsule"');
  });

  it('without a message is a form that did not arrive', async () => {
    expect((await post(path, { part: '2' })).statusCode).toBe(400);
  });
});
