// All our keys are on P-256, and every one that comes from outside is checked
// here: its shape, that its point is on the curve, and that the private half
// belongs to the public one.
import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** 32 bytes in base64url (RFC 7518 section 6.2). */
const COORDINATE = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** RFC 7515 section 4.1.4 leaves the form open; ours are RFC 7638 thumbprints or as short and plain. */
const KEY_ID = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** A public JWK (RFC 7517) and nothing beside it. */
export const PUBLIC_KEY = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: COORDINATE,
  y: COORDINATE,
  kid: KEY_ID,
  use: z.enum(['enc', 'sig']).optional(),
  alg: z.string().max(32).optional(),
});
export const PRIVATE_KEY = PUBLIC_KEY.extend({ d: COORDINATE });

export type PublicJwk = z.infer<typeof PUBLIC_KEY>;
export type PrivateJwk = z.infer<typeof PRIVATE_KEY>;

type Coordinates = Pick<PublicJwk, 'x' | 'y'>;

/** Throws an Error (of OpenSSL) unless the point is on the curve. */
export function toPublicKey({ x, y }: Coordinates): KeyObject {
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

/** Throws an Error, without a value in it, unless `d` is the private key of the point. */
export function toPrivateKey({ x, y, d }: Coordinates & { readonly d: string }): KeyObject {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(d, 'base64url'));
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  if (!curve.getPublicKey().equals(point)) throw new Error('the private key is not that of the public one');
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
}
