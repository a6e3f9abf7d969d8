import { describe, jest } from '@jest/globals';
import { openDatabase } from '../src/adapters/open-database.ts';
import { questionsContract } from './questions-contract.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

describe('questions to pglite:', () => questionsContract(async () => openDatabase(new URL('pglite:'))));
