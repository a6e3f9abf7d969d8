import { fileURLToPath } from 'node:url';
import { openReloadedFile } from '@postern/config';
import { readCapsuleKeys } from '@postern/envelope';
import type { KeyCustody } from '../key-custody.ts';
import { isOpenToOthers } from '../open-to-others.ts';
import { createMemoryCustody } from './memory-custody.ts';

const EVERY_MS = 1_000;

export interface FileCustodyOptions {
  /** Refuse a file that others can read or change. */
  readonly strict: boolean;
  readonly onReload: (outcome: 'reloaded' | 'refused') => void;
  /** Milliseconds between two looks at the file; 1,000 unless told. */
  readonly everyMs?: number;
}

/**
 * Private keys in a JWK set on disk, read again within a second of a change: a
 * key that is added can be used, one that is removed cannot. Rejects with an
 * Error that says what is wrong with the file.
 */
export async function openFileCustody(url: URL, { strict, onReload, everyMs }: FileCustodyOptions): Promise<KeyCustody> {
  const file = await openReloadedFile({
    path: fileURLToPath(url),
    everyMs: everyMs ?? EVERY_MS,
    onReload,
    parse: (text, mode) => {
      if (strict) refuseOpenMode(mode);
      return readCapsuleKeys(text);
    },
  }).catch((thrown: unknown) => {
    const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : undefined;
    throw code === undefined ? thrown : new Error(`capsule keys: the file cannot be read (${code})`);
  });
  return { ...createMemoryCustody(file.current), close: async () => file.close() };
}

function refuseOpenMode(mode: number): void {
  if (isOpenToOthers(mode))
    throw new Error('capsule keys: the file can be read or changed by others; chmod it to 0600, or 0440 for a group of its own');
}
