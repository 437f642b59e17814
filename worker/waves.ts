import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { PublishedJourneysMemory } from '../services/intake/published-journeys.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { beginWaves } from '../services/waves/begin-waves.ts';
import { keepSchedules } from '../services/waves/keep-schedules.ts';
import { letDatesIn } from '../services/waves/let-dates-in.ts';
import { letQueuesIn } from '../services/waves/let-queues-in.ts';
import { letWavesIn } from '../services/waves/let-wave-in.ts';
import type { Database } from '../store/database/database.ts';
import { deleteOldEntryCounts } from '../store/journeys/entry-counts.ts';
import { deleteOldWaves } from '../store/journeys/waves.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 1_000;
const KEEP_EVERY_MS = 60_000;
const KEPT_DAYS = 400;

export interface WaveDependencies {
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
  readonly logger: Logger;
}

/** Customers who enter by time: waves of schedules, at their rate, and dates of each. */
export function startWaves({ logger, ...dependencies }: WaveDependencies, registry: Registry): Repeated {
  const { database } = dependencies;
  const waves = new Counter({
    name: 'throughline_waves_total',
    help: 'Waves of entries by schedule that began (open), or did not (skipped: missed, or the one before was open)',
    labelNames: ['result'],
    registers: [registry],
  });
  for (const result of ['open', 'skipped']) waves.inc({ result }, 0);
  const customers = new Counter({
    name: 'throughline_wave_customers_total',
    help: 'Customers of waves who were asked about, and of these those who entered',
    labelNames: ['result'],
    registers: [registry],
  });
  for (const result of ['asked', 'entered']) customers.inc({ result }, 0);
  const dates = new Counter({
    name: 'throughline_entry_dates_total',
    help: 'Moments of entries by date that came: customers who entered, who did not, and moments that were missed',
    labelNames: ['result'],
    registers: [registry],
  });
  for (const result of ['entered', 'not-entered', 'missed']) dates.inc({ result }, 0);
  const failed = (what: string) => (error: unknown) =>
    logger.warn({ code: codeOf(error) }, `${what} and will be tried again`);
  const begins = repeat({ everyMs: LOOK_EVERY_MS, failed: failed('waves did not begin') }, async () => {
    const { open, skipped } = await beginWaves(database);
    waves.inc({ result: 'open' }, open);
    waves.inc({ result: 'skipped' }, skipped);
    if (skipped > 0) logger.warn({ waves: skipped }, 'waves of entries by schedule were skipped');
  });
  const pages = repeat({ everyMs: LOOK_EVERY_MS, failed: failed('a page of a wave was not let in') }, (stopping) =>
    letWavesIn(dependencies, stopping, (asked, entered) => {
      customers.inc({ result: 'asked' }, asked);
      customers.inc({ result: 'entered' }, entered);
    }),
  );
  const days = repeat({ everyMs: LOOK_EVERY_MS, failed: failed('entries by date were not looked at') }, (stopping) =>
    letDatesIn(dependencies, stopping, (result, number) => dates.inc({ result }, number)),
  );
  const letIn = new Counter({
    name: 'throughline_entry_queue_let_in_total',
    help: 'Runs that waited for room in a journey which lets in only so many, and were let in',
    registers: [registry],
  });
  const queues = repeat(
    { everyMs: LOOK_EVERY_MS, failed: failed('runs that wait for room were not let in') },
    async (stopping) => letIn.inc(await letQueuesIn(database, stopping)),
  );
  const keeps = repeat({ everyMs: KEEP_EVERY_MS, failed: failed('schedules were not looked through') }, async () => {
    await keepSchedules(database);
    await deleteOldWaves(database, KEPT_DAYS);
    await deleteOldEntryCounts(database);
  });
  return {
    stop: async () => void (await Promise.all([begins.stop(), pages.stop(), days.stop(), queues.stop(), keeps.stop()])),
  };
}
