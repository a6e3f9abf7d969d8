import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { generateSenderKey, readSenderKey, readSenderRegistry } from '@postern/envelope';
import { MAX_REVOCATION_BYTES, signRevocation, verifyRevocation } from './request.ts';
import { revocationId } from './revocation-id.ts';

interface Vector {
  readonly name: string;
  readonly now: number;
  readonly request: string;
}
interface Positive extends Vector {
  readonly claims: object;
  readonly id: string;
}

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../../envelope/vectors/${name}`, import.meta.url), 'utf8'));
}
const vectors = read<{ readonly positive: readonly Positive[]; readonly negative: readonly Vector[] }>('revocations.json');
const senders = readSenderRegistry(JSON.stringify(read<{ senders: unknown }>('keys.json').senders));

describe('the test vectors of revocations', () => {
  it.each(vectors.positive.map((vector) => [vector.name, vector] as const))(
    'takes one %s',
    (_name, { request, now, claims, id }) => {
      const revocation = verifyRevocation(request, { senders, now });
      expect(revocation).toEqual({ exp: undefined, ...claims });
      expect(revocationId(revocation.iss, revocation.jti).toString('base64url')).toBe(id);
    },
  );

  it.each(vectors.negative.map((vector) => [vector.name, vector] as const))('refuses one %s', (_name, { request, now }) => {
    const refusal = expect.objectContaining({ code: 'keyrelease.revocation_refused', message: 'keyrelease.revocation_refused' });
    expect(() => verifyRevocation(request, { senders, now })).toThrow(refusal);
  });
});

describe('a request', () => {
  const NOW = 1_800_000_000;
  const MESSAGE_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

  it('is taken from the sender that signed it, until its key leaves the registry', async () => {
    const made = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
    const senderKey = await readSenderKey(made.senderKey);
    const request = signRevocation({ senderKey, messageId: MESSAGE_ID, issuedAt: NOW, expiresAt: NOW + 60 });
    const expected = { iss: 'clinic', jti: MESSAGE_ID, iat: NOW, exp: NOW + 60 };
    expect(verifyRevocation(request, { senders: readSenderRegistry(made.registry), now: NOW })).toEqual(expected);
    expect(() => verifyRevocation(request, { senders, now: NOW })).toThrow('keyrelease.revocation_refused');
  });

  it('has far fewer than its most bytes, and names nothing but the message', async () => {
    const senderKey = await readSenderKey((await generateSenderKey({ id: 'x'.repeat(63), displayName: 'Clinic' })).senderKey);
    const request = signRevocation({ senderKey, messageId: MESSAGE_ID, issuedAt: NOW });
    expect(request.length).toBeLessThan(MAX_REVOCATION_BYTES / 8);
    expect(JSON.parse(Buffer.from(request.split('.')[1] ?? '', 'base64url').toString())).toEqual({
      iss: senderKey.id,
      jti: MESSAGE_ID,
      iat: NOW,
    });
  });

  it.each(['', 'AAAAAAAAAAAAAAAAAAAAAB', '<uuid@mail.example>'])('cannot be made for %j', async (messageId) => {
    const senderKey = await readSenderKey((await generateSenderKey({ id: 'clinic', displayName: 'Clinic' })).senderKey);
    expect(() => signRevocation({ senderKey, messageId, issuedAt: NOW })).toThrow('envelope.malformed');
  });
});
