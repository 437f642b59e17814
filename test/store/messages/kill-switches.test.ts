import { runTurn } from '../../../activities/run-turn.ts';
import type { Channel } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import {
  countStoppedMessages,
  liftKillSwitch,
  releaseStoppedMessages,
  setKillSwitch,
} from '../../../store/messages/kill-switches.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';
import { insertTestRun } from '../../support/runs.ts';

const workspace = 'default';
let db: TestDatabase;
let sent: string[];

beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => {
  sent = [];
});
afterAll(() => db.destroy());

const provider: Channel['provider'] = {
  async send({ key }, begin) {
    await begin();
    sent.push(key);
    return { result: 'accepted', providerId: '250 ok' };
  },
  close: async () => {},
};
const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);

/** A run whose mail is due. */
async function dueMail() {
  const run = await insertTestRun(db, {
    definition: welcome({ settle: '1 second' }),
    traits: { email: 'ann@example.com' },
  });
  await runTurn(db.database, run.id, Date.now());
  const { openJobs } = await runTurn(db.database, run.id, Date.now() + 2_000);
  const [job] = openJobs;
  const key = { journeyRunId: run.id, visit: job?.visit ?? 0, messageId: job?.messageId as string };
  const limits = { leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 };
  return {
    id: run.id,
    attempt: () => deliver({ database: db.database, channels, ...limits }, key, Date.now()),
    openJobs: async () => (await runTurn(db.database, run.id, Date.now())).openJobs.map(({ visit }) => visit),
    ledger: async () => (await db.look<object>('select state, rule from messages where id = ?', [key.messageId]))[0],
    key,
  };
}

const stop = (scope: 'workspace' | 'channel' | 'journey', name: string) =>
  setKillSwitch(db.database, { workspace, scope, name, reason: 'a wrong price', setBy: 'ann' });

it.each([
  ['workspace', 'default'],
  ['channel', 'email'],
  ['journey', 'welcome'],
] as const)('defers a message while the %s "%s" is stopped, and sends it once it is lifted', async (scope, name) => {
  const mail = await dueMail();
  await stop(scope, name);
  await mail.attempt();
  expect([sent, await mail.ledger(), await mail.openJobs()]).toEqual([
    [],
    { state: 'deferred', rule: 'kill-switch' },
    [],
  ]);
  expect(await countStoppedMessages(db.database, workspace, 10)).toBe(1);
  expect(await liftKillSwitch(db.database, { workspace, scope, name })).toBe(true);
  expect(await releaseStoppedMessages(db.database, workspace)).toBe(1);
  const [queued] = await db.look<{ lane: number }>('select lane from outbox where journey_run_id = ?', [mail.id]);
  expect(queued?.lane).toBe(1);
  expect(await mail.openJobs()).toEqual([mail.key.visit]);
  await mail.attempt();
  expect([sent, await mail.ledger()]).toEqual([[mail.key.messageId], { state: 'accepted', rule: null }]);
});

it('lets a message go while another journey and another channel are stopped', async () => {
  const mail = await dueMail();
  await stop('journey', 'win-back');
  await stop('channel', 'webhook');
  await mail.attempt();
  expect(sent).toEqual([mail.key.messageId]);
});

it('defers again what is released while another switch is on', async () => {
  const mail = await dueMail();
  await stop('channel', 'email');
  await mail.attempt();
  await releaseStoppedMessages(db.database, workspace);
  expect(await mail.openJobs()).toEqual([mail.key.visit]);
  await mail.attempt();
  expect([sent, await mail.ledger()]).toEqual([[], { state: 'deferred', rule: 'kill-switch' }]);
});
