import { extractSealed } from '@postern/envelope';
import { cleanCapsule, packBody, type Sealed } from './sealed.ts';

/**
 * The sealed message in an uploaded file, whose pieces are in order. Takes time
 * by the file's size: 0.4 s for 36 MiB. Throws what `extractSealed` throws, and
 * `envelope.malformed`.
 */
export function sealedInFile(file: readonly Uint8Array[], chunkBytes: number): Sealed {
  const { capsule, body } = extractSealed(Buffer.concat(file));
  return { capsule: cleanCapsule(capsule), body: packBody(body, chunkBytes) };
}
