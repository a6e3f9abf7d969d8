import { addressParser, type Email } from 'postal-mime';
import { LIMITS } from './limits.ts';
import type { Mailbox } from './mail.ts';

/** Every mailbox of every header of this name (RFC 5322 section 3.6): a second From is not hidden behind the first. */
export function mailboxesOf(
  { headers }: Email,
  name: 'from' | 'to' | 'cc',
): { readonly mailboxes: readonly Mailbox[]; readonly truncated: boolean } {
  const found: Mailbox[] = headers
    .filter(({ key }) => key === name)
    .flatMap(({ value }) => addressParser(value, { flatten: true }))
    .map((mailbox) => ({ name: cleanLine(mailbox.name), address: cleanLine(mailbox.address ?? '') }))
    .filter((mailbox) => mailbox.name !== '' || mailbox.address !== '');
  return { mailboxes: found.slice(0, LIMITS.mailboxes), truncated: found.length > LIMITS.mailboxes };
}

export function dateOf({ date }: Email): Date | undefined {
  const read = new Date(date ?? Number.NaN);
  return Number.isNaN(read.getTime()) || read.getTime() < 0 ? undefined : read;
}

/** One line without control and bidi characters: they could make a sender look like another. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 2_000);
}
