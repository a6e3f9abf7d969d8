// The ids that a replica knows, in one flat buffer instead of a Set of
// strings: 36 bytes a slot, outside of the garbage collector's reach, so that
// the memory for a full list can be stated and its size costs no pauses but
// those of growing. An id is a SHA-256, so its own bytes are the hash: open
// addressing, linear probing, at most three quarters full.
import { PosternError } from '@postern/errors';
import { REVOCATION_ID_BYTES } from './revocation-id.ts';

/** With them a table is 302 MB (2^23 slots), and 453 MB in the moment in which it grows for the last time. */
export const MAX_REVOCATIONS = 5_000_000;

const SLOT_BYTES = REVOCATION_ID_BYTES + 4;
const FIRST_SLOTS = 1024;
const LOAD = 0.75;
/** In place of the time after which an id is forgotten; an empty slot has 0. */
const NEVER = 0xffff_ffff;
const FORGOTTEN = 1;
/** Clocks and the dates of capsules are only so exact: a revocation outlives its message by a day. */
const KEPT_AFTER_EXPIRY_SECONDS = 86_400;
/**
 * Of the capacity, kept back from what is newly recorded: replicas that record at the same moment must not, together, write
 * more than each of them can read.
 */
const KEPT_BACK = 0.001;
/** A full table is searched for what may be forgotten once an hour, not at each attempt. */
const SWEEP_EVERY_SECONDS = 3600;

export class RevocationTable {
  readonly #capacity: number;
  #slots = Buffer.alloc(FIRST_SLOTS * SLOT_BYTES);
  /** Slots that are not empty, the forgotten ones included. */
  #used = 0;
  #size = 0;
  #sweptAt = 0;

  constructor(capacity = MAX_REVOCATIONS) {
    this.#capacity = capacity;
  }

  /** Ids in it, expired ones included until the table grows. */
  get size(): number {
    return this.#size;
  }

  has(id: Buffer): boolean {
    return this.#forgetAfter(this.#find(id)) > FORGOTTEN;
  }

  /**
   * `exp` is when the message expires, in Unix seconds; of two times the later
   * counts. Throws `keyrelease.unavailable` when the table is full.
   */
  add(id: Buffer, exp: number | undefined, now: number): void {
    const known = this.#forgetAfter(this.#find(id));
    const isNew = known <= FORGOTTEN;
    if (isNew && this.#size >= this.#capacity) this.#sweep(now);
    if (isNew && this.#size >= this.#capacity) throw new PosternError('keyrelease.unavailable');
    if (known === 0 && this.#used + 1 > LOAD * this.#slotCount()) this.#rebuild(now);
    this.#put(id, Math.max(forgetAfter(exp), known));
  }

  /** Whether adding it would change nothing. */
  covers(id: Buffer, exp: number | undefined): boolean {
    return this.#forgetAfter(this.#find(id)) >= forgetAfter(exp);
  }

  /**
   * Whether it may be recorded where others read it. Whoever reads more than fits can answer nothing any more, so a list
   * that everybody reads must not be filled by one sender.
   */
  mayRecord(id: Buffer, now: number): boolean {
    if (this.has(id)) return true;
    const limit = Math.floor(this.#capacity * (1 - KEPT_BACK));
    if (this.#size >= limit) this.#sweep(now);
    return this.#size < limit;
  }

  delete(id: Buffer): void {
    const at = this.#find(id);
    if (this.#forgetAfter(at) <= FORGOTTEN) return;
    this.#slots.writeUInt32LE(FORGOTTEN, at + REVOCATION_ID_BYTES);
    this.#size -= 1;
  }

  #put(id: Buffer, until: number): void {
    const at = this.#find(id);
    const known = this.#forgetAfter(at);
    if (known === 0) this.#used += 1;
    if (known <= FORGOTTEN) this.#size += 1;
    id.copy(this.#slots, at);
    this.#slots.writeUInt32LE(until, at + REVOCATION_ID_BYTES);
  }

  /** Where the id is, or the empty slot where it would be. */
  #find(id: Buffer): number {
    const count = this.#slotCount();
    for (let slot = id.readUInt32LE(0) % count; ; slot = (slot + 1) % count) {
      const at = slot * SLOT_BYTES;
      if (this.#forgetAfter(at) === 0 || id.compare(this.#slots, at, at + REVOCATION_ID_BYTES) === 0) return at;
    }
  }

  #forgetAfter(at: number): number {
    return this.#slots.readUInt32LE(at + REVOCATION_ID_BYTES);
  }

  #slotCount(): number {
    return this.#slots.length / SLOT_BYTES;
  }

  #sweep(now: number): void {
    if (now < this.#sweptAt + SWEEP_EVERY_SECONDS) return;
    this.#sweptAt = now;
    this.#rebuild(now);
  }

  /** Leaves out what may be forgotten, and makes room for twice what is left. */
  #rebuild(now: number): void {
    const old = this.#slots;
    const left = () => slotsWith(old, (until) => until > FORGOTTEN && until >= now);
    let kept = 0;
    for (const _ of left()) kept += 1;
    let count = FIRST_SLOTS;
    while (LOAD * count < Math.min(2 * kept, this.#capacity) + 1) count *= 2;
    this.#slots = Buffer.alloc(count * SLOT_BYTES);
    this.#used = 0;
    this.#size = 0;
    for (const slot of left()) this.#put(slot.subarray(0, REVOCATION_ID_BYTES), slot.readUInt32LE(REVOCATION_ID_BYTES));
  }
}

function forgetAfter(exp: number | undefined): number {
  return exp === undefined ? NEVER : Math.min(exp + KEPT_AFTER_EXPIRY_SECONDS, NEVER);
}

function* slotsWith(slots: Buffer, isWanted: (until: number) => boolean): Generator<Buffer, void> {
  for (let at = 0; at < slots.length; at += SLOT_BYTES) {
    if (isWanted(slots.readUInt32LE(at + REVOCATION_ID_BYTES))) yield slots.subarray(at, at + SLOT_BYTES);
  }
}
