import { Router } from 'express';
import type { Problem } from '../../core/base/problem.ts';
import type { Collector } from '../../services/intake/collect.ts';
import type { Database } from '../../store/database/database.ts';
import { HttpProblem } from '../problem-json.ts';

/** How long readiness may take. */
const ANSWER_MS = 2_000;
/** Calls that wait for so long without a commit: something is wrong that PostgreSQL does not show. */
const STALLED_MS = 10_000;

export const stalled: Problem = {
  code: 'intake-stalled',
  where: '/health/ready',
  problem: `no batch of calls has been committed for ${STALLED_MS / 1_000} s, and calls wait`,
  remedy:
    'Look for a lock in PostgreSQL that is held for long, and at the log of the API. Restart the API if there is none.',
};

/** Rejects while the process can't take events: PostgreSQL does not answer, or no batch is committed although calls wait. */
export async function checkReady(database: Database, collector: Pick<Collector, 'stalledMs'>): Promise<void> {
  await database.ping(ANSWER_MS);
  if (collector.stalledMs() < STALLED_MS) return;
  throw new HttpProblem(503, stalled);
}

/** /health/live: the process answers. /health/ready: it can take events. */
export function healthRoutes(database: Database, collector: Pick<Collector, 'stalledMs'>): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    response.set('Retry-After', '2'); // of a refusal; an answer is asked for again anyway
    await checkReady(database, collector);
    response.removeHeader('Retry-After');
    response.json({ status: 'ready' });
  });
  return router;
}
