import { decodeWords } from 'postal-mime';
import { fieldsOf } from './header-fields.ts';
import { cleanLine } from './headers.ts';

/** Bytes of a header that are searched. */
const MAX_HEADER = 64 * 1024;

/** What a mail is about, from its header alone; empty when it does not say. */
export function subjectOf(mail: Uint8Array): string {
  const start = new TextDecoder().decode(mail.subarray(0, MAX_HEADER));
  const end = /\r?\n\r?\n/.exec(start)?.index;
  const subject = fieldsOf(start.slice(0, end)).find(({ name }) => name === 'subject')?.value ?? '';
  return cleanLine(decodeWords(subject));
}
