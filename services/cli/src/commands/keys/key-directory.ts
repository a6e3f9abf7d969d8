// A directory of keys, as `keys init` makes it and the standalone keeps it.
// Rotating changes files that running services read again, so each one is
// replaced as a whole, and a public key is there before anything needs it.
import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_KEY, parseKeyFile } from '@postern/jwk';
import { z } from 'zod';
import { CliError, codeOf, EXIT } from '../../exit-codes.ts';

export const KEY_FILES = {
  capsuleKeys: 'capsule-keys.json',
  capsulePublicKey: 'capsule-public-key.json',
  senderKey: 'sender-key.json',
  senders: 'senders.json',
} as const;

/** identity's, which only the directory of a standalone has. */
export const GRANT_FILES = { grantKeys: 'grant-keys.json', grantPublicKeys: 'grant-public-keys.json' } as const;

/** Whatever else a key or a file says is kept as it is. */
const KEY = PUBLIC_KEY.loose();
export const KEY_SET = z.looseObject({ keys: z.array(KEY).min(1) });
export const SENDER_FILE = z.looseObject({ sender: z.looseObject({ id: z.string() }), key: KEY });
export const REGISTRY = z.looseObject({ senders: z.array(z.looseObject({ id: z.string(), keys: z.array(KEY).min(1) })).min(1) });
export const ONE_KEY = KEY;

export type KeySet = z.infer<typeof KEY_SET>;
export type Registry = z.infer<typeof REGISTRY>;

export class KeyDirectory {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  has(name: string): boolean {
    return existsSync(join(this.#directory, name));
  }

  /** Throws a CliError when the file is not there or not what it should be. */
  read<Shape>(name: string, schema: z.ZodType<Shape>): Shape {
    const path = join(this.#directory, name);
    let json: string;
    try {
      json = readFileSync(path, 'utf8');
    } catch (thrown) {
      throw new CliError(EXIT.noInput, `cannot read ${path} (${codeOf(thrown)}); make keys with: postern keys init`);
    }
    try {
      return parseKeyFile(path, json, schema);
    } catch (thrown) {
      throw new CliError(EXIT.noInput, thrown instanceof Error ? thrown.message : `${path}: not a key file`);
    }
  }

  /**
   * Replaces a file at once: whoever reads it meanwhile, or after a power cut, sees the old or the new one, whole. Its
   * mode and owner stay, or the service that has to read it could not; a symbolic link stays one.
   */
  replace(name: string, contents: unknown): void {
    const path = join(this.#directory, name);
    try {
      replaceFile(realpathSync(path), `${JSON.stringify(contents, null, 2)}\n`);
    } catch (thrown) {
      if (thrown instanceof CliError) throw thrown;
      throw new CliError(EXIT.cannotCreate, `cannot replace ${path} (${codeOf(thrown)})`);
    }
  }
}

function replaceFile(path: string, text: string): void {
  const { mode, uid, gid } = statSync(path);
  const next = `${path}.next`;
  const file = openNew(next);
  try {
    try {
      writeFileSync(file, text);
      const made = fstatSync(file);
      if (made.uid !== uid || made.gid !== gid) fchownSync(file, uid, gid);
      // Last, so that it is never open to more people than the old one.
      fchmodSync(file, mode & 0o777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (thrown) {
    rmSync(next, { force: true });
    throw thrown;
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
    throw new CliError(EXIT.cannotCreate, `another change of the keys is under way, or was cut off: then delete ${path}`);
  }
}

/** A JWK set, private halves and all. */
export function readKeySet(json: string): KeySet {
  return KEY_SET.parse(JSON.parse(json));
}

/** With `most` keys, as many as whoever reads the file takes, there is no room for another. */
export function withKeyFirst<Key>(key: Key, keys: readonly Key[], most: number): Key[] {
  if (keys.length >= most) throw new CliError(EXIT.refused, `there are ${most} keys already: retire some first`);
  return [key, ...keys];
}
