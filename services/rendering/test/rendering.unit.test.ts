import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReleaseResponse, Whole } from '@postern/contracts';
import { bodyDigest, sealBody } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { words, writePdf } from '../../../testing/write-pdf.ts';
import { type RunningRendering, startRendering } from './running-rendering.ts';

const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const MAIL = [
  'From: Ada <ada@sender.example>',
  'To: bob@example.org',
  'Subject: Zebra',
  'Date: Sat, 1 Aug 2026 10:00:00 +0200',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html',
  '',
  '<p onclick=x()>Hello</p><img src="cid:shown"><img src="https://tracker.example/1.gif">',
  '--b',
  'Content-Type: image/png',
  'Content-ID: <shown>',
  'Content-Disposition: inline; filename=shown.png',
  'Content-Transfer-Encoding: base64',
  '',
  PICTURE,
  '--b',
  'Content-Type: text/csv',
  'Content-Disposition: attachment; filename=okapi.csv',
  '',
  '1;2',
  '--b--',
  '',
].join('\r\n');
const MAX_BODY_BYTES = 3_000_000;

let released: ReleaseResponse;
let rendering: RunningRendering;
/** What key-release was asked last. */
let asked: { capsule: string; grant: string } | undefined;

beforeAll(async () => {
  rendering = await startRendering({
    release: async (request) => {
      asked = request;
      if (request.grant !== 'good') throw new PosternError('keyrelease.grant_refused');
      return released;
    },
    settings: { POSTERN_RENDERING_MAX_BODY_BYTES: String(MAX_BODY_BYTES) },
  });
});
afterAll(() => rendering.stop());

function sealMail(mail: string | Buffer, contentKey = randomBytes(32)): Buffer {
  const body = sealBody(Buffer.from(mail), contentKey, randomBytes(12));
  released = {
    contentKey: Buffer.from(contentKey),
    bodyDigest: bodyDigest(body),
    sender: { id: 'clinic', displayName: 'Clinic' },
    from: 'ada@sender.example',
    rights: ['RIGHT_DOWNLOAD'],
    expiresAt: 1_800_000_000,
  };
  return body;
}

interface Options {
  readonly grant?: string;
  readonly chunkBytes?: number;
  readonly remoteContent?: 'REMOTE_CONTENT_SHOWN';
}

async function render(body: Buffer, { grant = 'good', chunkBytes = 50_000, remoteContent }: Options = {}) {
  const call = rendering.client.methods.render({ timeoutMs: 20_000 });
  const open = { sealed: { capsule: 'c', grant }, remoteContent: remoteContent ?? 'REMOTE_CONTENT_BLOCKED' } as const;
  const responses = await exchange(call, { open }, body, chunkBytes);
  const [released, head, ...rest] = responses;
  expect([released?.part, head?.part]).toEqual(['released', 'head']);
  return { head: head?.head, html: joined(rest.map(({ html }) => html)).toString() };
}

async function fetchPart(body: Buffer, index: number) {
  const call = rendering.client.methods.fetchPart({ timeoutMs: 20_000 });
  const responses = await exchange(call, { open: { sealed: { capsule: 'c', grant: 'good' }, index } }, body, 50_000);
  return {
    head: responses[0]?.head,
    bytes: joined(responses.slice(1).map(({ chunk }) => chunk)),
    chunks: responses.slice(1).map(({ chunk }) => chunk?.length),
  };
}

async function preview(body: Buffer, index: number) {
  const call = rendering.client.methods.preview({ timeoutMs: 20_000 });
  const responses = await exchange(call, { open: { sealed: { capsule: 'c', grant: 'good' }, index } }, body, 50_000);
  const rest = responses.slice(1);
  return { head: responses[0]?.head, bytes: joined(rest.map(({ chunk }) => chunk)), parts: rest.map(({ part }) => part), rest };
}

