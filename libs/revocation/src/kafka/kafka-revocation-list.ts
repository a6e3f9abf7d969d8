// A compacted topic that every replica reads whole, and goes on reading. The
// broker is asked every few seconds where the topic ends; a replica that has
// not read everything that stood there a minute ago does not know what was
// revoked since, and answers nobody until it does again. So a message that was
// taken back is refused by every replica at most a minute later, whatever
// is broken between them and Kafka: usually within a second.
import { randomUUID } from 'node:crypto';
import { createKafkaClient, type KafkaAddress, pause, TopicForbiddenError, withAdmin } from '@postern/kafka';
import type { Kafka, Producer } from 'kafkajs';
import type { Revocation } from '../revocation.ts';
import { revocationId } from '../revocation-id.ts';
import { cannotKnow, type ListStatus, type OnReading, type RevocationList } from '../revocation-list.ts';
import { MAX_REVOCATIONS, RevocationTable } from '../revocation-table.ts';
import { tellChanges } from '../tell-changes.ts';
import { readSession } from './read-session.ts';
import { type Change, MARKER_RECORD, toRecord } from './revocation-record.ts';
import { UnfitTopicError } from './revocation-topic.ts';
import { LogWentBackError, TopicProgress } from './topic-progress.ts';
import { ageOf, type Clocks, type Moment, momentOf } from './two-clocks.ts';

/** What is older than this proves nothing any more, in seconds. */
const STALE_AFTER_SECONDS = 60;
const CHECK_EVERY_MS = 5_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
const GROUP_PREFIX = 'postern-revocations-';

interface KafkaListOptions extends Clocks {
  readonly onReading?: OnReading;
  readonly checkEveryMs?: number;
  /** Revocations; see `RevocationTable`. */
  readonly capacity?: number;
}

class TooManyRevocationsError extends Error {
  override readonly name = 'TooManyRevocationsError';
}

export class KafkaRevocationList implements RevocationList {
  readonly #kafka: Kafka;
  readonly #topic: string;
  readonly #clocks: Clocks;
  readonly #checkEveryMs: number;
  readonly #tell: (isInterrupted: boolean) => void;
  readonly #group = GROUP_PREFIX + randomUUID();
  readonly #table: RevocationTable;
  readonly #stopping = new AbortController();
  readonly #ready = Promise.withResolvers<void>();
  readonly #progress = new TopicProgress<Moment>((askedAt) => this.#onProof(askedAt));
  readonly #producer: Producer;
  readonly #reading: Promise<void>;
  #producing: Promise<void> | undefined;
  /** Everything before is known. */
  #confirmed: Moment | undefined;
  /** The topic was shorter once than what was read of it: this replica may know what the topic has not. */
  #wentBack = false;
  /** Set when reading has ended for good. */
  #hopeless: Error | undefined;

