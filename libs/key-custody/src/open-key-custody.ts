import type { TlsMaterial } from '@postern/authority';
import { openFileCustody } from './file/file-custody.ts';
import type { KeyCustody } from './key-custody.ts';
import { openPkcs11Custody } from './pkcs11/pkcs11-custody.ts';
import { openPlugInCustody } from './plug-in/plug-in-custody.ts';
import { openTransitCustody, type RenewalOutcome } from './transit/transit-custody.ts';

export interface KeyCustodyOptions {
  /** Refuse key files that others can read or change. */
  readonly strict: boolean;
  /** Names the file with Vault's token; only for `transit:`. */
  readonly transitTokenFile: string | undefined;
  /** Our own certificate; only for `kms+tls:`. */
  readonly tls: TlsMaterial;
  /** When keys were read again, or could not be. */
  readonly onReload: (outcome: 'reloaded' | 'refused' | RenewalOutcome) => void;
}

export const KEY_CUSTODY_SCHEMES = ['file:', 'pkcs11:', 'transit:', 'kms+unix:', 'kms+tls:'] as const;

/** The custody that the URL names. Rejects with an Error that says in one sentence what is wrong, without a secret. */
export async function openKeyCustody(url: URL, options: KeyCustodyOptions): Promise<KeyCustody> {
  const { strict, transitTokenFile, tls, onReload } = options;
  switch (url.protocol) {
    case 'file:':
      return openFileCustody(url, { strict, onReload });
    case 'pkcs11:':
      return openPkcs11Custody(url, { strict });
    case 'transit:':
      if (transitTokenFile === undefined) throw new Error('transit: needs a file with a token');
      return openTransitCustody(url, { tokenFile: transitTokenFile, strict, onRenewal: onReload });
    default:
      return openPlugInCustody(url, { tls });
  }
}
