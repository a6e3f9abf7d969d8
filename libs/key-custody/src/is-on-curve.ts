import { toPublicKey } from '@postern/jwk';
import type { Point } from './key-custody.ts';

/** Whether it is a point of P-256. */
export function isOnCurve(point: Point): boolean {
  try {
    toPublicKey(point);
    return true;
  } catch {
    return false;
  }
}
