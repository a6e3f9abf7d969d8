// What an orchestrator, and whoever is on call, see of a real process: how it
// goes when it is told to, and what it makes of its certificate.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Authority, certificateDates, createAuthority } from '@postern/authority';
import { RunningProgram } from './running-program.ts';

const HOUR_MS = 3_600_000;

let authority: Authority;
let program: RunningProgram;

beforeEach(async () => {
  authority = await createAuthority(HOUR_MS);
  program = new RunningProgram();
  program.giveCertificate(await authority.issue('key-release', HOUR_MS));
});
afterEach(() => program.remove());

describe('a process that is told to stop', () => {
  it('is not ready at once, works on for the delay, and goes at once when it is told again', async () => {
    program.start('stopping-program.ts', { POSTERN_STOP_DELAY: '60s' });
    await program.says('process.ready');
    expect((await program.ask('/readyz')).status).toBe(200);
    program.signal('SIGTERM');
    await program.says('service.draining');
    expect([(await program.ask('/readyz')).status, (await program.ask('/livez')).status]).toEqual([503, 200]);
    expect(program.events()).not.toContain('service.stopping');
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(130);
  });

  it('asks those who are connected to go, ends what is under way, and exits with 0', async () => {
    program.start('stopping-program.ts', { POSTERN_STOP_DELAY: '100ms' });
    await program.says('process.ready');
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
    expect(program.events().slice(-4)).toEqual(['process.stopping', 'service.draining', 'service.stopping', 'process.stopped']);
  });

  it('says so and exits with 1 when something does not end in its time', async () => {
    program.start('stopping-program.ts', { POSTERN_STOP_GRACE: '0s' }, '--stuck');
    await program.says('process.ready');
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(1);
    expect(program.events().slice(-2)).toEqual(['service.stopping', 'process.stop_overran']);
  });
});

describe('a process’s certificate', () => {
  const shownExpiry = async () =>
    Number(/^tls_certificate_expiry_timestamp_seconds (\S+)$/m.exec((await program.ask('/metrics')).text)?.[1]);

  it('is followed while it runs, an expired one included, and its end is a metric', async () => {
    program.giveCertificate(await authority.issue('key-release', -HOUR_MS));
    program.start('stopping-program.ts', {});
    await program.says('process.ready');
    expect(program.events()).toContain('tls.expired');
    expect(await shownExpiry()).toBeLessThan(Date.now() / 1000);
    const next = await authority.issue('key-release', HOUR_MS);
    program.giveCertificate(next);
    await program.says('tls.reloaded');
    expect(await shownExpiry()).toBe(certificateDates(next.certificatePem).notAfter / 1000);
  });

  it('that is not there is a mistake in the settings: one message, and 78', async () => {
    rmSync(join(program.tlsDirectory, 'tls.key'));
    program.start('stopping-program.ts', {});
    expect(await program.ended()).toBe(78);
    expect(program.mistakes()).toBe(
      'configuration: 1 mistake\n  POSTERN_TLS_DIR: must be a directory with readable ca.crt, tls.crt and tls.key\n',
    );
    expect(program.events()).toEqual([]);
  });
});
