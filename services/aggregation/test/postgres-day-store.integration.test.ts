import { describe } from '@jest/globals';
import { openDatabase } from '../src/adapters/open-database.ts';
import { dayStoreContract } from './day-store-contract.ts';
import { freshDatabase } from './fresh-database.ts';

describe('days in postgres:', () => {
  dayStoreContract(async () => openDatabase(await freshDatabase()));
});
