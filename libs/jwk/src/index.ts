export { verifyEs256 } from './es256.ts';
export { importKeys, parseKeyFile } from './key-file.ts';
export { PRIVATE_KEY, type PrivateJwk, PUBLIC_KEY, type PublicJwk, toPrivateKey, toPublicKey } from './p256.ts';
export { signJws } from './sign-jws.ts';
export { thumbprint } from './thumbprint.ts';
