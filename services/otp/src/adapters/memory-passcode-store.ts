import { timingSafeEqual } from 'node:crypto';
import type { PasscodeLimits } from '../domain/limits.ts';
import type { Guess, IssueResult, NewPasscode, PasscodePlace, PasscodeStore, VerifyResult } from '../domain/passcode-store.ts';

interface KeptCode {
  readonly digest: string;
  readonly reference: string;
  readonly isDecoy: boolean;
  readonly expiresAt: number;
  readonly resendAt: number;
  tries: number;
}

interface Budgets {
  /** Unix milliseconds, newest first. */
  made: readonly number[];
  failures: readonly number[];
}

/** Between two looks for what has expired. */
const SWEEP_EVERY_MS = 60_000;

/** Passcodes in this process: for one process, and gone with it. The rules are those of adapters/lua, line by line. */
export class MemoryPasscodeStore implements PasscodeStore {
  readonly #codes = new Map<string, readonly KeptCode[]>();
  readonly #budgets = new Map<string, Budgets>();
  #sweptAt = 0;

  async issue({ places, digest, reference, isDecoy, now, limits }: NewPasscode): Promise<IssueResult> {
    this.#sweep(now, limits);
    const budgets = places.map((place) => this.#budgetsOf(place, isDecoy));
    const untilFailures = limitedUntil(budgets, 'failures', limits.failuresPerWindow, now, limits);
    if (untilFailures > 0) return { status: 'limited', until: untilFailures };
    const last = this.#lastCode(places, now);
    if (last !== undefined && last.resendAt > now && last.isDecoy === isDecoy) return { status: 'standing', ...shown(last) };
    const untilMade = limitedUntil(budgets, 'made', limits.codesPerWindow, now, limits);
    if (untilMade > 0) return { status: 'limited', until: untilMade };
    const expiresAt = now + limits.codeLifetimeMs;
    const code: KeptCode = { digest, reference, isDecoy, expiresAt, resendAt: now + limits.resendAfterMs, tries: 0 };
    for (const place of places) this.#keepOnly(place, last);
    this.#codes.set(keyOf(places[0]), [code, ...this.#liveCodes(places[0], now)]);
    for (const each of budgets) each.made = [now, ...each.made].slice(0, limits.codesPerWindow);
    return { status: 'issued', ...shown(code) };
  }

  async verify({ guesses, now, limits }: Guess): Promise<VerifyResult> {
    const live = guesses.flatMap(({ place, digest }) => this.#liveCodes(place, now).map((code) => ({ code, digest })));
    const [first] = live;
    if (first === undefined) return { status: 'expired' };
    const budgets = guesses.map(({ place }) => this.#budgetsOf(place, first.code.isDecoy));
    const until = limitedUntil(budgets, 'failures', limits.failuresPerWindow, now, limits);
    if (until > 0) return { status: 'limited', until };
    const compared = live.filter(({ code }) => code.tries < limits.triesPerCode);
    for (const { code } of compared) code.tries += 1;
    if (compared.length === 0) return { status: 'exhausted' };
    if (compared.some(({ code, digest }) => timingSafeEqual(Buffer.from(code.digest), Buffer.from(digest)))) {
      for (const { place } of guesses) this.#codes.delete(keyOf(place));
      return { status: 'accepted' };
    }
    for (const each of budgets) each.failures = [now, ...each.failures].slice(0, limits.failuresPerWindow);
    return { status: 'wrong' };
  }

  async close(): Promise<void> {
    this.#codes.clear();
    this.#budgets.clear();
  }

  /** The browser's last code, under whichever hash key it was made. */
  #lastCode(places: NewPasscode['places'], now: number): KeptCode | undefined {
    const live = places.flatMap((place) => this.#liveCodes(place, now));
    return live.reduce<KeptCode | undefined>((last, code) => (last && last.expiresAt >= code.expiresAt ? last : code), undefined);
  }

  #keepOnly(place: PasscodePlace, code: KeptCode | undefined): void {
    const kept = this.#codes.get(keyOf(place))?.filter((each) => each === code) ?? [];
    if (kept.length > 0) this.#codes.set(keyOf(place), kept);
    else this.#codes.delete(keyOf(place));
  }

  #liveCodes(place: PasscodePlace, now: number): readonly KeptCode[] {
    return (this.#codes.get(keyOf(place)) ?? []).filter(({ expiresAt }) => expiresAt > now);
  }

  #budgetsOf({ address }: PasscodePlace, isDecoy: boolean): Budgets {
    const key = `${address} ${isDecoy}`;
    const budgets = this.#budgets.get(key) ?? { made: [], failures: [] };
    this.#budgets.set(key, budgets);
    return budgets;
  }

  #sweep(now: number, { windowMs }: PasscodeLimits): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    for (const [key, codes] of this.#codes) if (codes.every(({ expiresAt }) => expiresAt <= now)) this.#codes.delete(key);
    for (const [key, { made, failures }] of this.#budgets)
      if ([...made, ...failures].every((time) => time + windowMs <= now)) this.#budgets.delete(key);
  }
}

/** Until when `limit` events within the window stand against another one, under whichever hash key; 0: they do not. */
function limitedUntil(
  budgets: readonly Budgets[],
  kind: keyof Budgets,
  limit: number,
  now: number,
  { windowMs }: PasscodeLimits,
): number {
  const latest = Math.max(0, ...budgets.map((budget) => (budget[kind][limit - 1] ?? Number.NEGATIVE_INFINITY) + windowMs));
  return latest > now ? latest : 0;
}

function shown({ reference, expiresAt, resendAt }: KeptCode) {
  return { reference, expiresAt, resendAt };
}

function keyOf({ address, browser }: PasscodePlace): string {
  return `${address} ${browser}`;
}
