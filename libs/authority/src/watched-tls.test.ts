import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Authority, createAuthority } from './authority.ts';
import { certificateDates, dateMistake } from './certificate-dates.ts';
import { readTlsDirectory, type TlsMaterial } from './tls-material.ts';
import { type WatchedTls, watchTlsDirectory } from './watched-tls.ts';

const HOUR = 3_600_000;
const NAME = 'otp.postern.internal';

let directory: string;
let authority: Authority;
let initial: TlsMaterial;
let watched: WatchedTls;
let outcomes: string[];
let told: () => void;
let versions = 0;

/** As Kubernetes mounts a Secret: the files are links into `..data`, which is a link that is swapped. */
function mount(material: Partial<TlsMaterial>): void {
  const version = `..${++versions}`;
  mkdirSync(join(directory, version));
  const files = { 'ca.crt': material.caPem, 'tls.crt': material.certificatePem, 'tls.key': material.keyPem };
  for (const [name, pem] of Object.entries(files)) if (pem !== undefined) writeFileSync(join(directory, version, name), pem);
  symlinkSync(version, join(directory, '..data_tmp'));
  renameSync(join(directory, '..data_tmp'), join(directory, '..data'));
}

/** How many times it looked until `happened`. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) {
    await new Promise<void>((resolve) => {
      told = resolve;
    });
  }
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-tls-'));
  for (const name of ['ca.crt', 'tls.crt', 'tls.key']) symlinkSync(join('..data', name), join(directory, name));
  authority = await createAuthority(HOUR);
  initial = await authority.issue('otp', HOUR);
  mount(initial);
  outcomes = [];
  told = () => {};
  watched = watchTlsDirectory({
    directory,
    initial: readTlsDirectory(directory),
    dnsName: NAME,
    everyMs: 5,
    now: Date.now,
    onReload: (outcome) => {
      outcomes.push(outcome);
      told();
    },
  });
});
afterEach(() => {
  watched.close();
  rmSync(directory, { recursive: true });
});

describe('certificates in a directory', () => {
  it('are taken when they are swapped, all three at once', async () => {
    const next = await authority.issue('otp', HOUR);
    let seen: string | undefined;
    watched.onChange(() => {
      seen = watched.certificatePem;
    });
    mount(next);
    await until(() => outcomes.length === 1);
    expect(outcomes).toEqual(['reloaded']);
    expect([watched.caPem, watched.certificatePem, watched.keyPem]).toEqual([next.caPem, next.certificatePem, next.keyPem]);
    expect(seen).toBe(next.certificatePem);
  });

  it.each<[string, () => Promise<Partial<TlsMaterial>>]>([
    ['the key of another', async () => ({ ...(await authority.issue('otp', HOUR)), keyPem: initial.keyPem })],
    ['the name of another', () => authority.issue('identity', HOUR)],
    ['an end that has passed', () => authority.issue('otp', -HOUR)],
    ['a time that has not come', () => authority.issueName(NAME, HOUR, Date.now() + HOUR / 2)],
    ['nothing but the authority', async () => ({ caPem: initial.caPem })],
  ])('are refused once with %s, and the last good ones stay until there are better ones', async (_what, made) => {
    mount(await made());
    await until(() => outcomes.length === 1);
    expect(watched.certificatePem).toBe(initial.certificatePem);
    mount(await authority.issue('otp', HOUR));
    await until(() => outcomes.length === 2);
    expect(outcomes).toEqual(['refused', 'reloaded']);
    expect(watched.certificatePem).not.toBe(initial.certificatePem);
  });

  it('that are half replaced are not looked at', async () => {
    const next = await authority.issue('otp', HOUR);
    mount({ ...next, keyPem: initial.keyPem });
    mount(next);
    await until(() => outcomes.length === 1);
    expect(outcomes).toEqual(['reloaded']);
  });
});

describe('the dates of a certificate', () => {
  it('are read to the second, and held against the time', async () => {
    const [from, to] = [1_800_000_000_000, 1_800_003_600_000];
    const { certificatePem } = await (await createAuthority(HOUR, () => from)).issueName(NAME, HOUR, from);
    expect(certificateDates(certificatePem)).toEqual({ notBefore: from, notAfter: to });
    expect([from - 1, from, to, to + 1].map((now) => dateMistake(certificatePem, now))).toEqual([
      'not_yet_valid',
      undefined,
      undefined,
      'expired',
    ]);
  });
});
