import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyDigest, sealBody } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { HOSTILE_PDFS } from '../../../testing/hostile-pdfs.ts';
import { words, writePdf } from '../../../testing/write-pdf.ts';
import { createPiscinaRenderer } from '../src/adapters/piscina-renderer.ts';
import type { AttachmentPreview, Renderer } from '../src/domain/renderer.ts';

const never = new AbortController().signal;

let renderer: Renderer;
beforeAll(() => {
  // As in production. None waits: the one worker is free again, or was replaced.
  const limits = { workers: 1, heapMebibytes: 512, timeLimitMs: 5000, queue: 0 };
  renderer = createPiscinaRenderer(limits, { onIdleWorkerFailed: () => {} });
});
afterAll(() => renderer.stop());

function preview(pdf: Buffer) {
  const lines = pdf.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const mail = `Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`;
  const contentKey = randomBytes(32);
  const sealed = sealBody(Buffer.from(mail), contentKey, randomBytes(12));
  return renderer.preview({ body: new Uint8Array(sealed), contentKey, bodyDigest: bodyDigest(sealed) }, 0, never);
}

const outcome = (pdf: Buffer) =>
  preview(pdf).then(
    () => 'ok',
    (thrown) => thrown.code,
  );

/** A worker that takes another's place may have to begin while the machine is busy. */
async function next(): Promise<AttachmentPreview> {
  for (;;) {
    try {
      return await preview(writePdf({ pages: [{ content: words('Next') }] }));
    } catch (thrown) {
      if (!(thrown instanceof PosternError && thrown.code === 'rendering.timeout')) throw thrown;
    }
  }
}

const ENDLESS = 'a hundred thousand lines of a hundred million dashes each';

describe('a hostile PDF', () => {
  it.each(Object.entries(HOSTILE_PDFS))(
    'with %s costs its own preview at most',
    async (name, make) => {
      const ends = ['ok', 'rendering.no_preview', 'rendering.too_complex', 'rendering.timeout'];
      expect(name === ENDLESS ? ['rendering.timeout'] : ends).toContain(await outcome(make()));
      expect(await next()).toMatchObject({ kind: 'pages', pageCount: 1, pages: [{ text: 'Next' }] });
    },
    60_000,
  );

  it.each([
    ['is broken', '%PDF-1.7 not really'],
    ['needs a password', writePdf({ pages: [{}], trailer: '/ID[<00><00>]/Encrypt<</Filter/Own/V 9>>' })],
  ])('that %s cannot be looked at', async (_name, pdf) => {
    expect(await outcome(Buffer.from(pdf))).toBe('rendering.no_preview');
  });
});
