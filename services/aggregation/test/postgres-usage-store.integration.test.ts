import { describe, expect, it } from '@jest/globals';
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
    expect(tables?.rows).toEqual([{ count: '3' }]);
  });

  it('goes on when the server closed its connections', async () => {
    const url = await freshDatabase();
    const store = openUsageStore(url);
    await store.count(0, 1);
    await query(
      new URL('/postgres', url),
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${url.pathname.slice(1)}'`,
    );
    const answered = await store.count(0, 1).catch(() => store.count(0, 1));
    await store.close();
    expect(answered).toEqual({ counts: [], hours: [] });
  });

  it('rejects within its limit when nobody listens', async () => {
    const store = openUsageStore(new URL('postgres://user:secret@127.0.0.1:1/postgres'));
    await expect(store.count(0, 1)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await store.close();
  });
});
