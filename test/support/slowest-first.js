/**
 * Jest's order of the test files: slow kinds first, so that no long file is left alone at the end of a run; among equals
 * the larger file first. Fixed, so that it is the same on a fresh machine. JavaScript, since jest does not compile it.
 */
const { statSync } = require('node:fs');

const slowestFirst = ['chaos', 'system', 'postgres', 'pure'];

module.exports = class SlowestFirst {
  sort(tests) {
    const kind = ({ context }) => slowestFirst.indexOf(context.config.displayName?.name);
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((one, other) => kind(one) - kind(other) || size(other) - size(one));
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
