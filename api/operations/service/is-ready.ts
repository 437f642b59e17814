import { z } from 'zod';
import type { Collector } from '../../../services/intake/collect.ts';
import type { Database } from '../../../store/database/database.ts';
import { databaseUnavailable, unexpected } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

/** How long readiness may take. */
const ANSWER_MS = 2_000;
/** Calls that wait for so long without a commit: something is wrong that PostgreSQL does not show. */
const STALLED_MS = 10_000;

const intakeStalled = defineError({
  status: 503,
  code: 'intake-stalled',
  when: 'calls wait, and no batch of them has been committed for ten seconds',
  text: () => ({
    where: '/health/ready',
    problem: `no batch of calls has been committed for ${STALLED_MS / 1_000} s, and calls wait`,
    remedy:
      'Look for a lock in PostgreSQL that is held for long, and at the log of the API. Restart the API if there is none.',
    retryAfterMs: 2_000,
  }),
  example: [],
});

/** Rejects while the process can't take events: PostgreSQL does not answer, or no batch is committed although calls wait. */
export async function checkReady(database: Database, collector: Pick<Collector, 'stalledMs'>): Promise<void> {
  await database.ping(ANSWER_MS);
  if (collector.stalledMs() >= STALLED_MS) throw intakeStalled();
}

export const isReady = defineOperation({
  id: 'isReady',
  method: 'get',
  path: '/health/ready',
  tag: 'service',
  key: 'none',
  summary: 'It can take events',
  description:
    'PostgreSQL answers within two seconds on a connection kept for that, and what waits is committed. For load balancers.',
  answer: {
    description: 'It can.',
    schema: z.strictObject({ status: z.literal('ready') }),
    examples: { ready: { summary: 'Ready', value: { status: 'ready' } } },
  },
  errors: [databaseUnavailable, intakeStalled, unexpected],
  async handle(_request, { database, collector }) {
    await checkReady(database, collector);
    return { status: 'ready' as const };
  },
});
