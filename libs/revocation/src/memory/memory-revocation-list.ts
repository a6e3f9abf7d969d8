import type { Revocation } from '../revocation.ts';
import { revocationId } from '../revocation-id.ts';
import { cannotKnow, type ListStatus, type RevocationList } from '../revocation-list.ts';
import { RevocationTable } from '../revocation-table.ts';

/** Forgets everything with its process: for tests. */
export class MemoryRevocationList implements RevocationList {
  readonly #table = new RevocationTable();
  readonly #now: () => number;
  #closed = false;

  /** `now` in Unix seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  isRevoked(iss: string, jti: string): boolean {
    if (this.#closed) throw cannotKnow();
    return this.#table.has(revocationId(iss, jti));
  }

  async add({ iss, jti, exp }: Revocation): Promise<void> {
    if (this.#closed) throw cannotKnow();
    this.#table.add(revocationId(iss, jti), exp, this.#now());
  }

  async ready(): Promise<void> {}

  status(): ListStatus {
    return { known: this.#table.size, confirmedAt: this.#now() };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
