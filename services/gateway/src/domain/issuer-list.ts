// The identity providers that the sign-in page offers. The list changes when
// an operator changes it, so it is asked for once a minute and not once a page.
// It is an offer and no more: when identity does not answer, readers get the
// last list, or none, and a passcode, and never an error.

export interface Issuer {
  /** A segment of a path: [a-z0-9-], at most 63 characters. */
  readonly id: string;
  readonly displayName: string;
  readonly kind: IssuerKind;
}

export type IssuerKind = 'generic' | 'microsoft' | 'google';

const FRESH_MS = 60_000;
/** How soon an identity that did not answer is asked again, so that pages do not queue up behind its timeout. */
const AFTER_FAILURE_MS = 5_000;
/** How long the last list is still shown when there is no new one. */
const KEPT_MS = 15 * 60_000;

export class IssuerList {
  readonly #fetch: () => Promise<readonly Issuer[]>;
  /** Milliseconds, from any start. */
  readonly #clock: () => number;
  #last: readonly Issuer[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  #nextAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(fetch: () => Promise<readonly Issuer[]>, clock: () => number) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** Never rejects. Waits only while there is no list to show. */
  async current(): Promise<readonly Issuer[]> {
    if (this.#clock() >= this.#nextAt) {
      this.#asking ??= this.#ask();
      if (this.#kept().length === 0) await this.#asking;
    }
    return this.#kept();
  }

  async any(): Promise<boolean> {
    return (await this.current()).length > 0;
  }

  async find(id: string): Promise<Issuer | undefined> {
    return (await this.current()).find((issuer) => issuer.id === id);
  }

  #kept(): readonly Issuer[] {
    return this.#clock() - this.#lastAt < KEPT_MS ? this.#last : [];
  }

  async #ask(): Promise<void> {
    try {
      this.#last = await this.#fetch();
      this.#lastAt = this.#clock();
      this.#nextAt = this.#lastAt + FRESH_MS;
    } catch {
      this.#nextAt = this.#clock() + AFTER_FAILURE_MS;
    } finally {
      this.#asking = undefined;
    }
  }
}
