// What the types of node-jose leave out: a recipient with an ephemeral key of
// the caller's (its lib/jwe/encrypt.js takes one as `epk`).
import type { JsonWebKey } from 'node:crypto';

declare module 'node-jose' {
  namespace JWE {
    function createEncrypt(options: EncryptOptions, recipient: { readonly key: JWK.Key; readonly epk: JsonWebKey }): Encryptor;
  }
}