async function fetchWhole(body: Buffer, whole: Whole) {
  const call = rendering.client.methods.fetchWhole({ timeoutMs: 20_000 });
  const responses = await exchange(call, { open: { sealed: { capsule: 'c', grant: 'good' }, whole } }, body, 50_000);
  return { size: responses[0]?.size, bytes: joined(responses.slice(1).map(({ chunk }) => chunk)) };
}

interface Call<Request, Response> {
  send(request: Request | { chunk: Buffer }): Promise<void>;
  end(): void;
  readonly responses: AsyncIterable<Response>;
}

async function exchange<Request, Response>(call: Call<Request, Response>, first: Request, body: Buffer, chunkBytes: number) {
  const sending = (async () => {
    await call.send(first);
    for (let at = 0; at < body.length; at += chunkBytes) await call.send({ chunk: body.subarray(at, at + chunkBytes) });
    call.end();
  })().catch(() => {});
  const [responses] = await Promise.all([Array.fromAsync(call.responses), sending]);
  return responses;
}

const joined = (chunks: readonly (Buffer | undefined)[]) => Buffer.concat(chunks.filter((chunk) => chunk !== undefined));

describe('rendering a message', () => {
  it('gives the head, with what the sender signed, and a safe document', async () => {
    const { head, html } = await render(sealMail(MAIL));
    expect(head).toMatchObject({
      subject: 'Zebra',
      from: [{ name: 'Ada', address: 'ada@sender.example' }],
      to: [{ address: 'bob@example.org' }],
      cc: [],
      date: Date.UTC(2026, 7, 1, 8) / 1000,
      warnings: [],
      remoteCount: 1,
      sender: { id: 'clinic', displayName: 'Clinic' },
      signedFrom: 'ada@sender.example',
      rights: ['RIGHT_DOWNLOAD'],
      expiresAt: 1_800_000_000,
    });
    expect(html).toContain('<p>Hello</p>');
    expect(html).toContain(PICTURE);
    expect(html).not.toContain('tracker.example');
    expect(asked).toMatchObject({ capsule: 'c', grant: 'good' });
  });

  it('lists what can be saved, and not the pictures that the text shows', async () => {
    const { head } = await render(sealMail(MAIL));
    expect(head?.attachments).toMatchObject([{ index: 1, name: 'okapi.csv', mediaType: 'text/csv', size: 3, suspicious: false }]);
  });

  it('shows remote content when asked to', async () => {
    const { html } = await render(sealMail(MAIL), { remoteContent: 'REMOTE_CONTENT_SHOWN' });
    expect(html).toContain('tracker.example');
  });

  it.each([
    ['another address', 'ceo@sender.example', ['WARNING_FROM_DIFFERS']],
    ['another spelling of the same address', 'Ada@SENDER.example', []],
  ])('compares the From line with the signed address: %s', async (_name, address, warnings) => {
    const { head } = await render(sealMail(MAIL.replace('ada@sender.example', address)));
    expect(head?.warnings).toEqual(warnings);
  });

  it('warns of a mail without a From line and without anything to show', async () => {
    const { head } = await render(sealMail('Subject: x\r\n\r\n'));
    expect(head?.warnings).toEqual(expect.arrayContaining(['WARNING_EMPTY', 'WARNING_FROM_DIFFERS']));
  });

  it('takes a body in pieces of any size', async () => {
    expect((await render(sealMail(MAIL), { chunkBytes: 1 })).head?.subject).toBe('Zebra');
  });

  it.each([
    ['another grant', (body: Buffer) => render(body, { grant: 'bad' }), 'keyrelease.grant_refused'],
    ['an altered body', (body: Buffer) => render(Buffer.concat([body.subarray(0, -1), Buffer.from('~')])), 'rendering.refused'],
    ['a shortened body', (body: Buffer) => render(body.subarray(0, -1)), 'rendering.refused'],
    ['no body', () => render(Buffer.alloc(0)), 'rendering.refused'],
    ['a body that is too large', () => render(Buffer.alloc(MAX_BODY_BYTES + 1, 'A')), 'rendering.too_large'],
  ])('refuses %s', async (_name, ask, code) => {
    await expect(ask(sealMail(MAIL))).rejects.toMatchObject({ code });
  });

  it('refuses a body under another key in the same words', async () => {
    const body = sealMail(MAIL);
    released.contentKey = randomBytes(32);
    await expect(render(body)).rejects.toMatchObject({ code: 'rendering.refused' });
  });

  it.each([
    ['begin with its head', [{ chunk: Buffer.from('x') }]],
    ['name a capsule', [{ open: { sealed: null } }]],
    [
      'open once only',
      [{ open: { sealed: { capsule: 'c', grant: 'good' } } }, { open: { sealed: { capsule: 'c', grant: 'good' } } }],
    ],
    ['begin at all', []],
  ])('refuses a call that does not %s', async (_name, messages) => {
    sealMail(MAIL);
    const call = rendering.client.methods.render({ timeoutMs: 5000 });
    for (const message of messages) await call.send(message);
    call.end();
    await expect(Array.fromAsync(call.responses)).rejects.toMatchObject({ code: 'call.invalid' });
  });
});

