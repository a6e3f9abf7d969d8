import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { postern } from './run-in-process.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

const DATABASE = 'POSTERN_AGGREGATION_DATABASE';

describe('postern analytics', () => {
  let directory: string;
  let url: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'postern-analytics-'));
    url = pathToFileURL(join(directory, 'usage')).href.replace(/^file:/, 'pglite:');
  });
  beforeEach(() => {
    process.env[DATABASE] = url;
  });
  afterAll(async () => {
    delete process.env[DATABASE];
    await rm(directory, { recursive: true });
  });

  it('makes the tables, fills them with made-up days once, and more only by force', async () => {
    expect(await postern('analytics', 'migrate')).toEqual({ code: 0, out: 'the tables are up to date\n', err: '' });
    expect((await postern('analytics', 'seed', '--days', '2')).out).toBe('published 2 made-up days, which say so\n');
    const again = await postern('analytics', 'seed', '--days', '3');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('--force-demo')]);
    expect((await postern('analytics', 'seed', '--days', '3', '--force-demo')).out).toContain('published 1 made-up days');
  });

  it.each(['0', '12x', '99999', '-1'])('takes no %s for a number of days', async (days) => {
    expect((await postern('analytics', 'seed', `--days=${days}`)).code).toBe(64);
  });

  it('wants a database that stays, and does not repeat its password', async () => {
    for (const wrong of [undefined, 'pglite:', 'mysql://user:secret@db/postern']) {
      if (wrong === undefined) delete process.env[DATABASE];
      else process.env[DATABASE] = wrong;
      const { code, err } = await postern('analytics', 'migrate');
      expect([code, err]).toEqual([64, expect.stringMatching(`^postern: ${DATABASE}: must [^\\n]*\n$`)]);
      expect(err).not.toContain('secret');
    }
    process.env[DATABASE] = 'postgres://user:secret@127.0.0.1:1/postern';
    const { code, err } = await postern('analytics', 'migrate');
    expect([code, err]).toEqual([69, expect.stringMatching(/postern: the database did not do it \(ECONNREFUSED\)\n$/)]);
    expect(err).not.toContain('secret');
  });
});
