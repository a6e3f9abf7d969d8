// What is on the token, at most five seconds old: a key pair that is added is
// found and one that is removed is gone, without a call to the token for each
// key id that somebody makes up.
import type { Handle } from './arena.ts';
import { findKeyPairs, type TokenKey, type TokenKeys } from './key-pairs.ts';
import type { Pkcs11Module } from './pkcs11-module.ts';
import { requireLogin } from './token-session.ts';

interface DirectoryOptions {
  readonly module: Pkcs11Module;
  readonly label: string | undefined;
  /** Milliseconds that what was seen is taken for true. */
  readonly trustMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

interface Seen {
  readonly keys: TokenKeys;
  readonly at: number;
}

export class KeyDirectory {
  readonly #options: DirectoryOptions;
  #seen: Seen | undefined;
  #looking: Promise<TokenKeys> | undefined;

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  /** Looks at the token, together with whoever is looking already. */
  look(session: Handle): Promise<TokenKeys> {
    this.#looking ??= this.#start(session);
    return this.#looking;
  }

  async find(keyId: string, session: Handle): Promise<TokenKey | undefined> {
    const { trustMs, now } = this.#options;
    const fresh = this.#seen !== undefined && now() - this.#seen.at < trustMs ? this.#seen.keys : undefined;
    const { byId } = fresh ?? (await this.look(session));
    return byId.get(keyId);
  }

  /** Handles of objects have become invalid. */
  forget(): void {
    this.#seen = undefined;
    this.#looking = undefined;
  }

  #start(session: Handle): Promise<TokenKeys> {
    const { module, label, now } = this.#options;
    const before = this.#seen?.keys.byId;
    const known = (keyId: string, privateKey: Handle) => before?.get(keyId)?.privateKey === privateKey;
    const at = now();
    const looking = requireLogin(module, session).then(() => findKeyPairs({ module, session, label, known }));
    const end = (seen: Seen | undefined) => {
      // What was forgotten meanwhile is not to come back.
      if (this.#looking !== looking) return;
      this.#looking = undefined;
      this.#seen = seen ?? this.#seen;
    };
    looking.then(
      (keys) => end({ keys, at }),
      () => end(undefined),
    );
    return looking;
  }
}
