import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readEcPoint, writeEcPoint } from './ec-point.ts';

const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const raw = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
const wrapped = Buffer.concat([Buffer.of(4, 65), raw]);
const offCurve = Buffer.from(raw);
offCurve[64] = (offCurve[64] ?? 0) ^ 1;

describe('CKA_EC_POINT', () => {
  it('is read bare and in a DER OCTET STRING', () => {
    expect(readEcPoint(raw)).toEqual({ x, y });
    expect(readEcPoint(wrapped)).toEqual({ x, y });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['the point at infinity', Buffer.of(0)],
    ['the point at infinity, wrapped', Buffer.of(4, 1, 0)],
    ['a compressed point', Buffer.concat([Buffer.of(2), raw.subarray(1, 33)])],
    ['a point off the curve', offCurve],
    ['a hybrid point', Buffer.concat([Buffer.of(6), raw.subarray(1)])],
    ['a point with more behind it', Buffer.concat([raw, Buffer.of(0)])],
    ['a point in a longer form of DER', Buffer.concat([Buffer.of(4, 0x81, 65), raw])],
    ['a wrapped one cut short', wrapped.subarray(0, 66)],
    ['a point in a BIT STRING', Buffer.concat([Buffer.of(3, 65), raw])],
  ])('is none when it is %s', (_what, value) => {
    expect(readEcPoint(value)).toBeUndefined();
  });
});

describe('JWK coordinates', () => {
  it('become 04 X Y', () => expect(writeEcPoint({ x, y })).toEqual(raw));

  it.each([
    ['padded', { x: `${x}=`, y }],
    ['standard base64', { x: Buffer.alloc(32, 0xff).toString('base64'), y }],
    ['short', { x: Buffer.alloc(31).toString('base64url'), y }],
    ['long', { x, y: Buffer.alloc(33).toString('base64url') }],
    ['with bits that say nothing', { x: 'A'.repeat(42).concat('B'), y }],
    ['missing', { x: '', y }],
  ])('do not when they are %s', (_what, point) => {
    expect(writeEcPoint(point)).toBeUndefined();
  });
});
