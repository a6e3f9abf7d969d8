// What an orchestrator sees of a process that waits at its start, for Kafka or for a module: that it lives, that it is
// not ready, and that it goes when it is told to.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { RunningProgram } from './running-program.ts';

const HOUR_MS = 3_600_000;

let program: RunningProgram;

beforeEach(async () => {
  program = new RunningProgram();
  program.giveCertificate(await (await createAuthority(HOUR_MS)).issue('key-release', HOUR_MS));
  program.start('waiting-program.ts', { POSTERN_STOP_DELAY: '60s' });
});
afterEach(() => program.remove());

describe('a process that waits at its start', () => {
  it('lives, is not ready, and stops when it is asked to, without a delay that nobody needs', async () => {
    await program.says('process.starting');
    const statuses = await Promise.all(['/livez', '/readyz', '/metrics'].map(async (path) => (await program.ask(path)).status));
    expect(statuses).toEqual([200, 503, 200]);
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
    expect([...program.events()].sort()).toEqual(['process.starting', 'process.stopped', 'process.stopping']);
  });
});
