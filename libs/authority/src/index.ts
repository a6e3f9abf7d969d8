export { type Authority, createAuthority } from './authority.ts';
export { readTlsDirectory, type TlsMaterial } from './tls-material.ts';
