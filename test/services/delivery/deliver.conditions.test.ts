import { runTurn } from '../../../activities/run-turn.ts';
import {
  branch,
  defineEvent,
  defineTraits,
  email,
  flow,
  journey,
  on,
  send,
  t,
  template,
  wait,
  when,
} from '../../../core/index.ts';
import type { Channel } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestRun, takeIn } from '../../support/runs.ts';

const SignedUp = defineEvent('Signed Up', {});
const customer = defineTraits({ plan: t.text });
const isFree = customer.plan.is('free');

let db: TestDatabase;
let sent: number;
beforeEach(async () => {
  db = await createTestDatabase();
  sent = 0;
});
afterEach(() => db.destroy());

async function deliverNow(journeyRunId: string): Promise<void> {
  const { openJobs } = await runTurn(db.database, journeyRunId, Date.now());
  await attempt(journeyRunId, openJobs);
}

async function attempt(journeyRunId: string, openJobs: Awaited<ReturnType<typeof runTurn>>['openJobs']): Promise<void> {
  const provider: Channel['provider'] = {
    async send(_message, begin) {
      await begin();
      sent += 1;
      return { result: 'accepted', providerId: '250 ok' };
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider } as Channel]]);
  const dependencies = {
    database: db.database,
    channels,
    leaseMs: 60_000,
    sendTimeoutMs: 5_000,
    longestPauseMs: 60_000,
  };
  for (const { visit, messageId } of openJobs)
    await deliver(dependencies, { journeyRunId, visit, messageId: messageId as string }, Date.now());
}
const messages = () => db.look('select step_id as step, state, rule from messages order by visit');
const enter = (definition: ReturnType<typeof journey>) =>
  insertTestRun(db, { definition, traits: { email: 'ann@example.com', plan: 'free' } });

it('a message whose `onlyIf` does not hold any more when it is claimed is blocked by that rule', async () => {
  const hello = send('hello', template('hello'), {
    via: [email],
    onlyIf: isFree,
    blocked: flow(wait('rest', '1 hour')),
  });
  const run = await enter(journey('asks', { purpose: 'transactional', entry: on(SignedUp) }, flow(hello)));
  const { openJobs } = await runTurn(db.database, run.id, Date.now());
  await takeIn(db, { userId: run.userId, properties: { plan: 'pro' } });
  await attempt(run.id, openJobs);
  expect(sent).toBe(0);
  expect(await messages()).toEqual([{ step: 'hello', state: 'blocked', rule: 'only-if' }]);
  expect((await runTurn(db.database, run.id, Date.now())).label).toMatch(/^rest/);
});

it('a message whose `onlyIf` does not hold on arrival is in the ledger as blocked, and no job is opened', async () => {
  const hello = send('hello', template('hello'), { via: [email], onlyIf: customer.plan.is('pro') });
  const run = await enter(journey('asks', { purpose: 'transactional', entry: on(SignedUp) }, flow(hello)));
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: true, openJobs: [] });
  expect(await messages()).toEqual([{ step: 'hello', state: 'blocked', rule: 'only-if' }]);
});

it('a message is not claimed while the condition of an exit holds: the next turn ends the run and takes it back', async () => {
  const exit = { pro: customer.plan.is('pro') };
  const hello = send('hello', template('hello'), { via: [email] });
  const run = await enter(journey('ends', { purpose: 'transactional', entry: on(SignedUp), exit }, flow(hello)));
  const { openJobs } = await runTurn(db.database, run.id, Date.now());
  await db.look(`update customers set traits = traits || '{"plan": "pro"}' returning 1`); // and no run was notified
  await attempt(run.id, openJobs);
  expect(sent).toBe(0);
  expect(await messages()).toEqual([{ step: 'hello', state: 'requested', rule: null }]);
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: true });
  expect(await messages()).toEqual([{ step: 'hello', state: 'blocked', rule: 'run-left' }]);
});

it.each([
  ['that was opened', 'opened_at = now(), tracks_opens = true', 'yes'],
  ['that was not opened', 'tracks_opens = true', 'else'],
  ['whose opens nobody measures', 'tracks_opens = false', 'else'],
  ['without a pixel whose link was followed', 'tracks_opens = false, clicked_at = now()', 'yes'],
])('a condition on a message %s is judged by what the ledger says', async (_title, set, path) => {
  const hello = send('hello', template('hello'), { via: [email] });
  const steps = flow(hello, wait('rest', '1 minute'), branch('seen', [when(hello.opened, flow())]));
  const run = await enter(journey('looks', { purpose: 'transactional', entry: on(SignedUp) }, steps));
  await deliverNow(run.id);
  await runTurn(db.database, run.id, Date.now());
  await db.look(`update messages set ${set} returning 1`);
  expect(await runTurn(db.database, run.id, Date.now() + 120_000)).toMatchObject({ finished: true });
  expect(await db.look(`select path from run_visits where step_id = 'seen'`)).toEqual([{ path }]);
});
