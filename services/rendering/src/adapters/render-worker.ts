// Runs in a worker thread, the only place where plaintext is read. Whatever a
// hostile message does to it, the service outlives it.
import { openBody } from '@postern/envelope';
import { type ErrorCode, PosternError } from '@postern/errors';
import { previewKind, previewOf, type ReadAttachment, readMail } from '@postern/mail-reading';
import { createPdfReader } from '@postern/pdf-pages';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { AttachmentHead, Shown } from '../domain/renderer.ts';
import { archiveOf } from './archive.ts';
import type { Task, TaskResult, Want } from './task.ts';

const readPdf = createPdfReader();

/** Resolves to a `TaskResult`, wrapped so that its bytes change hands. */
export default async function work(task: Task): Promise<unknown> {
  try {
    return changingHands(await read(open(task), task.want));
  } catch (thrown) {
    return failure(thrown);
  }
}

/** Whatever fails because of a key is one error, a key of the wrong length included. */
function open({ body, contentKey, bodyDigest }: Task): Buffer {
  const key = bufferOn(contentKey);
  try {
    return openBody(bufferOn(body), key, bufferOn(bodyDigest));
  } catch (cause) {
    throw cause instanceof PosternError ? cause : new PosternError('rendering.refused', { cause });
  } finally {
    key.fill(0);
  }
}

type Answer = Exclude<TaskResult, { kind: 'error' }>;

async function read(mail: Buffer, want: Want): Promise<Answer> {
  if (want.kind === 'message') return message(mail, want.remoteContent);
  if (want.kind === 'whole') {
    return { kind: 'whole', pieces: want.whole === 'mail' ? [inMemoryOfItsOwn(mail)] : await archive(mail) };
  }
  const attachment = (await readMail(mail, { outline: false })).attachments.find(({ index }) => index === want.index);
  if (attachment === undefined) throw new PosternError('rendering.part_not_found');
  const head = headOf(attachment);
  if (want.kind === 'attachment') {
    return { kind: 'attachment', attachment: { head, content: inMemoryOfItsOwn(attachment.content) } };
  }
  return { kind: 'preview', preview: { head, ...(await previewed(attachment)) } };
}

async function previewed(attachment: ReadAttachment): Promise<Shown> {
  if (previewKind(attachment) === 'pages') {
    const pages = await readPdf(attachment.content);
    if (pages !== undefined) return { kind: 'pages', ...pages };
  }
  const preview = previewOf(attachment);
  if (preview === undefined) throw new PosternError('rendering.no_preview');
  return { ...preview, content: inMemoryOfItsOwn(preview.content) };
}

async function archive(mail: Buffer): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const { attachments, date } = await readMail(mail, { outline: false });
  const pieces = await archiveOf(
    attachments.filter(({ inline }) => !inline),
    date,
  );
  return pieces.map(inMemoryOfItsOwn);
}

async function message(mail: Buffer, remoteContent: 'blocked' | 'shown'): Promise<Answer> {
  const { html, text: _text, attachments, ...rest } = await readMail(mail, { remoteContent, outline: false });
  const document = inMemoryOfItsOwn(new TextEncoder().encode(html));
  return { kind: 'message', message: { ...rest, html: document, attachments: attachments.map(headOf) } };
}

function headOf(attachment: ReadAttachment): AttachmentHead {
  const { index, name, mediaType, size, suspicious, inline } = attachment;
  return { index, name, mediaType, size, suspicious, inline, preview: inline ? undefined : previewKind(attachment) };
}

function changingHands(result: Answer): unknown {
  // piscina takes a list here, though its types know of one object only.
  return move({ [transferableSymbol]: bytesOf(result).map(({ buffer }) => buffer), [valueSymbol]: result });
}

function bytesOf(result: Answer): readonly Uint8Array<ArrayBuffer>[] {
  switch (result.kind) {
    case 'message':
      return [result.message.html];
    case 'attachment':
      return [result.attachment.content];
    case 'preview':
      return result.preview.kind === 'pages' ? result.preview.pages.map(({ picture }) => picture) : [result.preview.content];
    case 'whole':
      return result.pieces;
  }
}

function failure(thrown: unknown): TaskResult {
  const code = codeOf(thrown);
  if (code !== 'internal' || !Error.isError(thrown)) return { kind: 'error', code };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return { kind: 'error', code, stack: frames.join('\n') };
}

/** A RangeError says that a stack, a string or an array grew too large: that is the message's doing. */
function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof PosternError) return thrown.code;
  return thrown instanceof RangeError ? 'rendering.too_complex' : 'internal';
}

function bufferOn(bytes: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whoever gets the bytes gets the whole of what they lie in, so nothing else may lie there. */
function inMemoryOfItsOwn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
