import { canonicalDomain } from '@postern/address';
import { z } from 'zod';
import { type CapsuleClaims, MAX_RECIPIENTS } from './claims.ts';

const DAY_SECONDS = 86_400;
const MAX_LIFETIME_DAYS = 3660;
const DOMAIN = z.string().refine((text) => canonicalDomain(text) === text, 'must be a domain in lower case, as A-labels');

export const LIMITS = z.strictObject({
  /** The domains of the `from` addresses that the sender may use, exactly; any unless told. */
  domains: z.array(DOMAIN).min(1).max(1000).optional(),
  /** From `iat` to `exp`. */
  lifetimeDays: z.int().min(1).max(MAX_LIFETIME_DAYS).optional(),
  /** In one capsule. */
  recipients: z.int().min(1).max(MAX_RECIPIENTS).optional(),
});

/** What a sender may say in a capsule; a limit that is missing is none. */
export type SenderLimits = Readonly<z.infer<typeof LIMITS>>;

export function withinLimits({ from, rcpt, iat, exp }: CapsuleClaims, limits: SenderLimits): boolean {
  const { domains, lifetimeDays = Number.POSITIVE_INFINITY, recipients = MAX_RECIPIENTS } = limits;
  const isOwnDomain = domains?.includes(from.slice(from.lastIndexOf('@') + 1)) ?? true;
  return isOwnDomain && exp - iat <= lifetimeDays * DAY_SECONDS && rcpt.length <= recipients;
}
