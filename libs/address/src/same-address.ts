import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two canonical addresses are the same, in a time that does not depend on where they differ. */
export function sameAddress(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(address: string): Buffer {
  return createHash('sha256').update(address, 'utf8').digest();
}