  constructor(
    { brokers, topic }: KafkaAddress,
    { now, elapsed, checkEveryMs = CHECK_EVERY_MS, capacity = MAX_REVOCATIONS, onReading = () => {} }: KafkaListOptions,
  ) {
    this.#kafka = createKafkaClient(brokers);
    this.#topic = topic;
    this.#clocks = { now, elapsed };
    this.#checkEveryMs = checkEveryMs;
    this.#table = new RevocationTable(capacity);
    this.#tell = tellChanges(onReading);
    this.#producer = this.#kafka.producer({ allowAutoTopicCreation: false });
    this.#ready.promise.catch(() => {}); // nobody may have asked yet
    this.#reading = this.#keepReading();
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  isRevoked(iss: string, jti: string): boolean {
    if (!this.#isSure()) throw cannotKnow(this.#hopeless);
    return this.#table.has(revocationId(iss, jti));
  }

  async add({ iss, jti, exp }: Revocation): Promise<void> {
    const id = revocationId(iss, jti);
    if (this.#stopping.signal.aborted) throw cannotKnow();
    // What was known once is on the topic only as long as the topic is the one that was read.
    if (this.#isSure() && !this.#wentBack && this.#table.covers(id, exp)) return;
    if (this.#hopeless !== undefined || !this.#table.mayRecord(id, this.#clocks.now())) throw cannotKnow(this.#hopeless);
    try {
      await this.#send(toRecord(id, exp));
    } catch (cause) {
      throw cannotKnow(cause);
    }
    this.#table.add(id, exp, this.#clocks.now());
  }

  status(): ListStatus {
    return { known: this.#table.size, confirmedAt: this.#confirmed?.wall ?? 0 };
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#confirmed = undefined;
    this.#ready.reject(new Error('revocations topic: closed before it was read'));
    await this.#reading;
    await this.#producer.disconnect().catch(() => {});
    await this.#deleteGroup().catch(() => {});
  }

  #isSure(): boolean {
    const isFresh = this.#confirmed !== undefined && ageOf(this.#confirmed, this.#clocks) <= STALE_AFTER_SECONDS;
    return isFresh && this.#hopeless === undefined;
  }

  #onProof(askedAt: Moment): void {
    if (this.#stopping.signal.aborted) return;
    this.#confirmed = askedAt;
    this.#tell(false);
    if (this.#isSure()) this.#ready.resolve();
  }

  /** One session after another until we are stopped, or nothing can help. */
  async #keepReading(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted && this.#hopeless === undefined) {
      const before = this.#confirmed;
      try {
        await this.#session();
      } catch (thrown) {
        this.#tell(true);
        if (thrown instanceof UnfitTopicError || this.#isNoStart(thrown)) this.#giveUp(thrown);
        if (thrown instanceof LogWentBackError) this.#beginAgain();
      }
      wait = this.#confirmed !== before ? FIRST_RETRY_MS : Math.min(wait * 2, LAST_RETRY_MS);
      await pause(wait, signal);
    }
  }

  /** Nobody has made the topic and we may not: whoever starts us is told, and starts us again. */
  #isNoStart(thrown: unknown): thrown is TopicForbiddenError {
    return thrown instanceof TopicForbiddenError && this.#confirmed === undefined;
  }

  #beginAgain(): void {
    this.#wentBack = true;
    this.#progress.reset();
  }

  #session(): Promise<void> {
    return readSession({
      kafka: this.#kafka,
      topic: this.#topic,
      group: this.#group,
      progress: this.#progress,
      onChange: (change) => this.#apply(change),
      mark: (partition) => this.#send(MARKER_RECORD, partition),
      checkEveryMs: this.#checkEveryMs,
      now: () => momentOf(this.#clocks),
      signal: this.#stopping.signal,
    });
  }

  #apply(change: Change): void {
    try {
      if ('withdrawn' in change) this.#table.delete(change.id);
      else this.#table.add(change.id, change.exp, this.#clocks.now());
    } catch (thrown) {
      this.#giveUp(new TooManyRevocationsError('revocations topic: there are more than can be held', { cause: thrown }));
      throw thrown;
    }
  }

  #giveUp(reason: Error): void {
    this.#hopeless = reason;
    this.#ready.reject(reason);
  }

  /** Resolves when all in-sync replicas have it. */
  async #send(record: { readonly key: Buffer | null; readonly value: Buffer | null }, partition?: number): Promise<void> {
    this.#producing ??= this.#producer.connect();
    try {
      await this.#producing;
    } catch (thrown) {
      this.#producing = undefined;
      throw thrown;
    }
    await this.#producer.send({
      topic: this.#topic,
      acks: -1,
      messages: [{ ...record, ...(partition === undefined ? {} : { partition }) }],
    });
  }

  /** A group without members goes by itself too (offsets.retention.minutes); this is tidier. */
  async #deleteGroup(): Promise<void> {
    await withAdmin(this.#kafka, (admin) => admin.deleteGroups([this.#group]));
  }
}
