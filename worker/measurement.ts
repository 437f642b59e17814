import type { Logger } from 'pino';
import { refreshCustomerValues } from '../services/customer-values/refresh.ts';
import { sumExperiments } from '../services/experiments/sum.ts';
import { publishedJourneysOf } from '../services/intake/published-journeys.ts';
import { measureJourneys } from '../services/measurement/measure.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';

const EVERY_MS = 60_000;

/** A task that fails does not prevent the others. Each may be done by any number of workers at once. */
const tasks: readonly ((database: Database, stopping: AbortSignal) => Promise<void>)[] = [
  function journeys(database, stopping) {
    return measureJourneys(database, stopping);
  },
  function experiments(database, stopping) {
    return sumExperiments(database, stopping);
  },
  function customerValues(database, stopping) {
    return refreshCustomerValues({ database, publishedJourneys: publishedJourneysOf(database) }, stopping);
  },
];

/** Every minute: figures that are computed from stored facts, where facts became complete since. */
export function startMeasurement(database: Database, logger: Logger): Repeated {
  const failed = (error: unknown, task?: string) =>
    logger.warn({ code: codeOf(error), task }, 'measurement failed and will be tried again');
  return repeat({ everyMs: EVERY_MS, failed }, async (stopping) => {
    for (const task of tasks) await task(database, stopping).catch((error: unknown) => failed(error, task.name));
  });
}
