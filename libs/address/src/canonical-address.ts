// The recipient of a capsule *is* an address, so two spellings of one mailbox
// must compare equal and two mailboxes never. There is one canonical form:
//
//   - Unicode normalisation form C, then lower case, for the local part. RFC
//     5321 section 2.4 lets a host tell `Ada` from `ada`; no provider of note
//     does, and people type either.
//   - The domain as A-labels (UTS #46, RFC 5891), lower case, no final dot.
//   - Nothing is guessed: dots and plus signs in a local part are kept.
//
// Refused, because no mailbox needs them and parsers disagree about them:
// quoted local parts, comments, address literals, control, format and space
// characters, and anything over the limits of RFC 5321 section 4.5.3.1.
import { domainToASCII } from 'node:url';

/** RFC 5321 section 4.5.3.1.1, in octets. */
const MAX_LOCAL_OCTETS = 64;
/** RFC 5321 section 4.5.3.1.3 less the angle brackets, in octets. */
export const MAX_ADDRESS_OCTETS = 254;

/** dot-atom (RFC 5322 section 3.2.3), with non-ASCII letters as RFC 6531 section 3.3 allows. */
const LOCAL_PART =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+)*$/u;
const DOMAIN_CHARACTERS = /^(?:[A-Za-z0-9.-]|[^\p{ASCII}\p{C}\p{Z}])+$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NUMERIC_LAST_LABEL = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/** The canonical form of an address; undefined for what is not one, or is of a kind that is refused. */
export function canonicalAddress(text: string): string | undefined {
  if (text.length > MAX_ADDRESS_OCTETS) return undefined;
  const at = text.lastIndexOf('@');
  if (at < 1) return undefined;
  const local = text.slice(0, at).normalize('NFC').toLowerCase().normalize('NFC');
  const domain = canonicalDomain(text.slice(at + 1));
  if (domain === undefined || !LOCAL_PART.test(local) || Buffer.byteLength(local) > MAX_LOCAL_OCTETS) return undefined;
  const address = `${local}@${domain}`;
  return Buffer.byteLength(address) <= MAX_ADDRESS_OCTETS ? address : undefined;
}

/** A domain as lower-case A-labels; undefined for what is not a host name. */
export function canonicalDomain(text: string): string | undefined {
  // The host parser would decode percent signs and read numbers as IPv4 addresses.
  if (!DOMAIN_CHARACTERS.test(text)) return undefined;
  const ascii = domainToASCII(text).toLowerCase();
  return ASCII_DOMAIN.test(ascii) && !NUMERIC_LAST_LABEL.test(ascii) ? ascii : undefined;
}
