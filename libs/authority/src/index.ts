export { type Authority, createAuthority } from './authority.ts';
export { type CertificateDates, certificateDates, dateMistake } from './certificate-dates.ts';
export { channelCredentials, serverCredentials } from './grpc-credentials.ts';
export { parseCertificates } from './parse-certificates.ts';
export { readTlsDirectory, type TlsMaterial } from './tls-material.ts';
export { tlsMistake } from './tls-mistake.ts';
export { TLS_LOOK_MS, type WatchedTls, watchTlsDirectory } from './watched-tls.ts';
