import { describe, jest } from '@jest/globals';
import { openDatabase } from '../src/adapters/open-database.ts';
import { freshDatabase } from './fresh-database.ts';
import { questionsContract } from './questions-contract.ts';

jest.setTimeout(120_000);

describe('questions to postgres:', () => questionsContract(async () => openDatabase(await freshDatabase())));
