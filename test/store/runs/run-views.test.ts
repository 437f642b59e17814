import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import type { Channel } from '../../../services/channels/channel.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { findRunView, listRuns, type RunPage } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { insertTestRun, takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

/** The filter's meaning, in plain words of the program. */
function matches(run: Awaited<ReturnType<typeof listRuns>>[number], filter: RunPage): boolean {
  return (
    (filter.userId === undefined || run.userId === filter.userId) &&
    (filter.journey === undefined || run.journey === filter.journey) &&
    (filter.status === undefined || run.status === filter.status) &&
    (filter.after === undefined || run.id < filter.after)
  );
}

it('lists the runs that each combination of filters means, the newest first', async () => {
  const journeys = ['first', 'second', 'third'].map((id) => welcome({ id }));
  await publish(db.database, 'default', { journeys, templates });
  for (const userId of ['ann', 'ben', 'cem']) await takeIn(db, { userId, name: 'Signed Up', properties: {} });
  await db.look(`update journey_runs set ended_at = now(), stuck_at = now() where journey_id = 'second' returning 1`);
  await db.look(`update journey_runs set stuck_at = now() where journey_id = 'third' returning 1`);

  const all = await listRuns(db.database, { workspace: 'default', limit: 100 });
  expect(all).toHaveLength(9);
  expect(all.map(({ id }) => id)).toEqual(
    all
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
  for (const userId of [undefined, 'ben', 'nobody'])
    for (const journey of [undefined, 'second', 'none'])
      for (const status of [undefined, 'open', 'ended', 'stuck'] as const)
        for (const after of [undefined, all[4]?.id, newId()])
          for (const limit of [1, 100]) {
            const filter = { workspace: 'default', userId, journey, status, after, limit };
            const expected = all.filter((run) => matches(run, filter)).slice(0, limit);
            expect(await listRuns(db.database, filter)).toEqual(expected);
          }
  expect(await listRuns(db.database, { workspace: 'another', limit: 100 })).toEqual([]);
});

it("a run's message has its id and its ten newest attempts, oldest first, with their errors", async () => {
  const { id } = await insertTestRun(db, { definition: welcome({ settle: '1 second' }) });
  await runTurn(db.database, id, Date.now());
  const { openJobs } = await runTurn(db.database, id, Date.now() + 2_000);
  const key = { journeyRunId: id, visit: 2, messageId: openJobs[0]?.messageId as string };
  let sends = 0;
  const provider: Channel['provider'] = {
    async send(_message, begin) {
      await begin();
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
