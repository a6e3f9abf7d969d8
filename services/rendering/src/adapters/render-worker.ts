// Runs in a worker thread, the only place where plaintext is read. Whatever a
// hostile message does to it, the service outlives it.
import { openBody } from '@postern/envelope';
import { type ErrorCode, PosternError } from '@postern/errors';
import { type ReadAttachment, readMail } from '@postern/mail-reading';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { AttachmentHead } from '../domain/renderer.ts';
import type { Task, TaskResult, Want } from './task.ts';

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

async function read(mail: Buffer, want: Want): Promise<Exclude<TaskResult, { kind: 'error' }>> {
  if (want.kind === 'attachment') {
    const attachment = (await readMail(mail)).attachments.find(({ index }) => index === want.index);
    if (attachment === undefined) throw new PosternError('rendering.part_not_found');
    return { kind: 'attachment', attachment: { head: headOf(attachment), content: inMemoryOfItsOwn(attachment.content) } };
  }
  const { html, text: _text, attachments, ...rest } = await readMail(mail, { remoteContent: want.remoteContent });
  const document = inMemoryOfItsOwn(new TextEncoder().encode(html));
  return { kind: 'message', message: { ...rest, html: document, attachments: attachments.map(headOf) } };
}

function headOf({ index, name, mediaType, size, suspicious, inline }: ReadAttachment): AttachmentHead {
  return { index, name, mediaType, size, suspicious, inline };
}

function changingHands(result: Exclude<TaskResult, { kind: 'error' }>): unknown {
  const bytes = result.kind === 'message' ? result.message.html : result.attachment.content;
  // piscina takes a list here, though its types know of one object only.
  return move({ [transferableSymbol]: [bytes.buffer], [valueSymbol]: result });
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
function inMemoryOfItsOwn(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
