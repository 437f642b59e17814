import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import type { Channel, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import type { AttemptDependencies } from '../../../services/delivery/attempt.ts';
import { decideUnknown } from '../../../services/delivery/decide-unknown.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { resend } from '../../../services/delivery/resend.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { listDueResends, listUnknownMessages } from '../../../store/messages/unknown-messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestRun } from '../../support/runs.ts';
import { nudging } from '../../support/sent-message.ts';

/** Messages without an outcome, from the list to the decision to the attempt; the provider is scripted to fail on command. */
let db: TestDatabase;
let answer: SendResult;
let sent: string[];
beforeEach(async () => {
  db = await createTestDatabase();
  sent = [];
});
afterEach(() => db.destroy());

const unknown: SendResult = { result: 'unknown', code: 'no-answer', detail: '' };
const accepted: SendResult = { result: 'accepted', providerId: '250 ok' };
function dependencies(): AttemptDependencies {
  const provider: Channel['provider'] = {
    async send({ key }, begin) {
      await begin();
      sent.push(key);
      return answer;
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);
  return { database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 };
}

/** A message without an outcome, whose run has gone on. */
async function unknownMessage() {
  answer = unknown;
  const run = await insertTestRun(db, { definition: nudging });
  const { openJobs } = await runTurn(db.database, run.id, Date.now());
  const messageId = openJobs[0]?.messageId as string;
  await deliver(dependencies(), { journeyRunId: run.id, visit: 1, messageId }, Date.now());
  await runTurn(db.database, run.id, Date.now());
  return { ...run, messageId };
}
const publishedJourneys = createPublishedJourneys();
const decide = (id: string, decision: 'resend' | 'accept') =>
  decideUnknown(
    {
      database: db.database,
      submit: (workspace, events) => acceptBatch({ database: db.database, publishedJourneys }, workspace, events),
    },
    { workspace: 'default', id, decision, decidedBy: 'ops key', why: 'asked the provider' },
  );
const list = async () =>
  (await listUnknownMessages(db.database, { workspace: 'default', after: undefined, limit: 10 })).map(({ id }) => id);
const sendDue = async () => {
  for (const due of await listDueResends(db.database, 10)) await resend(dependencies(), due);
};
const ledger = async () =>
  (await db.look<object>('select state, attempt, rule, resend_at is not null as due, in_doubt from messages'))[0];
const sentEvents = () => db.look(`select name from events where name = 'Message Sent'`);

it('lists a message without an outcome until somebody decides', async () => {
  const { messageId, userId } = await unknownMessage();
  expect(await listUnknownMessages(db.database, { workspace: 'default', after: undefined, limit: 10 })).toMatchObject([
    { id: messageId, journey: 'nudging', step: 'hello', channel: 'email', userId, errorCode: 'no-answer' },
  ]);
  expect(await decide(messageId, 'accept')).toBe('done');
  expect(await list()).toEqual([]);
  expect(await decide(messageId, 'resend')).toBe('decided');
  expect(await decide(newId(), 'resend')).toBe('gone');
});

it('accepts one as sent, with the event that it would have been, and keeps who decided and why', async () => {
  const { messageId } = await unknownMessage();
  expect(await sentEvents()).toEqual([]);
  await decide(messageId, 'accept');
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(sent).toHaveLength(1);
  expect(await sentEvents()).toHaveLength(1);
  expect(await db.look('select message_id, decision, decided_by, why from message_decisions')).toEqual([
    { message_id: messageId, decision: 'accept', decided_by: 'ops key', why: 'asked the provider' },
  ]);
});

it('sends one again under its id as a new attempt, and its run, which has gone on, is not notified', async () => {
  const { id, messageId } = await unknownMessage();
  const [before] = await db.look('select last_seq, due_at from journey_runs where id = ?', [id]);
  await decide(messageId, 'resend');
  answer = accepted;
  await sendDue();
  expect(sent).toEqual([messageId, messageId]);
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 2, due: false });
  expect(await db.look('select last_seq, due_at from journey_runs where id = ?', [id])).toEqual([before]);
  expect(await sentEvents()).toHaveLength(1);
  await sendDue();
  expect(sent).toHaveLength(2);
});

it('is unknown again where the second attempt gets no answer either', async () => {
  const { messageId } = await unknownMessage();
  await decide(messageId, 'resend');
  await sendDue();
  expect(await ledger()).toMatchObject({ state: 'unknown', due: false });
  expect(await list()).toEqual([messageId]);
});

it('tries again later where the provider says so', async () => {
  const { messageId } = await unknownMessage();
  await decide(messageId, 'resend');
  answer = { result: 'failed-temporarily', code: 'smtp-451', detail: '' };
  await sendDue();
  expect(await ledger()).toMatchObject({ state: 'failed-temporarily', due: true, in_doubt: true });
  expect(await listDueResends(db.database, 10)).toEqual([]);
  await db.look('update messages set resend_at = now() returning 1');
  answer = accepted;
  await sendDue();
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 3, due: false });
});

it.each<[rule: string, forbid: (customerId: string) => Promise<unknown>]>([
  [
    'suppressed',
    () =>
      db.look(
        `insert into suppressions (workspace, channel, address_hash, reason, at)
         select 'default', 'email', address_hash, 'complaint', now() from messages returning 1`,
      ),
  ],
  [
    'channel-withdrawn',
    (id) =>
      db.look(
        `update customers set consents = '{"channel:email": {"lasting": {"state": "withdrawn", "at": 1}}}' where id = ? returning 1`,
        [id],
      ),
  ],
])('sends nothing again against the rule "%s": it stays unknown', async (rule, forbid) => {
  const { messageId, customerId } = await unknownMessage();
  await decide(messageId, 'resend');
  await forbid(customerId);
  answer = accepted;
  await sendDue();
  expect(sent).toHaveLength(1);
  expect(await ledger()).toMatchObject({ state: 'unknown', rule, due: false });
});
