import type { Logger } from 'pino';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { PublishedJourneysMemory } from '../services/intake/published-journeys.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { lookAtDueSegments } from '../services/segments/clock.ts';
import { fillSegments } from '../services/segments/fill.ts';
import { letMembersIn } from '../services/segments/let-members-in.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 250;
const FILL_EVERY_MS = 1_000;

export interface SegmentDependencies {
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
  readonly logger: Logger;
}

/** Keeps segments true where no event says so: moments at which a window ends, and customers who were there before. */
export function startSegments({ logger, ...dependencies }: SegmentDependencies, registry: Registry): Repeated {
  const evaluations = new Counter({
    name: 'throughline_segment_evaluations_total',
    help: 'Customers and segments that were asked again: at a moment (time), and after a publish (fill)',
    labelNames: ['cause'],
    registers: [registry],
  });
  for (const cause of ['time', 'fill']) evaluations.inc({ cause }, 0);
  const lag = new Histogram({
    name: 'throughline_segment_clock_lag_seconds',
    help: 'How long the first of those was due that were asked again at their moment',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const failed = (what: string) => (error: unknown) =>
    logger.warn({ code: codeOf(error) }, `${what} and will be tried again`);
  const clock = repeat({ everyMs: LOOK_EVERY_MS, failed: failed('due segments were not asked again') }, (stopping) =>
    lookAtDueSegments(dependencies, stopping, ({ evaluated, late }) => {
      evaluations.inc({ cause: 'time' }, evaluated);
      lag.observe(late / 1_000);
    }),
  );
  const fills = repeat({ everyMs: FILL_EVERY_MS, failed: failed('a segment was not applied') }, (stopping) =>
    fillSegments(dependencies, stopping, (customers) => evaluations.inc({ cause: 'fill' }, customers)),
  );
  const entries = repeat(
    { everyMs: FILL_EVERY_MS, failed: failed('members of a segment were not let in') },
    (stopping) => letMembersIn(dependencies, stopping),
  );
  return { stop: async () => void (await Promise.all([clock.stop(), fills.stop(), entries.stop()])) };
}
