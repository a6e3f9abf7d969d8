import { canonicalAddress } from '@postern/address';
import { z } from 'zod';
import { isMessageId } from './message-id.ts';

/** Recipients of one capsule; with long addresses the capsule's own limit is reached earlier. */
export const MAX_RECIPIENTS = 100;

const UNIX_SECONDS = z.int().min(0).max(0xffff_ffff);
/** 32 bytes in base64url. */
const BYTES_32 = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
const ADDRESS = z.string().refine((text) => canonicalAddress(text) === text);

export const SENDER_ID = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);

export const RIGHTS = ['download', 'print'] as const;
export type Right = (typeof RIGHTS)[number];

const hasNoDuplicates = (list: readonly string[]) => new Set(list).size === list.length;

/** docs/spec/envelope.md, claims. Unknown members are refused: a newer version has another type. */
export const CLAIMS = z.strictObject({
  iss: SENDER_ID,
  jti: z.string().refine(isMessageId),
  iat: UNIX_SECONDS,
  nbf: UNIX_SECONDS.optional(),
  exp: UNIX_SECONDS,
  from: ADDRESS,
  rcpt: z.array(ADDRESS).min(1).max(MAX_RECIPIENTS).refine(hasNoDuplicates),
  cek: BYTES_32,
  dig: BYTES_32,
  rights: z.array(z.enum(RIGHTS)).max(RIGHTS.length).refine(hasNoDuplicates),
});

/** What a capsule says. Addresses are canonical, times are Unix seconds, `cek` and `dig` are 32 bytes in base64url. */
export type CapsuleClaims = Readonly<z.infer<typeof CLAIMS>>;
