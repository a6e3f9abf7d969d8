import { describePasscodeStore } from './passcode-store.contract.ts';
import { openPatientStore, testRedisUrl } from './test-redis.ts';

describePasscodeStore('Redis', () => openPatientStore(testRedisUrl()));
