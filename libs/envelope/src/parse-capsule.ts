import { PosternError } from '@postern/errors';
import { type EphemeralKey, type ParsedJwe, parseJwe } from '@postern/jose-fence';
import { MAX_CAPSULE_BYTES } from './limits.ts';
import { CAPSULE_TYPE, refuseOtherVersions } from './version.ts';

export interface ParsedCapsule {
  /** The capsule key that it is sealed for, by id. */
  readonly keyId: string;
  readonly ephemeralKey: EphemeralKey;
  readonly jwe: ParsedJwe;
}

/** What anyone can read of a capsule. Throws `envelope.version`, `envelope.malformed` or `envelope.too_large`. */
export function parseCapsule(capsule: string): ParsedCapsule {
  const compact = Buffer.from(capsule, 'latin1');
  // Characters beyond one byte were folded: the fence would see another string than the one that is decrypted.
  if (compact.toString('latin1') !== capsule) throw new PosternError('envelope.malformed');
  refuseOtherVersions(compact);
  const jwe = parseJwe(compact, {
    alg: 'ECDH-ES+A256KW',
    fixed: { typ: CAPSULE_TYPE },
    keyId: true,
    maxBytes: MAX_CAPSULE_BYTES,
  });
  if (jwe.ephemeralKey === undefined) throw new PosternError('envelope.malformed');
  return { keyId: String(jwe.header['kid']), ephemeralKey: jwe.ephemeralKey, jwe };
}
