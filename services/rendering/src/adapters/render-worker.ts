// Runs in a worker thread, the only place where plaintext is read. Whatever a
// hostile message does to it, the service outlives it.
import { openBody } from '@postern/envelope';
import { PosternError, toPosternError } from '@postern/errors';
import { type ReadAttachment, readMail } from '@postern/mail-reading';
import type { AttachmentHead } from '../domain/renderer.ts';
import type { Task, TaskResult } from './task.ts';

export default async function work(task: Task): Promise<TaskResult> {
  try {
    return await answer(task);
  } catch (thrown) {
    return { kind: 'error', code: toPosternError(thrown).code };
  }
}

async function answer({ body, contentKey, bodyDigest, want }: Task): Promise<TaskResult> {
  const key = Buffer.from(contentKey);
  const bytes = openBody(Buffer.from(body.buffer, body.byteOffset, body.byteLength), key, Buffer.from(bodyDigest));
  key.fill(0);
  if (want.kind === 'attachment') {
    const attachment = (await readMail(bytes)).attachments.find(({ index }) => index === want.index);
    if (attachment === undefined) throw new PosternError('rendering.part_not_found');
    return { kind: 'attachment', attachment: { head: headOf(attachment), content: attachment.content } };
  }
  const { html, text: _text, attachments, ...rest } = await readMail(bytes, { remoteContent: want.remoteContent });
  return { kind: 'message', message: { ...rest, html: new TextEncoder().encode(html), attachments: attachments.map(headOf) } };
}

function headOf({ index, name, mediaType, size, suspicious, inline }: ReadAttachment): AttachmentHead {
  return { index, name, mediaType, size, suspicious, inline };
}
