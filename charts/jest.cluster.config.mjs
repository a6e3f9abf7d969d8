// The same chart, given to a real API server, which is built first: minutes.
import chart from './jest.config.mjs';

export default {
  ...chart,
  displayName: 'cluster',
  testMatch: ['<rootDir>/charts/test/**/*.cluster.test.ts'],
  testTimeout: 900_000,
};
