import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import { usageStoreContract } from './usage-store-contract.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

describe('pglite:', () => {
  usageStoreContract(async () => openUsageStore(new URL('pglite:')));

  it('keeps its counts in a directory when it is given one', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'postern-pglite-'));
    const url = new URL(pathToFileURL(join(directory, 'usage')).href.replace(/^file:/, 'pglite:'));
    try {
      const first = openUsageStore(url);
      await first.advance({ topic: 't', partition: 0 }, () => ({ cells: [], deadLetters: [], late: [], nextOffset: 7n }));
      await first.close();
      const second = openUsageStore(url);
      let kept = 0n;
      await second.advance({ topic: 't', partition: 0 }, (nextOffset) => {
        kept = nextOffset;
        return { cells: [], deadLetters: [], late: [], nextOffset };
      });
      await second.close();
      expect(kept).toBe(7n);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
