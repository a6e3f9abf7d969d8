const SECOND = 1000;

/** Minutes and seconds as a clock shows them, in the digits of the page's language. */
function clockIn(language: string): (seconds: number) => string {
  const minutes = new Intl.NumberFormat(language, { useGrouping: false });
  const ofTwoDigits = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return (seconds) => `${minutes.format(Math.floor(seconds / 60))}:${ofTwoDigits.format(seconds % 60)}`;
}

/**
 * Tells the time that is left, each second, and then the end. Counts by the
 * clock, so that it stays right when the browser sleeps. Returns what stops it.
 */
export function countdown(seconds: number, onTick: (left: string) => void, onEnd: () => void): () => void {
  const clock = clockIn(document.documentElement.lang);
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
