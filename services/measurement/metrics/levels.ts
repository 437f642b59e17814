import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../../../store/database/database.ts';
import { readWithin } from '../../../store/database/read-within.ts';
import { type Backlog, readBacklog } from '../../../store/measurement/backlog.ts';
import { countOpenRuns, type OpenRuns } from '../../../store/runs/open-run-counts.ts';

/**
 * Levels that only PostgreSQL knows, the same in every process that is asked: take the maximum over all of them, not the
 * sum. Read when somebody scrapes and then believed for a few seconds, so that many scrapers cost as much as one. While
 * PostgreSQL is away they are not a number, and `throughline_database_up` is 0.
 */
const BELIEVED_MS = 5_000;
/** A scrape that waits longer is given up by Prometheus (10 s), and then nobody hears that PostgreSQL is the cause. */
const PATIENCE_MS = 4_000;

interface Levels {
  readonly backlog: Backlog;
  readonly openRuns: OpenRuns;
}

export function exposeLevels(registry: Registry, database: Database): void {
  const read = remember(BELIEVED_MS, async (): Promise<Levels | undefined> => {
    const levels = readWithin(database, PATIENCE_MS / 1_000, async (trx) => ({
      backlog: await readBacklog(trx, 'default'),
      openRuns: await countOpenRuns(trx, 'default'),
    }));
    const enough = new AbortController();
    const tooLate = pause(PATIENCE_MS, undefined, { signal: enough.signal }).catch(() => undefined);
    return Promise.race([levels.catch(() => undefined), tooLate]).finally(() => enough.abort());
  });
  const level = (name: string, help: string, value: (backlog: Backlog) => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const levels = await read();
        this.set(levels ? value(levels.backlog) : Number.NaN);
      },
    });
  const seconds = (milliseconds: number | null) => (milliseconds ?? 0) / 1_000;

  level('throughline_runs_stuck', 'Runs that wait for an operator', ({ stuck }) => stuck);
  level('throughline_runs_overdue', 'Runs that have not moved for 30 s after they should', ({ overdue }) => overdue);
  level(
    'throughline_outbox_waiting',
    'Runs in the outbox: enqueued, and their turn is still to come',
    ({ queued }) => queued,
  );
  level(
    'throughline_outbox_oldest_age_seconds',
    'How long the oldest of them has waited: the outbox lag',
    ({ oldestQueuedAgeMs }) => seconds(oldestQueuedAgeMs),
  );
  level('throughline_inputs_oldest_age_seconds', 'Age of the oldest input no turn has taken', ({ oldestInputAgeMs }) =>
    seconds(oldestInputAgeMs),
  );
  new Gauge({
    name: 'throughline_runs_open',
    help: 'Open runs; beyond some 200,000 projected from a sample',
    labelNames: ['journey'],
    registers: [registry],
    async collect() {
      this.reset(); // a journey without open runs is gone from the answer
      for (const { journey, runs } of (await read())?.openRuns.byVersion ?? []) this.inc({ journey }, runs);
    },
  });
  new Gauge({
    name: 'throughline_database_up',
    help: '1: PostgreSQL answers this process',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
}

/** Asks again only when the answer is older than `forMs`; who comes while it is being asked shares the answer. */
function remember<Answer>(forMs: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let until = 0;
  return () => {
    if (answer && performance.now() < until) return answer;
    until = Number.POSITIVE_INFINITY;
    answer = ask().finally(() => {
      until = performance.now() + forMs;
    });
    return answer;
  };
}
