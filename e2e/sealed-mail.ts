import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractSealed } from '@postern/envelope';
import PostalMime from 'postal-mime';
import { runChild } from './systems/child.ts';
import type { System } from './systems/system.ts';

export interface SealedMail {
  /** Path of the sealed mail, as a sender's gateway would send it. */
  readonly eml: string;
  /** Path of its attachment, saved as a mail program would. */
  readonly messageHtml: string;
  readonly capsule: string;
  readonly body: string;
  /** What its sender must know to take it back. */
  readonly messageId: string;
}

/** Seals a mail with the `postern` command and saves its attachment. */
export async function seal(system: System, mail: string, recipient: string, ...options: readonly string[]): Promise<SealedMail> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-mail-'));
  const receipt = join(directory, 'receipt.json');
  const where = ['--keys', system.keys, '--portal', system.portal, '--receipt', receipt];
  const sealed = await runChild('services/cli/src/main.ts', ['seal', mail, '--to', recipient, ...where, ...options]);
  const eml = join(directory, 'sealed.eml');
  writeFileSync(eml, sealed, 'latin1');
  const attachment = (await PostalMime.parse(sealed)).attachments.find(({ filename }) => filename === 'message.html');
  if (attachment === undefined) throw new Error('the sealed mail has no message.html');
  const messageHtml = join(directory, 'message.html');
  writeFileSync(
    messageHtml,
    typeof attachment.content === 'string' ? attachment.content : Buffer.from(new Uint8Array(attachment.content)),
  );
  const { capsule, body } = extractSealed(readFileSync(messageHtml));
  const { messages } = JSON.parse(readFileSync(receipt, 'utf8'));
  return { eml, messageHtml, capsule, body: body.toString(), messageId: messages[0].messageId };
}
