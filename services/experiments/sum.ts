import type { ExperimentMetric } from '../../core/experiment/metric.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, LONG, type Transaction } from '../../store/database/database.ts';
import {
  findCap,
  findOpenDays,
  findProgress,
  lockExperiment,
  storeProgress,
  sumDays,
  takeDirtyDays,
} from '../../store/experiments/experiment-sums.ts';
import { listAllExperiments, type StoredExperiment } from '../../store/experiments/experiments.ts';

/**
 * Sums what customers of experiments did, by the day of their exposure. A day is computed whole from the facts once the time of
 * all its customers is over, and again where a merge has changed it. Late, twice or by two workers, the rows are the same.
 */
export async function sumExperiments(database: Database, stopping?: AbortSignal): Promise<void> {
  for (const experiment of await listAllExperiments(database)) {
    if (stopping?.aborted) return;
    await inTransaction(database, (trx) => sumExperiment(trx, experiment), LONG);
  }
}

async function sumExperiment(trx: Transaction, experiment: StoredExperiment): Promise<void> {
  if (!(await lockExperiment(trx, experiment))) return;
  const now = await workspaceClock(trx, experiment.workspace).now();
  const dirty = await takeDirtyDays(trx, experiment);
  for (const declared of experiment.metrics) {
    const metric = await withCap(trx, experiment, declared);
    const summedUntil = await findProgress(trx, experiment, metric.id);
    for (const day of dirty)
      if (summedUntil !== undefined && day < summedUntil)
        await sumDays(trx, experiment, metric, { from: day, until: nextDay(day) });
    const open = await findOpenDays(trx, experiment, metric, now);
    if (!open) continue;
    await sumDays(trx, experiment, metric, open);
    await storeProgress(trx, experiment, metric.id, open.until);
  }
}

/** Dates as PostgreSQL writes them: 2026-11-27. */
function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

async function withCap(
  trx: Transaction,
  experiment: StoredExperiment,
  metric: ExperimentMetric,
): Promise<ExperimentMetric> {
  if (metric.measure !== 'sum' || metric.cap !== undefined) return metric;
  const { caps, startedAt } = experiment;
  const cap = Object.hasOwn(caps, metric.id) ? caps[metric.id] : await findCap(trx, experiment, metric, startedAt);
  return { ...metric, ...(typeof cap === 'number' && { cap }) };
}
