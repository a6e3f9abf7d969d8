import type { Attachment } from 'postal-mime';
import { bytesOf } from './attachments.ts';
import type { WarningCode } from './mail.ts';

/** How a TNEF stream begins (MS-OXTNEF section 2.1.3.1), in Latin-1. */
const TNEF_SIGNATURE = '\x78\x9f\x3e\x22';
const TNEF = /^application\/(?:vnd\.)?ms-tnef$/i;
/** RFC 8551 section 3.2, RFC 3156 section 4. The signature of signed text is not here: nothing is hidden in it. */
const ENCRYPTED = /^application\/(?:x-)?(?:pkcs7-mime|pgp-encrypted|pgp)$/i;

/** What a mail has that only another program can open, so that nobody looks for it in vain. */
export function packedWarnings(attachments: readonly Attachment[]): readonly WarningCode[] {
  const warnings: WarningCode[] = [];
  if (attachments.some(isTnef)) warnings.push('tnef');
  if (attachments.some(({ mimeType }) => ENCRYPTED.test(mimeType))) warnings.push('encrypted');
  return warnings;
}

function isTnef(attachment: Attachment): boolean {
  if (TNEF.test(attachment.mimeType) || /^winmail\.dat$/i.test(attachment.filename ?? '')) return true;
  return Buffer.from(bytesOf(attachment).subarray(0, 4)).toString('latin1') === TNEF_SIGNATURE;
}
