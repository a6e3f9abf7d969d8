import { canonicalAddress } from '@postern/address';
import { PosternError } from '@postern/errors';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { MAX_HEADER_BYTES } from './limits.ts';
import { mailHeader } from './mail-header.ts';

export interface MailAddresses {
  /** Canonical. */
  readonly from: string;
  /** To, Cc and Bcc, as they were written. */
  readonly recipients: readonly string[];
}

/** Who a mail is by and for, by its header alone. Throws `envelope.malformed` when it has no usable From address. */
export async function readMailAddresses(mail: Uint8Array): Promise<MailAddresses> {
  const parsed = await parseHeader(mail);
  const [from] = flatten(parsed.from === undefined ? [] : [parsed.from]).map(canonical);
  if (from === undefined) throw new PosternError('envelope.malformed');
  const recipients = flatten([...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])]);
  return { from, recipients };
}

async function parseHeader(mail: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(mailHeader(mail), { maxHeadersSize: MAX_HEADER_BYTES });
  } catch (cause) {
    throw new PosternError('envelope.malformed', { cause });
  }
}

/** Members of groups (RFC 5322 section 3.4) count as if they stood alone. */
function flatten(addresses: readonly Address[]): readonly string[] {
  return addresses.flatMap((address) =>
    address.group === undefined ? [address.address] : address.group.map((member) => member.address),
  );
}

export function canonical(address: string): string {
  const found = canonicalAddress(address);
  if (found === undefined) throw new PosternError('envelope.malformed');
  return found;
}
