// Projects, so that `npx jest test/core` starts no server: pure rules; SQL on a real PostgreSQL; the API as a whole and
// what the documentation shows; the system on PostgreSQL and a Temporal server; browsers; chaos, with servers of its own.
// Servers are started once a run, for the projects that need them, and the first two projects are `npm run test:fast`. The scripts of package.json give V8 more room for young
// objects, which jest hands on to its workers: it saves an eighth of their time.
const { findChromium } = require('./scripts/find-chromium.cjs');

const shared = {
  testEnvironment: '<rootDir>/test/support/one-global.js',
  runtime: '<rootDir>/test/support/kept-modules.js',
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
  transformIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  testEnvironmentOptions: { customExportConditions: ['throughline-source', 'node', 'require', 'default'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
/** A `*.soak.ts` runs in the soak tier alone: it shows in length what others show in `npm test`. */
const endings = process.env.THROUGHLINE_TEST_TIER === 'soak' ? '{test,soak}' : 'test';
const under = (folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.${endings}.ts`);
/** Tests of modules that use PostgreSQL but need none themselves. */
const pureFiles = [
  'api/openapi',
  'api/routes/console-page',
  'services/intake/event',
  'services/content/check',
  'services/content/dates',
  'services/content/lint/index',
  'services/content/numbers',
  'services/content/render',
  'services/content/render-json',
  'services/content/text-part',
  'services/measurement/repeat',
  'services/transfer/purchases',
].map((file) => `<rootDir>/test/${file}.test.ts`);

/** Tests beside the system's that need a Temporal server, or replay whole histories. */
const temporalFiles = ['worker/dispatcher', 'worker/main', 'workflows/journey-run', 'workflows/golden-histories'].map(
  (file) => `<rootDir>/test/${file}.test.ts`,
);
/** Said aloud, because tests that are left out look like tests that passed. */
const hasChromium = findChromium() !== undefined;
if (!hasChromium)
  process.stderr.write(
    '\nNo Chromium here: the tests in test/browser and test/console/browser are LEFT OUT. apt-get install chromium\n\n',
  );

module.exports = {
  // One more than there are cores: a file of the system often waits.
  maxWorkers: 3,
  // Cases of a file that wait side by side (it.concurrent): enough to hide the waiting, few enough for two cores.
  maxConcurrency: 4,
  // Never an assertion on speed: this only ends a test that hangs, on machines that are slow and busy.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/file-times.js', '<rootDir>/test/support/closing-line.js'],
  testSequencer: '<rootDir>/test/support/slowest-first.js',
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: [
        ...under(['core', 'simulation', 'services/channels', 'config', 'cli', 'workflows', 'mutations', 'console']),
        ...pureFiles,
        '<rootDir>/examples/**/*.test.ts',
      ],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/console/browser/', ...temporalFiles],
    },
    {
      ...shared,
      displayName: 'postgres',
      testMatch: under(['store', 'services', 'activities', 'api/*', 'worker']),
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/services/channels/', ...pureFiles, ...temporalFiles],
      globalSetup: '<rootDir>/test/support/postgres-setup.ts',
      globalTeardown: '<rootDir>/test/support/servers-teardown.ts',
    },
    {
      // Limits, outages, floods: the whole API over HTTP, whose operations have tests of their own below; the local stack; the
      // documentation.
      ...shared,
      displayName: 'api',
      testMatch: [`<rootDir>/test/api/*.${endings}.ts`, ...under(['devstack', 'docs'])],
      testPathIgnorePatterns: ['/node_modules/', ...pureFiles],
      globalSetup: '<rootDir>/test/support/postgres-setup.ts',
      globalTeardown: '<rootDir>/test/support/servers-teardown.ts',
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: [...under(['system']), ...temporalFiles],
      globalSetup: '<rootDir>/test/support/system-setup.ts',
      globalTeardown: '<rootDir>/test/support/servers-teardown.ts',
    },
    ...(hasChromium
      ? [
          {
            ...shared,
            displayName: 'browser',
            testMatch: under(['browser', 'console/browser']),
            globalSetup: '<rootDir>/test/support/postgres-setup.ts',
            globalTeardown: '<rootDir>/test/support/servers-teardown.ts',
          },
        ]
      : []),
    { ...shared, displayName: 'chaos', testMatch: under(['chaos', 'fuzz']) }, // with servers of their own, to be killed
  ],
};
