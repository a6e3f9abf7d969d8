/** Fair integers from a fixed seed (xorshift, rejecting what would favour low numbers), for tests that are the same each time. */
export function seeded(seed: number): (bound: number) => number {
  let state = seed;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return (bound) => {
    const most = 2 ** 32 - (2 ** 32 % bound);
    let number = next();
    while (number >= most) number = next();
    return number % bound;
  };
}
