// A text file that is only ever appended to, for one key-release that runs
// without Kafka. Before each answer it looks whether the file changed (one
// stat, microseconds): what an operator or a backup puts there counts at once,
// and a file that has gone or is damaged ends all answers.
import { PosternError } from '@postern/errors';
import type { Revocation } from '../revocation.ts';
import { revocationId } from '../revocation-id.ts';
import { cannotKnow, type ListStatus, type OnReading, type RevocationList } from '../revocation-list.ts';
import { MAX_REVOCATIONS, RevocationTable } from '../revocation-table.ts';
import { tellChanges } from '../tell-changes.ts';
import { appendDurably, type FileMark, markOf, NotARevocationsFileError, readLines } from './revocation-file.ts';
import { readLine, toLine } from './revocation-line.ts';

const NOTHING_READ: FileMark = { ino: 0, size: 0, mtimeMs: 0 };

interface FileListOptions {
  /** Revocations; see `RevocationTable`. */
  readonly capacity?: number;
  readonly onReading?: OnReading;
}

export class FileRevocationList implements RevocationList {
  readonly #path: string;
  readonly #now: () => number;
  readonly #capacity: number;
  readonly #tell: (isInterrupted: boolean) => void;
  #table: RevocationTable;
  #read = NOTHING_READ;
  #lastLine = '';
  #confirmedAt = 0;
  #closed = false;
  #lastAppend: Promise<void> = Promise.resolve();

  /** The file must exist: one that is missing was lost, or is somewhere else. `now` in Unix seconds. */
  constructor(path: string, now: () => number, { capacity = MAX_REVOCATIONS, onReading = () => {} }: FileListOptions = {}) {
    this.#path = path;
    this.#now = now;
    this.#capacity = capacity;
    this.#tell = tellChanges(onReading);
    this.#table = new RevocationTable(capacity);
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
    if (!this.#table.mayRecord(id, this.#now())) throw cannotKnow();
    // One after the other: a line that fails is cut off again, and must be the last one then.
    const append = this.#lastAppend.then(() => appendDurably(this.#path, toLine({ id, exp }, this.#now())));
    this.#lastAppend = append.catch(() => {});
    await append.catch((cause: unknown) => {
      throw cannotKnow(cause);
    });
    this.#refresh();
  }

  /** Looks at the file, so that a portal that nobody uses at night does not look as if it had lost it. */
  status(): ListStatus {
    try {
      this.#refresh();
    } catch {
      // Then it says up to when all was known.
    }
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
      this.#tell(true);
      throw cannotKnow(cause);
    }
    this.#tell(false);
  }

  #readChanges(): void {
    const { ino, size, mtimeMs } = markOf(this.#path);
    const known = this.#read;
    const isSame = ino === known.ino && size === known.size && mtimeMs === known.mtimeMs;
    const mayHaveGrown = ino === known.ino && size > known.size && known.size > 0;
    if (!isSame && !(mayHaveGrown && this.#readOn(known.size))) this.#readAll();
    this.#confirmedAt = this.#now();
  }

  /** Reads what was appended. False when that is not what happened: the line that was the last one stands elsewhere now. */
  #readOn(size: number): boolean {
    const texts: string[] = [];
    const mark = readLines(this.#path, size - this.#lastLine.length - 1, (text) => texts.push(text));
    const lines = texts.map(readLine);
    if (texts[0] !== this.#lastLine || lines.includes(undefined)) return false;
    for (const line of lines) if (line !== undefined) this.#table.add(line.id, line.exp, this.#now());
    this.#remember(mark, texts.at(-1) ?? '');
    return true;
  }

  /** What was read counts only when all of it is right. */
  #readAll(): void {
    const [table, now] = [new RevocationTable(this.#capacity), this.#now()];
    let [count, last] = [0, ''];
    const mark = readLines(this.#path, 0, (text) => {
      count += 1;
      last = text;
      const line = readLine(text);
      if (line === undefined) throw new NotARevocationsFileError(`has a line ${count} that is no revocation`);
      table.add(line.id, line.exp, now);
    });
    this.#table = table;
    this.#remember(mark, last);
  }

  #remember(mark: FileMark, lastLine: string): void {
    this.#read = mark;
    this.#lastLine = lastLine;
  }
}

/** For an operator: what is wrong, without a value. */
function reason(thrown: unknown): string {
  if (thrown instanceof NotARevocationsFileError) return thrown.message;
  if (thrown instanceof PosternError) return `holds more than ${MAX_REVOCATIONS} revocations`;
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown error';
  return code === 'ENOENT' ? 'does not exist; make an empty one if nothing was ever revoked' : `cannot be read (${code})`;
}
