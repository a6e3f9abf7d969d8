import { openFileCustody } from './file/file-custody.ts';
import type { KeyCustody } from './key-custody.ts';

export interface KeyCustodyOptions {
  /** Refuse key files that others can read or change. */
  readonly strict: boolean;
  /** After each change of the keys that is seen, and for each that had to be refused. */
  readonly onReload: (outcome: 'reloaded' | 'refused') => void;
}

export const KEY_CUSTODY_SCHEMES = ['file:'] as const;

/** The custody that the URL names. Rejects with an Error that says in one sentence what is wrong, without a secret. */
export function openKeyCustody(url: URL, options: KeyCustodyOptions): Promise<KeyCustody> {
  return openFileCustody(url, options);
}
