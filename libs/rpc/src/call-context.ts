import type { ServiceName } from '@postern/service-graph';

/** What a handler knows of the call besides its request. */
export interface CallContext {
  /** Proved by its certificate. */
  readonly caller: ServiceName;
  /** Unix milliseconds; every call has one. */
  readonly deadline: number;
  /** Aborts when the caller goes away or the deadline passes. */
  readonly signal: AbortSignal;
}
