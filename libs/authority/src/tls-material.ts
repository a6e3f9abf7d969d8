import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What one service needs for mutual TLS, as PEM. It may change while the
 * service runs: whoever keeps a copy asks to be told, and reads it again.
 */
export interface TlsMaterial {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
  /** Calls `listener` after each change. Returns what stops that. Material without it never changes. */
  readonly onChange?: (listener: () => void) => () => void;
}

/** Reads `ca.crt`, `tls.crt` and `tls.key`, the names that a Kubernetes TLS secret by cert-manager has. */
export function readTlsDirectory(directory: string): TlsMaterial {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  return { caPem: read('ca.crt'), certificatePem: read('tls.crt'), keyPem: read('tls.key') };
}
