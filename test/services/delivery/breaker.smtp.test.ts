import { runTurn } from '../../../activities/run-turn.ts';
import { TemporaryFailure } from '../../../core/base/failure.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { createBreakers } from '../../../services/delivery/breaker.ts';
import { type DeliverDependencies, deliver } from '../../../services/delivery/deliver.ts';
import { openMetrics } from '../../../services/measurement/metrics/process-metrics.ts';
import { readStatus } from '../../../store/measurement/status.ts';
import type { MessageKey } from '../../../store/messages/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { insertTestRun } from '../../support/runs.ts';

/** A real mail server that refuses our sender; the breaker's clock is moved by hand. */
let db: TestDatabase;
let server: MailServer;
let dependencies: DeliverDependencies;
let now: number;
beforeEach(async () => {
  [db, server] = await Promise.all([createTestDatabase(), startMailServer()]);
  now = 0;
  const smtp = { url: server.url, from: 'Shop <shop@example.org>', timeoutMs: 5_000 };
  dependencies = {
    ...{ database: db.database, leaseMs: 60_000, sendTimeoutMs: 10_000, longestPauseMs: 60_000 },
    channels: openChannels({ smtp, webhook: undefined }, db.database),
    breakers: createBreakers(db.database, () => now),
  };
});
afterEach(async () => {
  await closeChannels(dependencies.channels);
  await server.stop();
  await db.destroy();
});

/** Runs whose first mail is due. */
async function dueMessages(count: number): Promise<MessageKey[]> {
  const keys: MessageKey[] = [];
  for (let number = 0; number < count; number += 1) {
    const traits = { email: `u${number}@example.com`, name: `U${number}` };
    const run = await insertTestRun(db, { traits, definition: welcome({ settle: '1 second' }) });
    await runTurn(db.database, run.id, Date.now());
    const { openJobs } = await runTurn(db.database, run.id, Date.now() + 2_000);
    keys.push({ journeyRunId: run.id, visit: 2, messageId: openJobs[0]?.messageId as string });
  }
  return keys;
}

/** One attempt as the loop makes it: what failed for now comes again, as often as it takes. Gives those that are left. */
async function attemptAll(keys: readonly MessageKey[]): Promise<MessageKey[]> {
  const left: MessageKey[] = [];
  for (const key of keys) {
    await deliver(dependencies, key, Date.now()).catch((thrown: unknown) => {
      if (!(thrown instanceof TemporaryFailure)) throw thrown;
      left.push(key);
    });
  }
  return left;
}

const alarm = async () => {
  const { alarms, messages, unknown } = await readStatus(db.database, 'default');
  const metrics = await openMetrics(db.database).metrics();
  return {
    alarms: alarms.map(({ channel, code }) => `${channel} ${code}`),
    metric: /^throughline_channel_refused\{.*$/m.exec(metrics)?.[0],
    states: messages.map(({ state, messages: count }) => `${count} ${state}`),
    unknown,
  };
};

it.each([
  ['MAIL FROM', 530, '5.7.0 Authentication required'],
  ['DATA', 554, 'Message rejected: Email address is not verified.'],
] as const)(
  '%s answered by %d %s: the channel stops, an alarm says so, and every mail comes once',
  async (command, code, text) => {
    const keys = await dueMessages(5);
    server.refuse(command, { code, text });
    expect(await attemptAll(keys)).toHaveLength(5);
    expect(await alarm()).toEqual({
      alarms: [`email smtp-${code}`],
      metric: 'throughline_channel_refused{channel="email"} 1',
      states: ['3 failed-temporarily', '2 requested'], // the others stayed unclaimed
      unknown: 0,
    });
    expect(await attemptAll(keys)).toHaveLength(5);
    const [tried] = await db.look<{ attempts: number }>('select count(*) as attempts from message_attempts');
    expect(tried?.attempts).toBe(3);
    expect(await db.look('select 1 from suppressions')).toEqual([]);

    server.refuse(command);
    now += 30_000;
    expect(await attemptAll(keys)).toEqual([]);
    expect(server.received).toHaveLength(5);
    const ids = server.received.map((mail) => /^Message-ID: <([0-9a-f-]+)@/im.exec(mail.toString())?.[1]);
    expect(ids.sort()).toEqual(keys.map(({ messageId }) => messageId).sort());
    expect(await alarm()).toEqual({ alarms: [], metric: undefined, states: ['5 accepted'], unknown: 0 });
  },
);
