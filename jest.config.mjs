// Three projects: what needs nothing, what needs real services, what needs a browser.
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  transformIgnorePatterns: ['/node_modules/'],
  testEnvironment: 'node',
};

export default {
  maxWorkers: 2,
  watchman: false,
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services}/*/src/**/*.test.ts', '<rootDir>/{libs,services}/*/test/**/*.unit.test.ts'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,services}/*/test/**/*.integration.test.ts'],
      globalSetup: '<rootDir>/testing/real-services.ts',
      globalTeardown: '<rootDir>/testing/stop-real-services.ts',
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/e2e/**/*.e2e.test.ts'],
      globalSetup: '<rootDir>/testing/real-services.ts',
      globalTeardown: '<rootDir>/testing/stop-real-services.ts',
    },
  ],
};
