const { writeFileSync } = require('node:fs');

/**
 * A jest reporter that ends a run with one line, "N passed, N failed". A file that could not be run at all (it does not
 * compile, say) counts as one failed. With CLOSING_LINE_FILE the line goes there, so that .ci/run can end with it.
 * JavaScript, since jest does not compile its reporters.
 */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    const file = process.env.CLOSING_LINE_FILE;
    if (file) writeFileSync(file, line);
    else process.once('exit', () => process.stdout.write(line)); // jest's own summary comes after all reporters
  }
};
