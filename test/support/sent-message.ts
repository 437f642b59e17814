import { runTurn } from '../../activities/run-turn.ts';
import { defineEvent, email, flow, journey, on, send, t, template, waitFor } from '../../core/index.ts';
import type { TestDatabase } from './database.ts';
import { insertTestRun } from './runs.ts';

const SignedUp = defineEvent('Signed Up', { source: t.text });
const Clicked = defineEvent('Message Clicked', { step: t.text });

/** A mail, and a wait for a click on it. */
export const nudging = journey(
  'nudging',
  { purpose: 'transactional', entry: on(SignedUp) },
  flow(
    send('hello', template('hello'), { via: [email] }),
    waitFor('reaction', { clicked: on(Clicked).where(Clicked.step.is('hello')), timeout: '1 hour' }, {}),
  ),
);

/** A message that its provider took a minute ago; its run waits for a click. */
export async function insertSentMessage(db: TestDatabase) {
  const run = await insertTestRun(db, { definition: nudging });
  const { openJobs } = await runTurn(db.database, run.id, Date.now());
  const messageId = openJobs[0]?.messageId as string;
  await db.look(
    `update messages set state = 'accepted', accepted_at = now() - interval '1 minute', address_hash = '\\x01' where id = ? returning 1`,
    [messageId],
  );
  await db.look(`update journey_runs set last_seq = last_seq + 1 where id = ? returning 1`, [run.id]);
  await db.look(
    `insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     values (?, 2, 'job-settled', '{"v": 1, "visit": 1, "outcome": {"result": "accepted"}}', now()) returning 1`,
    [run.id],
  );
  await runTurn(db.database, run.id, Date.now());
  return { ...run, messageId };
}
