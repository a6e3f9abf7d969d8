import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { KEY_RELEASE, RENDERING, type ReleaseResponse } from '@postern/contracts';
import { bodyDigest, sealBody } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { createRpcClient, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics, type Service } from '@postern/runtime';
import { MemoryUsageBus } from '@postern/usage';
import { renderingModule } from '../src/index.ts';

const MAIL = Buffer.from(
  'From: Ada <ada@sender.example>\r\nTo: bob@example.org\r\nSubject: Hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
    '--b\r\nContent-Type: text/html\r\n\r\n<p onclick=x()>Hello</p>\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n1;2\r\n--b--\r\n',
);
const KEY = randomBytes(32);
const HOUR = 3_600_000;
const log = createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } });

let released: ReleaseResponse;
let keyRelease: RpcServer;
let service: Service;
let client: ReturnType<typeof connect>;

const connect = (target: string, tls: Parameters<typeof createRpcClient>[1]['tls']) =>
  createRpcClient(RENDERING, { target, callee: 'rendering', tls, log, metrics: new Metrics() });

beforeAll(async () => {
  const authority = await createAuthority(HOUR);
  keyRelease = new RpcServer({
    service: 'key-release',
    tls: await authority.issue('key-release', HOUR),
    log,
    metrics: new Metrics(),
  });
  keyRelease.serve(KEY_RELEASE, {
    describe: async () => ({}),
    checkRecipient: async () => ({}),
    release: async ({ grant }) => {
      if (grant !== 'good') throw new PosternError('keyrelease.grant_refused');
      return released;
    },
  });
  const keyReleasePort = await keyRelease.start({ host: '127.0.0.1', port: 0 });
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const settings = new SettingsReader({
    POSTERN_RENDERING_LISTEN: `127.0.0.1:${port}`,
    POSTERN_RENDERING_KEY_RELEASE_TARGET: `127.0.0.1:${keyReleasePort}`,
    POSTERN_RENDERING_MAX_BODY_BYTES: '100000',
  });
  service = await renderingModule.create(renderingModule.readConfig(settings), {
    log,
    metrics: new Metrics(),
    tls: await authority.issue('rendering', HOUR),
    memoryUsageBus: new MemoryUsageBus(),
  });
  await service.start();
  client = connect(`127.0.0.1:${port}`, await authority.issue('gateway', HOUR));
});
afterAll(async () => {
  client.close();
  await service.stop(1000);
  await keyRelease.stop(0);
});

function sealMail(mail: Buffer): Buffer {
  const body = sealBody(mail, KEY, randomBytes(12));
  released = {
    contentKey: Buffer.from(KEY),
    bodyDigest: bodyDigest(body),
    from: 'ada@sender.example',
    rights: ['RIGHT_DOWNLOAD'],
    expiresAt: 1,
  };
  return body;
}

async function render(body: Buffer, grant = 'good') {
  const call = client.methods.render({ timeoutMs: 10_000 });
  const sending = (async () => {
    await call.send({ open: { sealed: { capsule: 'c', grant }, remoteContent: 'REMOTE_CONTENT_BLOCKED' } });
    for (let at = 0; at < body.length; at += 1000) await call.send({ chunk: body.subarray(at, at + 1000) });
    call.end();
  })().catch(() => {});
  const [responses] = await Promise.all([Array.fromAsync(call.responses), sending]);
  return {
    head: responses[0]?.head,
    html: Buffer.concat(responses.slice(1).map(({ html }) => html ?? Buffer.alloc(0))).toString(),
  };
}

async function fetchPart(body: Buffer, index: number) {
  const call = client.methods.fetchPart({ timeoutMs: 10_000 });
  await call.send({ open: { sealed: { capsule: 'c', grant: 'good' }, index } });
  await call.send({ chunk: body });
  call.end();
  const responses = await Array.fromAsync(call.responses);
  return { head: responses[0]?.head, bytes: Buffer.concat(responses.slice(1).map(({ chunk }) => chunk ?? Buffer.alloc(0))) };
}

describe('rendering', () => {
  it('gives the head and a safe document', async () => {
    const { head, html } = await render(sealMail(MAIL));
    expect(head).toMatchObject({
      subject: 'Hi',
      from: [{ name: 'Ada', address: 'ada@sender.example' }],
      warnings: [],
      signedFrom: 'ada@sender.example',
    });
    expect(head?.attachments).toMatchObject([{ name: 'a.csv', mediaType: 'text/csv', size: 3 }]);
    expect(html).toContain('<p>Hello</p>');
  });

  it('gives an attachment, byte for byte', async () => {
    const body = sealMail(MAIL);
    expect((await fetchPart(body, 0)).bytes.toString()).toBe('1;2');
    released.contentKey = Buffer.from(KEY);
    await expect(fetchPart(body, 7)).rejects.toMatchObject({ code: 'rendering.part_not_found' });
  });

  it('gives no attachment without the right to save it', async () => {
    const body = sealMail(MAIL);
    released.rights = ['RIGHT_PRINT'];
    await expect(fetchPart(body, 0)).rejects.toMatchObject({ code: 'rendering.refused' });
  });

  it('says when the From line is not what the sender signed', async () => {
    const body = sealMail(Buffer.from(MAIL.toString().replace('ada@sender', 'ceo@sender')));
    expect((await render(body)).head?.warnings).toEqual(['WARNING_FROM_DIFFERS']);
  });

  it.each([
    ['another grant', (body: Buffer) => render(body, 'bad'), 'keyrelease.grant_refused'],
    ['an altered body', (body: Buffer) => render(Buffer.concat([body.subarray(0, -1), Buffer.from('A')])), 'rendering.refused'],
    ['no body', () => render(Buffer.alloc(0)), 'rendering.refused'],
    ['a body that is too large', () => render(Buffer.alloc(100_001, 'A')), 'rendering.too_large'],
  ])('refuses %s', async (_name, ask, code) => {
    await expect(ask(sealMail(MAIL))).rejects.toMatchObject({ code });
  });

  it('refuses a call that does not begin with its head', async () => {
    const call = client.methods.render({ timeoutMs: 5000 });
    await call.send({ chunk: Buffer.from('x') });
    await expect(Array.fromAsync(call.responses)).rejects.toMatchObject({ code: 'call.invalid' });
  });
});
