// Taking mails back, against a portal that only listens.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isMessageId, readSenderRegistry } from '@postern/envelope';
import { verifyRevocation } from '@postern/revocation';
import { postern } from './run-in-process.ts';

const MAIL = 'From: ada@sender.example\r\nTo: bob@example.org, eve@example.org\r\n\r\nHello\r\n';
const HYPHENS = ['-h234567890123456789_A', '--portal9012345678901A'];

let directory: string;
let server: Server;
let portal: string;
let received: { readonly request: IncomingMessage; readonly body: string }[];
let answer: { readonly status: number; readonly body: string };
/** How many of the next requests are too many. */
let tooMany: number;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-revoke-'));
  await postern('keys', 'init', '--dir', join(directory, 'keys'));
  writeFileSync(join(directory, 'mail.eml'), MAIL);
  server = createServer(async (request, response) => {
    received.push({ request, body: await text(request) });
    const status = tooMany-- > 0 ? 429 : answer.status;
    response.setHeader('retry-after', '0');
    response.writeHead(status, { 'content-type': 'application/problem+json', location: '/elsewhere' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  portal = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
beforeEach(() => {
  received = [];
  answer = { status: 204, body: '' };
  tooMany = 0;
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

const inDirectory = (name: string) => join(directory, name);
const revoke = (...args: string[]) =>
  postern('revoke', '--key', inDirectory('keys/sender-key.json'), '--portal', portal, ...args);
const seal = (...args: string[]) =>
  postern('seal', inDirectory('mail.eml'), '--keys', inDirectory('keys'), '--out-dir', mkdtempSync(inDirectory('out-')), ...args);
const senders = () => readSenderRegistry(readFileSync(inDirectory('keys/senders.json'), 'utf8'));
const revoked = () =>
  received.map(({ body }) => verifyRevocation(body, { senders: senders(), now: Math.floor(Date.now() / 1000) }));

describe('postern seal', () => {
  it('tells the message ids on standard error, and nothing of the recipients', async () => {
    const { err } = await seal();
    expect(err).toMatch(/^message id \S{22}\nmessage id \S{22}\n$/);
  });

  it('writes them with the recipients into a receipt for the owner alone, and never over another', async () => {
    const receipt = inDirectory('receipt.json');
    expect(await seal('--receipt', receipt)).toMatchObject({ code: 0, err: '' });
    const { messages } = JSON.parse(readFileSync(receipt, 'utf8'));
    expect(messages.map(({ recipients }: { recipients: unknown }) => recipients)).toEqual([
      ['bob@example.org'],
      ['eve@example.org'],
    ]);
    expect(messages.every(({ messageId }: { messageId: string }) => isMessageId(messageId))).toBe(true);
    expect(statSync(receipt).mode & 0o777).toBe(0o600);
    expect((await seal('--receipt', receipt)).code).toBe(73);
  });

  it('tells the ids all the same when the receipt cannot be written: the mails are made, and may be sent', async () => {
    const { code, err } = await seal('--receipt', inDirectory('not/there.json'));
    expect(code).toBe(73);
    expect(err.match(/^message id \S{22}$/gm)).toHaveLength(2);
    expect(err).not.toContain('bob@example.org');
  });
});

describe('postern revoke', () => {
  it('sends a request for each message, signed by the sender, and says when it is done', async () => {
    const ids = (await seal()).err.match(/\S{22}$/gm) ?? [];
    expect(await revoke('--', ...ids)).toEqual({ code: 0, out: ids.map((id) => `taken back  ${id}\n`).join(''), err: '' });
    expect(revoked()).toEqual(ids.map((jti) => expect.objectContaining({ iss: 'clinic', jti, exp: undefined })));
    expect(received.map(({ request: { method, url, headers } }) => [method, url, headers['content-type']])).toEqual(
      ids.map(() => ['POST', '/api/v1/revocations', 'application/jose']),
    );
  });

  it('takes all of a receipt, and says when the portal may forget them', async () => {
    const receipt = inDirectory('receipt-7d.json');
    await seal('--receipt', receipt, '--expires', '7d');
    expect((await revoke('--receipt', receipt)).code).toBe(0);
    const week = Math.floor(Date.now() / 1000) + 7 * 86_400;
    expect(revoked().map(({ exp = 0 }) => Math.abs(exp - week) < 120)).toEqual([true, true]);
  });

  it('takes ids that look like options', async () => {
    expect((await revoke(...HYPHENS)).code).toBe(0);
    expect(revoked().map(({ jti }) => jti)).toEqual(HYPHENS);
  });

  it.each([
    ['keyrelease.revocation_refused', 403, 'does not know this sender key'],
    ['keyrelease.unavailable', 503, 'try again in a minute'],
    ['something.else', 500, 'the portal answered 500'],
  ])('says what to do about %s, and tries the others', async (code, status, advice) => {
    answer = { status, body: JSON.stringify({ code }) };
    const outcome = await revoke(...HYPHENS);
    expect(outcome).toMatchObject({ code: 1, out: '', err: expect.stringContaining(advice) });
    expect(received).toHaveLength(2);
  });

  it('waits when it has sent too much, as long as it is told to, but not for ever', async () => {
    tooMany = 4;
    expect(await revoke(HYPHENS[0] ?? '')).toMatchObject({ code: 0, err: '' });
    expect(received).toHaveLength(5);
    tooMany = 100;
    answer = { status: 204, body: JSON.stringify({ code: 'gateway.rate_limited' }) };
    expect(await revoke(HYPHENS[0] ?? '')).toMatchObject({ code: 1, err: expect.stringContaining('too many requests') });
    expect(received).toHaveLength(10);
  });

  it.each([
    [302, ''],
    [200, '<html>'],
  ])('does not take %i for done', async (status, body) => {
    answer = { status, body };
    expect((await revoke(...HYPHENS)).code).not.toBe(0);
    expect(received.every(({ request }) => request.url === '/api/v1/revocations')).toBe(true);
  });

  it('says that nothing is known to be done when nobody answers', async () => {
    const outcome = await postern(
      'revoke',
      '--key',
      inDirectory('keys/sender-key.json'),
      '--portal',
      'http://127.0.0.1:1',
      HYPHENS[0] ?? '',
    );
    expect(outcome).toMatchObject({ code: 69, out: '', err: expect.stringContaining('NOT known to be taken back') });
  });

  it.each([
    [['short'], 64, 'not a message id'],
    [['--recept', 'x'], 64, 'not a message id'],
    [[], 64, 'which message?'],
    [['--receipt', '/does/not/exist'], 66, 'cannot read'],
    [['--portal', 'http://mail.example.org', 'AAAAAAAAAAAAAAAAAAAAAA'], 64, '--portal'],
    [['--key', '/does/not/exist', 'AAAAAAAAAAAAAAAAAAAAAA'], 66, 'cannot read'],
  ])('refuses %j', async (args, code, message) => {
    expect(await revoke(...args)).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
    expect(received).toEqual([]);
  });

  it('refuses a receipt that is none', async () => {
    writeFileSync(inDirectory('no-receipt.json'), '{"messages":[]}');
    expect(await revoke('--receipt', inDirectory('no-receipt.json'))).toMatchObject({
      code: 66,
      err: expect.stringContaining('not a receipt'),
    });
  });
});
