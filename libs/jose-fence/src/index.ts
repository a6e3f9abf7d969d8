export { decodeBase64url } from './base64url.ts';
export type { EphemeralKey } from './epk.ts';
export type { Header } from './header.ts';
export { type JwePolicy, type ParsedJwe, parseJwe } from './jwe.ts';
export { type JwsPolicy, type ParsedJws, parseJws } from './jws.ts';
