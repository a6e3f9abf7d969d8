// A session does one thing at a time, each call keeps a thread of libuv's pool
// busy (four, unless UV_THREADPOOL_SIZE says more; files and DNS need them
// too), and an HSM has its own pace. So there are few sessions, a bounded queue
// before them, and a time after which nobody waits any more. A call that has
// been made cannot be taken back: its session is not used again until it returns.
import { setTimeout as delay } from 'node:timers/promises';
import { PosternError } from '@postern/errors';
import { BoundedCalls } from '../bounded-calls.ts';
import type { Handle } from './arena.ts';
import { isSessionLost } from './pkcs11-error.ts';
import { closeSession, openSession, type Token } from './token-session.ts';

export interface PoolLimits {
  /** Sessions, and so calls at the same time. */
  readonly sessions: number;
  /** Requests that wait for a session; one more is refused at once. */
  readonly waiting: number;
  /** Milliseconds for one request, its time in the queue included. */
  readonly timeoutMs: number;
}

export type Job<T> = (session: Handle) => Promise<T>;

export class SessionPool {
  readonly #token: Token;
  readonly #limits: PoolLimits;
  readonly #calls: BoundedCalls;
  readonly #onReopened: () => void;
  readonly #idle: Handle[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  /** `onReopened`: a session was lost and opened again; handles of objects from before are not to be used. */
  constructor(token: Token, limits: PoolLimits, onReopened: () => void) {
    this.#token = token;
    this.#limits = limits;
    this.#calls = new BoundedCalls({ atOnce: limits.sessions, waiting: limits.waiting });
    this.#onReopened = onReopened;
  }

  /**
   * Runs a job with a session of its own, a second time when the session was
   * lost. Throws `keyrelease.unavailable` when there is no turn or no answer in time.
   */
  async run<T>(job: Job<T>, timeoutMs = this.#limits.timeoutMs): Promise<T> {
    const work = this.#calls.run(Date.now() + timeoutMs, () => this.#track(this.#withSession(job)));
    return withinLimit(timeoutMs, work);
  }

  /** Closes the sessions. Resolves to false when a call does not return within the time limit. */
  close(): Promise<boolean> {
    this.#isClosed = true;
    const closing = this.#idle.splice(0).map((session) => closeSession(this.#token.module, session));
    const all = Promise.allSettled([...closing, ...this.#underWay]).then(() => true);
    return Promise.race([all, delay(this.#limits.timeoutMs, false, { ref: false })]);
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async #withSession<T>(job: Job<T>): Promise<T> {
    if (this.#isClosed) throw new PosternError('keyrelease.unavailable');
    const session = this.#idle.pop() ?? (await openSession(this.#token, 'read'));
    try {
      const result = await job(session);
      await this.#giveBack(session);
      return result;
    } catch (thrown) {
      if (isSessionLost(thrown)) return this.#onceMore(session, job);
      await this.#giveBack(session);
      throw thrown;
    }
  }

  async #onceMore<T>(lost: Handle, job: Job<T>): Promise<T> {
    await closeSession(this.#token.module, lost);
    const session = await openSession(this.#token, 'read');
    this.#onReopened();
    try {
      return await job(session);
    } finally {
      await this.#giveBack(session);
    }
  }

  async #giveBack(session: Handle): Promise<void> {
    if (this.#isClosed) await closeSession(this.#token.module, session);
    else this.#idle.push(session);
  }
}

function withinLimit<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new PosternError('keyrelease.unavailable')), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
