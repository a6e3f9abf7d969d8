import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSealingKeys, openToken, verifyGrant } from '@postern/tokens';
import { type RunningIdentity, startIdentity } from './running-identity.ts';

const LIMIT = { timeoutMs: 10_000 };
const QUARTER_HOUR = 900;
const TWELVE_HOURS = 43_200;

let running: RunningIdentity;

/** `one:a` has one recipient, `two:a:b` two. */
beforeAll(async () => {
  running = await startIdentity((capsule) => {
    const [kind, ...recipients] = capsule.split(':');
    return kind === 'one' || kind === 'two' ? recipients : undefined;
  });
});
afterAll(() => running.stop());

const newReader = () => `reader-${randomUUID().slice(0, 8)}@example.org`;
const start = (capsule: string, address = '', challenge = '') =>
  running.identity.startPasscode({ capsule, address, locale: 'en', challenge }, LIMIT);
const redeem = (challenge: string, code: string, privateComputer = false) =>
  running.identity.redeemPasscode({ challenge, code, privateComputer }, LIMIT);
const grantFor = (session: string, capsule: string) => running.identity.grantRelease({ session, capsule }, LIMIT);
const wrong = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
const hashOf = (capsule: string) => createHash('sha256').update(capsule).digest('base64url');
const nowSeconds = () => Math.floor(Date.now() / 1000);

async function signIn(reader: string, capsule = `one:${reader}`): Promise<string> {
  const { challenge } = await start(capsule);
  const [code = ''] = await running.mailbox.codesFor(reader, 1);
  return (await redeem(challenge, code)).session;
}

describe('signing in with a passcode', () => {
  it('goes from a capsule with one recipient to a grant for it', async () => {
    const reader = newReader();
    const started = await start(`one:${reader}`);
    expect(started).toMatchObject({ mailState: 'MAIL_STATE_ON_ITS_WAY', reference: expect.stringMatching(/^[A-Z2-9]{4}$/) });
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    const { session, expiresAt } = await redeem(started.challenge, `${code.slice(0, 4)} ${code.slice(4)}`);
    expect(expiresAt - nowSeconds()).toBeLessThanOrEqual(QUARTER_HOUR);
    expect(expiresAt - nowSeconds()).toBeGreaterThan(QUARTER_HOUR - 10);
    const { grant } = await grantFor(session, `one:${reader}`);
    const expected = { capsuleHash: hashOf(`one:${reader}`), now: nowSeconds() };
    expect(await verifyGrant(grant, running.grantKeys, expected)).toEqual({ subject: reader });
  });

  it('tells with each answer whose capsule it was asked with, as key-release calls the sender for counting', async () => {
    const reader = newReader();
    const started = await start(`one:${reader}`);
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    const redeemed = await redeem(started.challenge, code);
    const granted = await grantFor(redeemed.session, `one:${reader}`);
    const stranger = await start(`two:${reader}:bob@example.org`, newReader());
    expect([started, redeemed, granted, stranger].map(({ senderUsageNumber }) => senderUsageNumber)).toEqual([7, 7, 7, 7]);
  });

  it('takes the address as people type it', async () => {
    const reader = newReader();
    const { challenge } = await start(`two:${reader}:bob@example.org`, ` ${reader.toUpperCase()} `);
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    expect((await redeem(challenge, code)).session).not.toBe('');
  });

  it('lasts twelve hours on a private computer', async () => {
    const reader = newReader();
    const { challenge } = await start(`one:${reader}`);
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    const { expiresAt } = await redeem(challenge, code, true);
    expect(Math.abs(expiresAt - nowSeconds() - TWELVE_HOURS)).toBeLessThan(10);
  });

  it('keeps the browser when it asks again', async () => {
    const reader = newReader();
    const first = await start(`one:${reader}`);
    const again = await start(`one:${reader}`, '', first.challenge);
    expect({ ...again, challenge: '', mailState: '' }).toEqual({ ...first, challenge: '', mailState: '' });
    const codes = await running.mailbox.codesFor(reader, 1);
    expect(codes).toHaveLength(1);
    await redeem(again.challenge, codes[0] ?? '');
  });

  it('does not work in another browser', async () => {
    const reader = newReader();
    await start(`one:${reader}`);
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    const other = await start(`one:${reader}`);
    await expect(redeem(other.challenge, code)).rejects.toMatchObject({ code: 'otp.wrong' });
  });

  it('refuses a wrong code, and one that is used up', async () => {
    const reader = newReader();
    const { challenge } = await start(`one:${reader}`);
    const [code = ''] = await running.mailbox.codesFor(reader, 1);
    await expect(redeem(challenge, 'no code at all')).rejects.toMatchObject({ code: 'otp.wrong' });
    for (let i = 0; i < 5; i++) await expect(redeem(challenge, wrong(code))).rejects.toMatchObject({ code: 'otp.wrong' });
    await expect(redeem(challenge, code)).rejects.toMatchObject({ code: 'otp.exhausted' });
  });

  it.each(['', 'x', '....'])('refuses %j as a challenge', async (challenge) => {
    await expect(redeem(challenge, '12345678')).rejects.toMatchObject({ code: 'identity.challenge_invalid' });
  });

  it('refuses a session as a challenge and a challenge as a session', async () => {
    const reader = newReader();
    const { challenge } = await start(`one:${reader}`);
    const session = await signIn(newReader());
    await expect(redeem(session, '12345678')).rejects.toMatchObject({ code: 'identity.challenge_invalid' });
    await expect(grantFor(challenge, `one:${reader}`)).rejects.toMatchObject({ code: 'identity.session_invalid' });
  });

  it.each(['nobody', 'a@', '"a b"@example.org', 'a@example.org, b@example.org', 'a(comment)@example.org', 'a\r\n@example.org'])(
    'refuses %j, which is no address',
    async (address) => {
      await expect(start('two:a@example.org:b@example.org', address)).rejects.toMatchObject({ code: 'identity.address_invalid' });
    },
  );

  it('asks for an address when there are several recipients', async () => {
    await expect(start('two:a@example.org:b@example.org')).rejects.toMatchObject({ code: 'identity.address_invalid' });
  });

  it('passes on that a capsule is refused', async () => {
    await expect(start('forged', 'a@example.org')).rejects.toMatchObject({ code: 'keyrelease.refused' });
    await expect(grantFor(await signIn(newReader()), 'forged')).rejects.toMatchObject({ code: 'keyrelease.refused' });
  });

  it('logs no address, no code and no token', async () => {
    const reader = newReader();
    const session = await signIn(reader);
    const [code = 'missing'] = await running.mailbox.codesFor(reader, 1);
    for (const secret of [reader, code, session]) expect(running.logged()).not.toContain(secret);
  });
});

