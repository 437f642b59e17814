import { setTimeout as pause } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { createJobActivities } from '../../activities/index.ts';
import { runTurn } from '../../activities/run-turn.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { Channel } from '../../services/channels/channel.ts';
import type { JobActivity } from '../../workflows/contract.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { welcome } from '../support/journeys.ts';
import { insertTestRun } from '../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

it('a delivery that lasts says by heartbeats that its worker lives, and says nothing once it is over', async () => {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 second' }) });
  await runTurn(db.database, run.id, Date.now());
  const result = await runTurn(db.database, run.id, Date.now() + 2_000);
  expect(result.openJobs).toHaveLength(1);
  const environment = new MockActivityEnvironment();
  let beats = 0;
  environment.on('heartbeat', () => {
    beats += 1;
  });
  const provider: Channel['provider'] = {
    async send(_message, begin) {
      await begin();
      while (beats < 2) await pause(20);
      return { result: 'accepted', providerId: '250 ok' };
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider } as Channel]]);
  const { deliver } = createJobActivities({
    database: db.database,
    channels,
    leaseMs: 60_000,
    sendTimeoutMs: 30_000,
    longestPauseMs: 60_000,
    logger: pino({ level: 'silent' }),
  });
  const { messageId } = result.openJobs[0] ?? {};
  await environment.run(deliver as JobActivity, { journeyRunId: run.id, visit: 2, messageId, now: Date.now() + 2_000 });
  expect(await db.look('select state from messages')).toEqual([{ state: 'accepted' }]);
  const beatsAtTheEnd = beats;
  await pause(1_200);
  expect(beats).toBe(beatsAtTheEnd);
});
