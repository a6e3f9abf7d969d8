import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jose from 'node-jose';
import { signJws } from './sign-jws.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const HEADER = { typ: 'postern-test', kid: 'key-1' };
const CLAIMS = { iss: 'clinic', iat: 1_800_000_000, note: 'Grüße' };

describe('a signed JWS', () => {
  it('is what node-jose verifies, and says what it was given', async () => {
    const key = await jose.JWK.asKey({ ...publicKey.export({ format: 'jwk' }), kid: HEADER.kid });
    const verified = await jose.JWS.createVerify(key, { algorithms: ['ES256'] }).verify(signJws(HEADER, CLAIMS, privateKey));
    expect(verified.header).toEqual({ alg: 'ES256', ...HEADER });
    expect(JSON.parse(verified.payload.toString())).toEqual(CLAIMS);
  });

  it('has no header member beside the three, in this order', () => {
    const wider = { ...HEADER, jku: 'https://keys.example' };
    expect(signJws(wider, CLAIMS, privateKey)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{86}$/);
    expect(Buffer.from(signJws(wider, CLAIMS, privateKey).split('.')[0] ?? '', 'base64url').toString()).toBe(
      '{"alg":"ES256","typ":"postern-test","kid":"key-1"}',
    );
  });
});