describe('fetching an attachment', () => {
  it('gives it byte for byte, in chunks, whatever its size', async () => {
    const file = randomBytes(1_000_000);
    const lines = file.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
    const mail = MAIL.replace('\r\n\r\n1;2', `\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}`);
    const { head, bytes, chunks } = await fetchPart(sealMail(mail), 1);
    expect(head).toMatchObject({ index: 1, name: 'okapi.csv', mediaType: 'text/csv', size: 1_000_000 });
    expect(bytes.equals(file)).toBe(true);
    expect(chunks.length).toBeGreaterThan(1);
  });

  it.each([2, 4_294_967_295])('knows no attachment %d', async (index) => {
    await expect(fetchPart(sealMail(MAIL), index)).rejects.toMatchObject({ code: 'rendering.part_not_found' });
  });

  it('needs the right to save it', async () => {
    const body = sealMail(MAIL);
    released.rights = ['RIGHT_PRINT'];
    await expect(fetchPart(body, 1)).rejects.toMatchObject({ code: 'rendering.not_allowed' });
  });
});

describe('looking at an attachment', () => {
  it('gives text as UTF-8, and a picture as it is with the type that its bytes have', async () => {
    const text = await preview(sealMail(MAIL), 1);
    expect(text.head).toMatchObject({
      attachment: { name: 'okapi.csv', preview: 'PREVIEW_KIND_TEXT' },
      mediaType: 'text/plain',
      cut: false,
    });
    expect(text.bytes.toString()).toBe('1;2');
    const picture = await preview(sealMail(MAIL.replace('Type: image/png', 'Type: application/pdf')), 0);
    expect([picture.head?.mediaType, picture.bytes.toString('base64')]).toEqual(['image/png', PICTURE]);
  });

  it('gives the pages of a PDF, each with its text before its picture, whatever it is called', async () => {
    const pdf = writePdf({ pages: Array.from({ length: 21 }, (_each, index) => ({ content: words(`Sheet ${index + 1}`) })) });
    const mail = sealMail(MAIL.replace('\r\n\r\n1;2', `\r\nContent-Transfer-Encoding: base64\r\n\r\n${pdf.toString('base64')}`));
    const { head, parts, rest } = await preview(mail, 1);
    expect(head).toMatchObject({ mediaType: 'application/pdf', cut: true, pageCount: 21, rights: ['RIGHT_DOWNLOAD'] });
    const pages = rest.flatMap(({ page }) => page ?? []);
    // As many as are drawn in their time, twenty at most.
    expect(pages.length).toBeLessThanOrEqual(20);
    expect(parts).toEqual(pages.flatMap(() => ['page', 'chunk']));
    expect(pages[0]).toEqual({ number: 1, width: 1239, height: 1754, text: 'Sheet 1' });
    expect(pages).toEqual(pages.map((page, index) => ({ ...page, number: index + 1, text: `Sheet ${index + 1}` })));
    for (const { chunk } of rest) if (chunk) expect(chunk.toString('latin1', 1, 4)).toBe('PNG');
  });

  it('is not there for what is called a picture and is none', async () => {
    const svg = MAIL.replace('text/csv', 'image/png').replace('1;2', '<svg onload="x()"/>');
    expect((await render(sealMail(svg))).head?.attachments).toMatchObject([{ preview: 'PREVIEW_KIND_UNSPECIFIED' }]);
    await expect(preview(sealMail(svg), 1)).rejects.toMatchObject({ code: 'rendering.no_preview' });
    await expect(preview(sealMail(MAIL), 2)).rejects.toMatchObject({ code: 'rendering.part_not_found' });
  });

  it('needs the right to save it: whoever sees a picture has it', async () => {
    const body = sealMail(MAIL);
    released.rights = ['RIGHT_PRINT'];
    await expect(preview(body, 1)).rejects.toMatchObject({ code: 'rendering.not_allowed' });
  });
});

