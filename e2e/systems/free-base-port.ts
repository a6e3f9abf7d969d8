import { portsFrom, portsTaken } from '@postern/standalone';

/** A base port from which every port of a standalone was free a moment ago. */
export async function freeBasePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = 20_000 + 20 * Math.floor(Math.random() * 500);
    if ((await portsTaken(portsFrom(base))).length === 0) return base;
  }
  throw new Error('no free range of ports');
}
