import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one service needs for mutual TLS, as PEM. */
export interface TlsMaterial {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Reads `ca.crt`, `tls.crt` and `tls.key`, the names that a Kubernetes TLS secret by cert-manager has. */
export function readTlsDirectory(directory: string): TlsMaterial {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  return { caPem: read('ca.crt'), certificatePem: read('tls.crt'), keyPem: read('tls.key') };
}