describe('taking all of a message', () => {
  it('gives the mail byte for byte, whatever it is', async () => {
    for (const mail of [Buffer.from(MAIL), randomBytes(700_000)]) {
      const { size, bytes } = await fetchWhole(sealMail(mail), 'WHOLE_MAIL');
      expect([size, bytes.equals(mail)]).toEqual([mail.length, true]);
    }
  });

  it('gives the attachments that are listed in one archive, of the size that was said', async () => {
    const { size, bytes } = await fetchWhole(sealMail(MAIL), 'WHOLE_ATTACHMENTS');
    expect(size).toBe(bytes.length);
    expect(bytes.toString('latin1', 0, 2)).toBe('PK');
    expect([bytes.includes('okapi.csv'), bytes.includes('shown.png')]).toEqual([true, false]);
  });

  it.each(['WHOLE_ATTACHMENTS', 'WHOLE_MAIL'] as const)('needs the right to save (%s)', async (whole) => {
    const body = sealMail(MAIL);
    released.rights = [];
    await expect(fetchWhole(body, whole)).rejects.toMatchObject({ code: 'rendering.not_allowed' });
  });

  it('has to say what of it', async () => {
    await expect(fetchWhole(sealMail(MAIL), 'WHOLE_UNSPECIFIED')).rejects.toMatchObject({ code: 'call.invalid' });
  });
});

describe('what is left of a message', () => {
  it('is a count of how calls ended, and no word of it', async () => {
    const { text: before } = await rendering.metrics.render();
    await render(sealMail(MAIL));
    await fetchPart(sealMail(MAIL), 1);
    await preview(sealMail(MAIL), 1);
    await fetchWhole(sealMail(MAIL), 'WHOLE_ATTACHMENTS');
    const { text } = await rendering.metrics.render();
    expect(outcome(text, 'message', 'ok')).toBe(outcome(before, 'message', 'ok') + 1);
    for (const question of ['attachment', 'preview', 'whole'])
      expect(outcome(text, question, 'ok')).toBe(outcome(before, question, 'ok') + 1);
    expect(outcome(text, 'message', 'rendering.refused')).toBeGreaterThan(0);
    expect(text).toMatch(/rendering_work_duration_seconds_count\{question="message",code="ok"\} \d+/);
    expect(text).toMatch(/^rendering_bytes_in_flight 0$/m);
    for (const sink of [text, rendering.log.join('')]) expect(sink).not.toMatch(/zebra|okapi|ada@|bob@|Hello/i);
  });
});

function outcome(metrics: string, question: string, code: string): number {
  const line = metrics
    .split('\n')
    .find((each) => each.startsWith(`rendering_outcomes_total{question="${question}",code="${code}"}`));
  return Number(line?.split(' ').at(-1) ?? 0);
}
