// Three projects, so that `npx jest test/journey` starts no server: pure rules; SQL on a real PostgreSQL; the whole system
// on PostgreSQL and a Temporal server. Servers are started once a run and only for the projects that need them.
const shared = {
  testEnvironment: 'node',
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  testEnvironmentOptions: { customExportConditions: ['throughline-source', 'node', 'require', 'default'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
const onPostgres = ['store', 'metrics', 'intake', 'delivery', 'activities', 'api'];
const under = (folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);

module.exports = {
  maxWorkers: 2,
  // Never an assertion on speed: this only ends a test that hangs, on machines that are slow and busy.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/kit/closing-line.js'],
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: [
        ...under(['base', 'condition', 'journey', 'simulate', 'channels', 'cli', 'workflows']),
        '<rootDir>/test/api/openapi.test.ts',
        '<rootDir>/examples/**/*.test.ts',
      ],
    },
    {
      ...shared,
      displayName: 'postgres',
      testMatch: under(onPostgres),
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/api/openapi.test.ts'],
      globalSetup: '<rootDir>/test/kit/postgres-setup.ts',
      globalTeardown: '<rootDir>/test/kit/servers-teardown.ts',
    },
    {
      ...shared,
      displayName: 'whole',
      testMatch: under(['whole']),
      globalSetup: '<rootDir>/test/kit/whole-setup.ts',
      globalTeardown: '<rootDir>/test/kit/servers-teardown.ts',
    },
    { ...shared, displayName: 'kill', testMatch: under(['kill']) }, // with servers of its own, to be killed
  ],
};
