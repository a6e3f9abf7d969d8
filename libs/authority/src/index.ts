export { type Authority, createAuthority } from './authority.ts';
export { parseCertificates } from './parse-certificates.ts';
export { readTlsDirectory, type TlsMaterial } from './tls-material.ts';
export { tlsMistake } from './tls-mistake.ts';
