// What a custody does when its token goes away, hangs or refuses the PIN, on SoftHSM2.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { findToken } from '../src/pkcs11/find-token.ts';
import { parsePkcs11Uri } from '../src/pkcs11/pkcs11-uri.ts';
import { agreeLocally, makePair } from './key-pairs.ts';
import { usePkcs11 } from './pkcs11-fixture.ts';
import { withSession } from './pkcs11-with-session.ts';

const REFUSED = { code: 'keyrelease.refused' };
const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const fixture = usePkcs11();
const other = makePair();

/** Absolute path of a shared library that is none of ours. */
function anyLibrary(): string {
  const report = process.report.getReport();
  const loaded: unknown = 'sharedObjects' in report ? report.sharedObjects : [];
  const paths = Array.isArray(loaded) ? loaded.map(String) : [];
  return paths.find((path) => path.includes('libm.so')) ?? '';
}

/** Ends all sessions of this process, and so its login: what an HSM does that was started again. */
function loseSessions(uri: string): Promise<void> {
  return withSession(uri, async (module) => {
    const { slot } = await findToken(module, parsePkcs11Uri(uri));
    await module.call('C_CloseAllSessions', undefined, slot);
  });
}

describe('sessions that are lost', () => {
  it('are opened again, with login', async () => {
    const { key, token, open } = fixture();
    const custody = await open({ sessions: 3 });
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 10 }, () => custody.agree(key.keyId, other.publicKey)));
      await loseSessions(token.uri);
      const secrets = await Promise.all(Array.from({ length: 10 }, () => custody.agree(key.keyId, other.publicKey)));
      expect(secrets).toEqual(Array(10).fill(agreeLocally(other, key)));
    }
    await loseSessions(token.uri);
    expect(await custody.list()).toEqual([key]);
  });

  it('are logged in again after somebody logged out, and no key seems to be missing', async () => {
    const { key, token, open } = fixture();
    const custody = await open();
    const logOut = () => withSession(token.uri, (module, session) => module.call('C_Logout', undefined, session));
    await logOut();
    expect(await custody.agree(key.keyId, other.publicKey)).toEqual(agreeLocally(other, key));
    await logOut();
    expect(await custody.list()).toEqual([key]);
  });
});

describe('a token that hangs', () => {
  it('holds up neither the event loop nor those who came first for longer than the limit', async () => {
    const { key, token, open } = fixture();
    const custody = await open({ sessions: 1, waiting: 2, timeoutMs: 500 });
    await token.hang();
    let turns = 0;
    const turning = setInterval(() => turns++, 5);
    const startedAt = performance.now();
    const agreeing = [1, 2, 3, 4].map(async () => {
      const code = await custody.agree(key.keyId, other.publicKey).catch((thrown) => thrown.code);
      return { code, after: performance.now() - startedAt };
    });
    const ends = await Promise.all(agreeing);
    clearInterval(turning);
    expect(ends.map(({ code }) => code)).toEqual(Array(4).fill('keyrelease.unavailable'));
    // One is in the module, two wait, the fourth is refused at once.
    expect(ends[3]?.after).toBeLessThan(250);
    for (const { after } of ends.slice(0, 3)) expect(after).toBeGreaterThan(450);
    expect(turns).toBeGreaterThan(20);
    await token.resume();
    expect(await custody.agree(key.keyId, other.publicKey)).toEqual(agreeLocally(other, key));
  });

  it('can be left', async () => {
    const { key, token, open } = fixture();
    const custody = await open({ timeoutMs: 300 });
    await token.hang();
    await expect(custody.agree(key.keyId, other.publicKey)).rejects.toMatchObject(UNAVAILABLE);
    await custody.close();
    await expect(custody.agree(key.keyId, other.publicKey)).rejects.toMatchObject(UNAVAILABLE);
    await token.resume();
  });
});

describe('rotation', () => {
  it('is seen after five seconds at most, and costs one look in that time', async () => {
    const { key, token, open } = fixture();
    let now = 0;
    const custody = await open({ now: () => now });
    const next = await token.addKey();
    now = 4_999;
    await expect(custody.agree(next.keyId, other.publicKey)).rejects.toMatchObject(REFUSED);
    now = 5_000;
    expect(await custody.agree(next.keyId, other.publicKey)).toEqual(agreeLocally(other, next));
    await token.removeKey(key.keyId);
    now = 10_000;
    await expect(custody.agree(key.keyId, other.publicKey)).rejects.toMatchObject(REFUSED);
    expect(await custody.list()).toEqual([next]);
  });
});

describe('a PIN', () => {
  it('that is wrong stops the start in one sentence, and is in no part of the error', async () => {
    const { token, open } = fixture();
    await writeFile(token.pinPath, '271828182845');
    const thrown = await open().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: 'pkcs11: the token refuses the PIN; it will not be tried again' });
    expect(inspect(thrown, { depth: 10, showHidden: true })).not.toContain('271828182845');
  });

  it('that was refused is not tried again', async () => {
    const { key, token, open } = fixture();
    const custody = await open();
    await loseSessions(token.uri);
    await writeFile(token.pinPath, '271828182845');
    await expect(custody.agree(key.keyId, other.publicKey)).rejects.toMatchObject(UNAVAILABLE);
    await writeFile(token.pinPath, token.pin);
    await expect(custody.agree(key.keyId, other.publicKey)).rejects.toMatchObject(UNAVAILABLE);
    expect(await (await open()).list()).toEqual([key]);
  });

  it.each(['', '\n', 'x'.repeat(256)])('file that holds none stops the start: %j', async (contents) => {
    const { token, open } = fixture();
    await writeFile(token.pinPath, contents);
    await expect(open()).rejects.toThrow('does not hold a PIN');
  });

  it('file that is missing or open to others stops the start', async () => {
    const { token, open } = fixture();
    await chmod(token.pinPath, 0o644);
    await expect(open()).rejects.toThrow('the PIN file can be read or changed by others');
    await (await open({ strict: false })).close();
    await rm(token.pinPath);
    await expect(open()).rejects.toThrow('the file of pin-source= cannot be read');
  });
});

describe('a token that is not there', () => {
  it.each([
    ['no library', /module-path=[^&]+/, 'module-path=/nowhere.so', 'the module cannot be loaded'],
    ['a library that is no module', /module-path=[^&]+/, `module-path=${anyLibrary()}`, 'is not a PKCS #11 module'],
    ['no such token', /token=[^?]+/, 'token=another', 'no such token'],
    ['no such serial', /token=[^?]+/, 'serial=0', 'no such token'],
  ])('%s', async (_what, part, changed, message) => {
    const { token, open } = fixture();
    await expect(open({ uri: token.uri.replace(part, changed) })).rejects.toThrow(message);
  });

  it('is not guessed when two have its name', async () => {
    const { token, softHsm, open } = fixture();
    await softHsm.createToken({ label: token.label, pin: token.pin });
    await expect(open()).rejects.toThrow('more than one token');
  });
});
