// The chart's tests need helm, which takes Go and a minute and a half the first
// time: a project of its own, run by `npm run chart`, so that `npm test` needs neither.
import config from '../jest.config.mjs';

const [{ testMatch: _others, ...shared }] = config.projects;

export default {
  ...shared,
  rootDir: '..',
  displayName: 'chart',
  testMatch: ['<rootDir>/charts/test/**/*.chart.test.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
  watchman: false,
};
