import { type ParsedJwe, parseJwe } from '@postern/jose-fence';
import { MAX_BODY_BYTES } from './limits.ts';

/** The parts of a sealed body; nothing is decrypted. Throws `envelope.malformed` or `envelope.too_large`. */
export function parseBody(body: Buffer): ParsedJwe {
  return parseJwe(body, { alg: 'dir', fixed: { cty: 'message/rfc822' }, keyId: false, maxBytes: MAX_BODY_BYTES });
}
