// A text file that is only ever appended to, for one key-release that runs
// without Kafka. Before each answer it looks whether the file changed (one
// stat, microseconds): what an operator or a backup puts there counts at once,
// and a file that has gone or is damaged ends all answers.
import type { Revocation } from '../revocation.ts';
import { revocationId } from '../revocation-id.ts';
import { cannotKnow, type ListStatus, type RevocationList } from '../revocation-list.ts';
import { RevocationTable } from '../revocation-table.ts';
import { appendDurably, type FileMark, markOf, NotARevocationsFileError, readLines } from './revocation-file.ts';
import { readLine, toLine } from './revocation-line.ts';

const NOTHING_READ: FileMark = { ino: 0, size: 0, mtimeMs: 0 };

export class FileRevocationList implements RevocationList {
  readonly #path: string;
  readonly #now: () => number;
  #table = new RevocationTable();
  #read = NOTHING_READ;
  #confirmedAt = 0;
  #closed = false;
  #lastAppend: Promise<void> = Promise.resolve();

  /** The file must exist: one that is missing was lost, or is somewhere else. `now` in Unix seconds. */
  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  async ready(): Promise<void> {
    this.load();
  }

  /** Reads it now. Throws an Error whose message says what is wrong, where, and never quotes the file. */
  load(): void {
    try {
      this.#readChanges();
    } catch (cause) {
      throw new Error(`the revocations file ${reason(cause)}`, { cause });
    }
  }

  isRevoked(iss: string, jti: string): boolean {
    this.#refresh();
    return this.#table.has(revocationId(iss, jti));
  }

  async add({ iss, jti, exp }: Revocation): Promise<void> {
    const id = revocationId(iss, jti);
    this.#refresh();
    if (this.#table.covers(id, exp)) return;
    // One after the other: a line that fails is cut off again, and must be the last one then.
    const append = this.#lastAppend.then(() => appendDurably(this.#path, toLine({ id, exp }, this.#now())));
    this.#lastAppend = append.catch(() => {});
    await append.catch((cause: unknown) => {
      throw cannotKnow(cause);
    });
    this.#refresh();
  }

  status(): ListStatus {
    return { known: this.#table.size, confirmedAt: this.#confirmedAt };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#lastAppend;
  }

  #refresh(): void {
    if (this.#closed) throw cannotKnow();
    try {
      this.#readChanges();
    } catch (cause) {
      throw cannotKnow(cause);
    }
  }

  #readChanges(): void {
    const { ino, size, mtimeMs } = markOf(this.#path);
    const known = this.#read;
    const isSame = ino === known.ino && size === known.size && mtimeMs === known.mtimeMs;
    if (!isSame) {
      const hasGrown = ino === known.ino && size > known.size;
      if (hasGrown) this.#readInto(this.#table, known.size);
      else this.#table = this.#readInto(new RevocationTable(), 0);
    }
    this.#confirmedAt = this.#now();
  }

  /** What was read counts only when all of it is right: it is read again next time otherwise. */
  #readInto(table: RevocationTable, from: number): RevocationTable {
    let count = 0;
    const now = this.#now();
    this.#read = readLines(this.#path, from, (text) => {
      count += 1;
      const line = readLine(text);
      if (line === undefined)
        throw new NotARevocationsFileError(`has a line ${count}${from === 0 ? '' : ` after byte ${from}`} that is no revocation`);
      table.add(line.id, line.exp, now);
    });
    return table;
  }
}

/** For an operator: what is wrong, without a value. */
function reason(thrown: unknown): string {
  if (thrown instanceof NotARevocationsFileError) return thrown.message;
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown error';
  return code === 'ENOENT' ? 'does not exist; make an empty one if nothing was ever revoked' : `cannot be read (${code})`;
}
