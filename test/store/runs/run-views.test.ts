import { runTurn } from '../../../activities/run-turn.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import type { Channel } from '../../../services/channels/channel.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';
import { insertTestRun } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

it("a run's message has its id and its ten newest attempts, oldest first, with their errors", async () => {
  const { id } = await insertTestRun(db, { definition: welcome({ settle: '1 second' }) });
  await runTurn(db.database, id, Date.now());
  const { openJobs } = await runTurn(db.database, id, Date.now() + 2_000);
  const key = { journeyRunId: id, visit: 2, messageId: openJobs[0]?.messageId as string };
  let sends = 0;
  const provider: Channel['provider'] = {
    async send() {
      sends += 1;
      return sends < 12
        ? { result: 'failed-temporarily', code: 'smtp-451', detail: `busy ${sends}` }
        : { result: 'accepted', providerId: '250 ok' };
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);
  const limits = { leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 };
  const view = async () => (await findRunView(db.database, 'default', id))?.run.messages;
  expect(await view()).toMatchObject([{ id: key.messageId, state: 'requested', attempt: 0, attempts: [] }]);
  for (let times = 0; times < 12; times += 1)
    await deliver({ database: db.database, channels, ...limits }, key, Date.now()).catch(() => {});

  const [message] = (await view()) ?? [];
  expect(message).toMatchObject({ id: key.messageId, visit: 2, state: 'accepted', attempt: 12 });
  expect(message?.attempts.map(({ attempt }) => attempt)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(message?.attempts[0]).toEqual({
    ...{ attempt: 3, channel: 'email', outcome: 'failed-temporarily', providerId: null },
    ...{ errorCode: 'smtp-451', errorId: expect.any(String), errorText: 'busy 3' },
    ...{ startedAt: expect.any(Number), endedAt: expect.any(Number) },
  });
  expect(message?.attempts[9]).toMatchObject({ outcome: 'accepted', providerId: '250 ok', errorText: null });
});
