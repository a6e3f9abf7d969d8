const ROUNDS = 4;
const ROUND_MS = 700;

/** Runs a second of each work's best round, taken in turns with `atOnce` under way: on a machine that others use, slower rounds are theirs. */
export async function bestRates<Name extends string>(
  atOnce: number,
  works: Readonly<Record<Name, () => Promise<void>>>,
): Promise<Readonly<Record<Name, number>>> {
  const best = Object.fromEntries(Object.keys(works).map((name) => [name, 0])) as Record<Name, number>;
  for (let round = 0; round <= ROUNDS; round++)
    for (const name in works) {
      const rate = await rateOf(atOnce, works[name]);
      // The first round warms everything up.
      if (round > 0) best[name] = Math.max(best[name], rate);
    }
  return best;
}

async function rateOf(atOnce: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - startedAt < ROUND_MS) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (done * 1000) / (performance.now() - startedAt);
}
