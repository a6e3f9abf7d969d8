// To look for a message in a file of 36 MiB takes a good part of a second, in
// which an event loop serves nobody. Files of more than a mebibyte are looked
// through by a thread; a small one costs less there and here than the way.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { PosternError } from '@postern/errors';
import type { Sealed } from '../domain/sealed.ts';
import { sealedInFile } from '../domain/sealed-file.ts';
import type { FileResult, FileTask } from './file-task.ts';

export interface FileThreadLimits {
  /** Files up to this size, in bytes, are looked through at once. */
  readonly inlineBytes: number;
  readonly threads: number;
  /** Files that may wait for a thread; more are refused. */
  readonly waiting: number;
  /** For one file, in milliseconds, its wait for a thread not counted. */
  readonly timeLimitMs: number;
}

export const FILE_THREAD_LIMITS: FileThreadLimits = {
  inlineBytes: 1024 * 1024,
  threads: 2,
  waiting: 8,
  timeLimitMs: 10_000,
};

const WORKER = new URL('./file-worker.ts', import.meta.url);
const RETRY_AFTER_SECONDS = 5;
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

export class FileThreads {
  readonly #limits: FileThreadLimits;
  readonly #worker: URL;
  readonly #all = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** `worker`: the module that does the work. */
  constructor(limits: FileThreadLimits = FILE_THREAD_LIMITS, worker: URL = WORKER) {
    this.#limits = limits;
    this.#worker = worker;
  }

  /**
   * The sealed message in a file; its pieces may not be used afterwards. Throws
   * what `sealedInFile` throws, and `gateway.busy` when too many files wait or
   * this one took too long.
   */
  async find(file: readonly Buffer<ArrayBuffer>[], chunkBytes: number): Promise<Sealed> {
    const bytes = file.reduce((sum, piece) => sum + piece.length, 0);
    if (bytes <= this.#limits.inlineBytes) return sealedInFile(file, chunkBytes);
    await this.#turn();
    try {
      return sealedOf(await this.#work({ file, chunkBytes }));
    } finally {
      this.#pass();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  async #turn(): Promise<void> {
    if (this.#busy < this.#limits.threads) {
      this.#busy += 1;
      return;
    }
    if (this.#waiting.length >= this.#limits.waiting) throw busy();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The turn goes to who has waited longest, or back. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy -= 1;
    else next();
  }

  /** A thread that fails or takes too long is ended, and the next file gets a new one. */
  async #work(task: FileTask): Promise<FileResult> {
    const worker = this.#idle.pop() ?? this.#open();
    const outOfTime = AbortSignal.timeout(this.#limits.timeLimitMs);
    try {
      worker.postMessage(task, [...new Set(task.file.map(({ buffer }) => buffer))]);
      const [result]: FileResult[] = await once(worker, 'message', { signal: outOfTime });
      if (result === undefined) throw new PosternError('internal');
      this.#idle.push(worker);
      return result;
    } catch (cause) {
      await worker.terminate();
      throw outOfTime.aborted ? busy(cause) : new PosternError('gateway.form_invalid', { cause });
    }
  }

  #open(): Worker {
    const worker = new Worker(this.#worker, { env: {}, resourceLimits: HEAP });
    worker.unref();
    // Without a listener an error of an idle thread would end the process.
    worker.on('error', () => {});
    this.#all.add(worker);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return worker;
  }
}

function sealedOf(result: FileResult): Sealed {
  if (result.kind === 'error') throw new PosternError(result.code);
  return {
    capsule: result.capsule,
    body: result.body.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  };
}

function busy(cause?: unknown): PosternError {
  return new PosternError('gateway.busy', { cause, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