describe('somebody who is no recipient', () => {
  it('is answered in the same bytes, and nobody is mailed', async () => {
    const [reader, stranger] = [newReader(), newReader()];
    const capsule = `two:${reader}:bob@example.org`;
    const [real, decoy] = [await start(capsule, reader), await start(capsule, stranger)];
    const shape = (answer: object) => Object.entries(answer).map(([name, value]) => [name, typeof value, String(value).length]);
    expect(shape(decoy)).toEqual(shape(real));
    expect([decoy.mailState, decoy.expiresAt - decoy.resendAt]).toEqual([real.mailState, real.expiresAt - real.resendAt]);
    await running.mailbox.codesFor(reader, 1);
    // A second real mail has gone the same way behind the decoy.
    await signIn(newReader());
    expect(running.mailbox.mailed.has(stranger)).toBe(false);
  });

  it('is refused like a reader who mistypes', async () => {
    const { challenge } = await start('two:a@example.org:b@example.org', newReader());
    for (let i = 0; i < 5; i++) await expect(redeem(challenge, '12345678')).rejects.toMatchObject({ code: 'otp.wrong' });
    await expect(redeem(challenge, '12345678')).rejects.toMatchObject({ code: 'otp.exhausted' });
  });

  it('does not use up what a reader of another capsule needs', async () => {
    const reader = newReader();
    for (let i = 0; i < 10; i++) await start('two:a@example.org:b@example.org', reader);
    await expect(start('two:a@example.org:b@example.org', reader)).rejects.toMatchObject({ code: 'otp.rate_limited' });
    expect(await signIn(reader)).not.toBe('');
  });

  it('cannot be told from a reader by using up the address with another capsule', async () => {
    const [reader, stranger] = [newReader(), newReader()];
    for (const asked of [reader, stranger]) for (let i = 0; i < 10; i++) await start('two:a@example.org:b@example.org', asked);
    const capsule = `two:${reader}:bob@example.org`;
    const [real, decoy] = [await start(capsule, reader), await start(capsule, stranger)];
    expect(Object.keys(decoy)).toEqual(Object.keys(real));
    await running.mailbox.codesFor(reader, 1);
  });

  it('keeps the browser when it asks again, like a reader', async () => {
    const [capsule, stranger] = ['two:a@example.org:b@example.org', newReader()];
    const first = await start(capsule, stranger);
    const again = await start(capsule, stranger, first.challenge);
    expect({ ...again, challenge: '', mailState: '' }).toEqual({ ...first, challenge: '', mailState: '' });
  });

  it('gets a challenge that says so to identity alone', async () => {
    const { challenge } = await start('two:a@example.org:b@example.org', newReader());
    const keys = createSealingKeys([Buffer.alloc(32, 9)]);
    expect(openToken(challenge, { purpose: 'challenge', keys, now: nowSeconds() })).toMatchObject({ isDecoy: true });
    expect(Buffer.from(challenge.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('isDecoy');
  });
});

describe('a grant', () => {
  it('is for recipients only', async () => {
    const session = await signIn(newReader());
    await expect(grantFor(session, 'two:a@example.org:b@example.org')).rejects.toMatchObject({ code: 'identity.not_recipient' });
  });

  it('is for the capsule that was asked about, although the session is good for others', async () => {
    const reader = newReader();
    const session = await signIn(reader);
    const { grant } = await grantFor(session, `two:${reader}:bob@example.org`);
    const now = nowSeconds();
    await expect(verifyGrant(grant, running.grantKeys, { capsuleHash: hashOf(`one:${reader}`), now })).rejects.toMatchObject({
      code: 'keyrelease.grant_refused',
    });
  });

  it.each(['', 'x', '....'])('is not given for %j as a session', async (session) => {
    await expect(grantFor(session, 'one:a@example.org')).rejects.toMatchObject({ code: 'identity.session_invalid' });
  });
});
