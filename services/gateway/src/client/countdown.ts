const SECOND = 1000;

/** Minutes and seconds as a clock shows them. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Tells the time that is left, each second, and then the end. Counts by the
 * clock, so that it stays right when the browser sleeps. Returns what stops it.
 */
export function countdown(seconds: number, onTick: (left: string) => void, onEnd: () => void): () => void {
  const end = performance.now() + seconds * SECOND;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / SECOND);
    if (left > 0) return onTick(clock(left));
    clearInterval(timer);
    onEnd();
  };
  timer = setInterval(tick, SECOND);
  tick();
  return () => clearInterval(timer);
}
