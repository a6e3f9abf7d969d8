// identity's own keys change under signed-in readers, in the order that the
// operations page gives.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createSealingKeys, generateGrantKey, readGrantVerificationKeys, sealToken, verifyGrant } from '@postern/tokens';
import { type LoneIdentityOptions, startLoneIdentity } from './lone-identity.ts';

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const READER = 'ada@example.org';
const CAPSULE = 'capsule';

const now = () => Math.floor(Date.now() / 1000);
/** As identity seals it. */
function sessionUnder(key: Buffer, method: 'oidc' | 'passcode'): string {
  const purpose = { purpose: 'session', keys: createSealingKeys([key]), expiresAt: now() + 900 };
  return sealToken({ address: READER, method, issuedAt: now() }, purpose);
}
/** What identity answers to a session after a restart with other keys. */
async function grantAfterRestart(session: string, options: LoneIdentityOptions): Promise<string> {
  const running = await startLoneIdentity({ mayRead: () => [READER], ...options });
  try {
    return (await running.identity.grantRelease({ session, capsule: CAPSULE }, { timeoutMs: 10_000 })).grant;
  } finally {
    await running.stop();
  }
}
function setOf(...sets: readonly string[]): string {
  return JSON.stringify({ keys: sets.flatMap((set) => JSON.parse(set).keys) });
}

describe('token keys', () => {
  it.each(['passcode', 'oidc'] as const)('are rotated without signing out who came by %s', async (method) => {
    expect(await grantAfterRestart(sessionUnder(OLD, method), { tokenKeys: [NEW, OLD] })).not.toBe('');
  });

  it('that are gone sign out', async () => {
    const asked = grantAfterRestart(sessionUnder(OLD, 'oidc'), { tokenKeys: [NEW] });
    await expect(asked).rejects.toMatchObject({ code: 'identity.session_invalid' });
  });
});

describe('grant keys', () => {
  it('are rotated while key-release knows both: the new one signs, and no grant is refused', async () => {
    const [before, after] = [generateGrantKey(), generateGrantKey()];
    const grantBy = (privateKeys: string) =>
      grantAfterRestart(sessionUnder(OLD, 'oidc'), {
        tokenKeys: [OLD],
        grantKey: { privateKeys, publicKeys: before.publicKeys },
      });
    const [first, second] = [await grantBy(before.privateKeys), await grantBy(setOf(after.privateKeys, before.privateKeys))];
    const expected = { capsuleHash: createHash('sha256').update(CAPSULE).digest('base64url'), now: now() };
    const verify = (grant: string, publicKeys: string) => verifyGrant(grant, readGrantVerificationKeys(publicKeys), expected);
    for (const grant of [first, second])
      expect(await verify(grant, setOf(before.publicKeys, after.publicKeys))).toEqual({ subject: READER });
    expect(await verify(second, after.publicKeys)).toEqual({ subject: READER });
    await expect(verify(first, after.publicKeys)).rejects.toMatchObject({ code: 'keyrelease.grant_refused' });
  });
});
