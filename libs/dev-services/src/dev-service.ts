/** A real server that lives for a test run or a first look, on a loopback port, and leaves nothing behind. */
export interface DevService extends AsyncDisposable {
  readonly url: string;
  /** Ends the server and removes its directory; may be called twice. */
  stop(): Promise<void>;
}

/** `extra` as a DevService whose `stop` runs once. */
export function devService<T extends { readonly url: string }>(extra: T, end: () => Promise<void>): T & DevService {
  let ended: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    ended ??= end();
    return ended;
  };
  return { ...extra, stop, [Symbol.asyncDispose]: stop };
}
