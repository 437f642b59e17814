// Workflows only: every function exported here becomes one.
export { journeyRun } from './journey-run.ts';
