import { isOnCurve } from '../is-on-curve.ts';
import type { EphemeralPoint } from '../key-custody.ts';

/** A coordinate of P-256, and so a shared secret too. */
export const COORDINATE_BYTES = 32;
export const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;

export function coordinateBytes(coordinate: string): Buffer {
  return Buffer.from(coordinate, 'base64url');
}

/** Whether both coordinates have 32 bytes and the point is on the curve. */
export function isPoint(point: EphemeralPoint): boolean {
  const hasLength = [point.x, point.y].every((coordinate) => coordinateBytes(coordinate).length === COORDINATE_BYTES);
  return hasLength && (point.key !== undefined || isOnCurve(point));
}
