import { describe } from '@jest/globals';
import { openRevocationList } from '../src/index.ts';
import { revocationListContract } from './revocation-list.contract.ts';

describe('memory:', () => {
  revocationListContract(async () => () => openRevocationList({ kind: 'memory' }));
});
