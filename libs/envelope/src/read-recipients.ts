import { canonicalAddress } from '@postern/address';
import { PosternError } from '@postern/errors';
import PostalMime, { type Address } from 'postal-mime';

export interface MailAddresses {
  /** Canonical. */
  readonly from: string;
  /** To, Cc and Bcc, as they were written. */
  readonly recipients: readonly string[];
}

/** Who a mail is by and for. Throws `envelope.malformed` when it has no usable From address. */
export async function readMailAddresses(mail: Uint8Array): Promise<MailAddresses> {
  const parsed = await PostalMime.parse(mail, { maxNestingDepth: 50 });
  const [from] = flatten(parsed.from === undefined ? [] : [parsed.from]).map(canonical);
  if (from === undefined) throw new PosternError('envelope.malformed');
  const recipients = flatten([...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])]);
  return { from, recipients };
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
