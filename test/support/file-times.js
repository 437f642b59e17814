/**
 * A jest reporter: the slowest files of a run, and a warning for each that takes too long. It never fails a run: a machine
 * may be busy. JavaScript, since jest does not compile its reporters.
 */
const SHOWN = 20;
const BUDGET_SECONDS = 60;

module.exports = class FileTimes {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < 2) return;
    const files = testResults
      .map(({ testFilePath, perfStats: { start, end } }) => ({
        name: testFilePath.replace(`${this.rootDir}/`, ''),
        seconds: (end - start) / 1_000,
      }))
      .sort((one, other) => other.seconds - one.seconds);
    const sum = files.reduce((total, { seconds }) => total + seconds, 0);
    const lines = files
      .slice(0, SHOWN)
      .map(
        ({ name, seconds }) =>
          `${seconds.toFixed(1).padStart(7)} s  ${name}${seconds > BUDGET_SECONDS ? `  WARNING: over ${BUDGET_SECONDS} s` : ''}`,
      );
    process.stderr.write(
      `\nThe slowest files (of ${files.length}, ${sum.toFixed(0)} s in sum):\n${lines.join('\n')}\n`,
    );
  }
};
