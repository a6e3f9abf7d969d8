import { describe, jest } from '@jest/globals';
import { openDatabase } from '../src/adapters/open-database.ts';
import { dayStoreContract } from './day-store-contract.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

describe('days in pglite:', () => {
  dayStoreContract(async () => openDatabase(new URL('pglite:')));
});
