/**
 * Jest's order of the test files: the longest first, so that no long file is left alone at the end of a run. It goes by
 * recorded times, else by the kind of the file; among equals the larger file is first. Fixed, so that it is the same on a
 * fresh machine. JavaScript, since jest does not compile it.
 */
const { statSync } = require('node:fs');
const path = require('node:path');

/** Seconds on two quiet cores. A file that takes over ten and is not here may be added; the reporter prints them. */
const recorded = {
  'test/chaos/chaos.test.ts': 53,
  'test/system/virtual-time.test.ts': 30,
  'test/system/privacy.test.ts': 21,
  'test/core/journey/engine.property.test.ts': 21,
  'test/browser/pages.test.ts': 21,
  'test/api/database-silent.test.ts': 21,
  'test/browser/inbox-client.test.ts': 20,
  'test/system/way.test.ts': 20,
  // Over 40, but they look at moments, so they begin when the chaos test has ended.
  'test/console/browser/console.test.ts': 20.5,
  'test/services/delivery/deliver.test.ts': 18,
  'test/activities/run-turn.test.ts': 15,
  'test/services/intake/accept.test.ts': 14,
  'test/api/contract.test.ts': 13,
  'test/devstack/mailbox/mailbox.test.ts': 13,
  'test/api/rate-limits.test.ts': 12,
  'test/api/bodies.test.ts': 12,
  'test/api/door.test.ts': 12,
};
const usual = { chaos: 50, system: 12, browser: 12, api: 6, postgres: 4, pure: 1 };

module.exports = class SlowestFirst {
  sort(tests) {
    const seconds = ({ path: file, context: { config } }) =>
      recorded[path.relative(config.rootDir, file)] ?? usual[config.displayName?.name] ?? 1;
    const size = ({ path: file }) => statSync(file).size;
    return [...tests].sort((one, other) => seconds(other) - seconds(one) || size(other) - size(one));
  }

  /** For --onlyFailures and --shard, which need what this one does not keep. */
  allFailedTests(tests) {
    return tests;
  }
  shard(tests) {
    return tests;
  }
  cacheResults() {}
};
