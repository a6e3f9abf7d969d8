/** What bounds guessing and mailing; times in milliseconds. The defaults are the design's. */
export interface PasscodeLimits {
  readonly codeLifetimeMs: number;
  readonly triesPerCode: number;
  /** Wrong guesses an address, within a window, over all of its codes and browsers. */
  readonly failuresPerWindow: number;
  /** Codes an address, within a window. */
  readonly codesPerWindow: number;
  readonly windowMs: number;
  /** How long a browser waits before it may have another code. */
  readonly resendAfterMs: number;
}

export const DEFAULT_LIMITS: PasscodeLimits = {
  codeLifetimeMs: 600_000,
  triesPerCode: 5,
  failuresPerWindow: 10,
  codesPerWindow: 10,
  windowMs: 3_600_000,
  resendAfterMs: 30_000,
};
