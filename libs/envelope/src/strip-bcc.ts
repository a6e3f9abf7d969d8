import { mailHeader } from './mail-header.ts';

const BLIND = /^(?:resent-)?bcc[ \t]*:/i;

/**
 * The mail without its Bcc lines: everybody who can open the body would learn
 * who got it blindly (RFC 5322 section 3.6.3). Only the header is touched, and
 * nothing else of it.
 */
export function stripBcc(mail: Uint8Array): Buffer {
  const header = mailHeader(mail);
  const lines = header.toString('latin1').split(/(?<=\n)/);
  let dropping = false;
  const kept = lines.filter((line) => {
    const continues = /^[ \t]/.test(line);
    dropping = continues ? dropping : BLIND.test(line);
    return !dropping;
  });
  if (kept.length === lines.length) return Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength);
  return Buffer.concat([Buffer.from(kept.join(''), 'latin1'), mail.subarray(header.length)]);
}
