import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openUsageStore } from '../src/adapters/open-usage-store.ts';
import { freshDatabase, query } from './fresh-database.ts';
import { usageStoreContract } from './usage-store-contract.ts';

describe('postgres:', () => {
  usageStoreContract(async () => openUsageStore(await freshDatabase()));

  it('makes its tables once when several processes start together', async () => {
    const url = await freshDatabase();
    const stores = Array.from({ length: 4 }, () => openUsageStore(url));
    await Promise.all(stores.map((store) => store.count(0, 1)));
    await Promise.all(stores.map((store) => store.close()));
    const [tables] = await query(
      url,
      `SELECT count(*) AS count FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'usage_%'`,
    );
    expect(tables?.rows).toEqual([{ count: '6' }]);
  });

  it('goes on when the server closed its connections', async () => {
    const url = await freshDatabase();
    const store = openUsageStore(url);
    await store.count(0, 1);
    await query(
      new URL('/postgres', url),
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${url.pathname.slice(1)}'`,
    );
    // Each of its idle connections may have to fail once before it is replaced.
    const ask = () => store.count(0, 1).catch(() => undefined);
    let answer = await ask();
    for (let attempt = 0; answer === undefined && attempt < 5; attempt++) answer = await ask();
    await store.close();
    expect(answer).toEqual([]);
  });

  it('rejects a batch, and only that, whose connection breaks in the middle', async () => {
    const url = await freshDatabase();
    const store = openUsageStore(url);
    const source = { topic: 't', partition: 0 };
    const nothing = (nextOffset: bigint) => ({ cells: [], deadLetters: [], late: [], nextOffset });
    await store.advance(source, nothing);
    const blocker = new pg.Client(url.href);
    await blocker.connect();
    await blocker.query('BEGIN; SELECT 1 FROM usage_position FOR UPDATE');
    const refused = expect(store.advance(source, nothing)).rejects.toThrow();
    let ended = 0;
    while (ended === 0) {
      const [terminated] = await query(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      ended = terminated?.rowCount ?? 0;
    }
    await refused;
    await blocker.end();
    await store.advance(source, nothing);
    await store.close();
  });

  it('rejects within its limit when nobody listens', async () => {
    const store = openUsageStore(new URL('postgres://user:secret@127.0.0.1:1/postgres'));
    await expect(store.count(0, 1)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await store.close();
  });
});
