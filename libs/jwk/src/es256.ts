import { type KeyObject, sign, verify } from 'node:crypto';

interface Signed {
  /** What was signed: the first two parts and the dot between them (RFC 7515 section 5.2). */
  readonly signingInput: Buffer;
  /** R and S, 64 bytes (RFC 7518 section 3.4). */
  readonly signature: Buffer;
}

/** R and S each. */
const NUMBER_BYTES = 32;

/** R and S, 64 bytes (RFC 7518 section 3.4). */
export function signEs256(signingInput: Buffer, key: KeyObject): Buffer {
  return sign('sha256', signingInput, { key, dsaEncoding: 'ieee-p1363' });
}

/** Whether the signature is that of the key. */
export function verifyEs256({ signingInput, signature }: Signed, key: KeyObject): boolean {
  return signature.length === 2 * NUMBER_BYTES && verify('sha256', signingInput, key, toDer(signature));
}

/**
 * ECDSA-Sig-Value (RFC 3279 section 2.2.3) of the two numbers. node:crypto can
 * read the pair itself (`dsaEncoding`), but then a key comes to it inside of an
 * object, and finding that out costs it half as much as the verification.
 */
function toDer(signature: Buffer): Buffer {
  const r = derInteger(signature.subarray(0, NUMBER_BYTES));
  const s = derInteger(signature.subarray(NUMBER_BYTES));
  return Buffer.concat([Buffer.of(0x30, r.length + s.length), r, s]);
}

/** DER wants the shortest form, and a zero before a first bit that would be taken for a sign (X.690 section 8.3). */
function derInteger(number: Buffer): Buffer {
  let start = 0;
  while (start < number.length - 1 && number[start] === 0) start += 1;
  const digits = number.subarray(start);
  const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
  const contents = isNegative ? Buffer.concat([Buffer.of(0), digits]) : digits;
  return Buffer.concat([Buffer.of(0x02, contents.length), contents]);
}
