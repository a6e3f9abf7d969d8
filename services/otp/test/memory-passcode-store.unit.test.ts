import { MemoryPasscodeStore } from '../src/adapters/memory-passcode-store.ts';
import { describePasscodeStore } from './passcode-store.contract.ts';

describePasscodeStore('memory', async () => new MemoryPasscodeStore());
