import { createHash } from 'node:crypto';
import type { PublicJwk } from './p256.ts';

/** RFC 7638, by SHA-256, in base64url: 43 characters. */
export function thumbprint({ x, y }: Pick<PublicJwk, 'x' | 'y'>): string {
  const members = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(members).digest('base64url');
}
