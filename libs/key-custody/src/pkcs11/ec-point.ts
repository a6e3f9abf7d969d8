// A point of P-256 between JWK coordinates and SEC 1 bytes (section 2.3.3,
// uncompressed: 04 X Y). PKCS #11 wraps CKA_EC_POINT in a DER OCTET STRING
// (v2.40, Current Mechanisms section 2.3.3); older modules leave it bare. The
// two lengths differ, so that there is nothing to guess.
import { isOnCurve } from '../is-on-curve.ts';
import type { Point } from '../key-custody.ts';

const COORDINATE_BYTES = 32;
const POINT_BYTES = 1 + 2 * COORDINATE_BYTES;
const UNCOMPRESSED = 0x04;
/** Tag OCTET STRING and its length. */
const DER_PREFIX = Buffer.of(0x04, POINT_BYTES);

/** The point of a CKA_EC_POINT; undefined unless it is one of P-256. */
export function readEcPoint(value: Buffer): Point | undefined {
  const isWrapped = value.length === DER_PREFIX.length + POINT_BYTES && value.subarray(0, DER_PREFIX.length).equals(DER_PREFIX);
  const bytes = isWrapped ? value.subarray(DER_PREFIX.length) : value;
  if (bytes.length !== POINT_BYTES || bytes[0] !== UNCOMPRESSED) return undefined;
  const point = {
    x: bytes.toString('base64url', 1, 1 + COORDINATE_BYTES),
    y: bytes.toString('base64url', 1 + COORDINATE_BYTES),
  };
  return isOnCurve(point) ? point : undefined;
}

/** Undefined unless both coordinates have exactly 32 bytes in canonical base64url. */
export function writeEcPoint({ x, y }: Point): Buffer | undefined {
  const coordinates = [x, y].map((text) => Buffer.from(text, 'base64url'));
  const isExact = coordinates.every((bytes, index) => {
    const text = index === 0 ? x : y;
    return bytes.length === COORDINATE_BYTES && bytes.toString('base64url') === text;
  });
  return isExact ? Buffer.concat([Buffer.of(UNCOMPRESSED), ...coordinates]) : undefined;
}
