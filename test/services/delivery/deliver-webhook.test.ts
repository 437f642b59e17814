import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, entryOf, flow, journey, on, send, t, template, webhook } from '../../../core/index.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { type DeliverDependencies, deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestRun } from '../../support/runs.ts';
import { type Sink, startSink } from '../../support/sink.ts';

/** The ledger and the real webhook provider together, against a receiver that is counted: one key, one effect. */
let db: TestDatabase;
let sink: Sink;
let channels: DeliverDependencies['channels'];
beforeEach(async () => {
  [db, sink] = await Promise.all([createTestDatabase(), startSink()]);
  const { url, secret } = sink;
  const webhook = { url, secret, timeoutMs: 300, allowPrivateAddresses: true };
  channels = openChannels({ smtp: undefined, webhook }, db.database);
});
afterEach(async () => {
  await closeChannels(channels);
  await Promise.all([db.destroy(), sink.stop()]);
});

const SignedUp = defineEvent('Signed Up', { source: t.text });
const telling = journey(
  'telling',
  { purpose: 'transactional', entry: on(SignedUp) },
  flow(send('tell', template('tell'), { via: [webhook], data: { event: entryOf(SignedUp) } })),
);
const tell = {
  id: 'tell',
  content: { webhook: { body: '{"name": {{ customer.name | json }}, "id": {{ message.id | json }}}' } },
};

/** A run of somebody without any address, whose message is due. */
async function dueRun() {
  await publish(db.database, 'default', { journeys: [], templates: [tell] });
  const { id } = await insertTestRun(db, { definition: telling, traits: { name: 'Ann "A"' } });
  const { openJobs } = await runTurn(db.database, id, Date.now());
  return { journeyRunId: id, visit: 1, messageId: openJobs[0]?.messageId as string };
}
const dependencies = (more: Partial<DeliverDependencies> = {}): DeliverDependencies => ({
  ...{ database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000, ...more },
});
const state = async () => (await db.look<{ state: string }>('select state from messages'))[0]?.state;
const effects = () => [...sink.effects()].map(([key, { times }]) => [key, times]);

it('reaches the endpoint also for a customer without address', async () => {
  const key = await dueRun();
  await deliver(dependencies(), key, Date.now());
  const id = key.messageId;
  expect([...sink.effects()]).toMatchObject([[id, { times: 1, body: { name: 'Ann "A"', id } }]]);
  expect(await state()).toBe('accepted');
  expect((await runTurn(db.database, key.journeyRunId, Date.now())).finished).toBe(true);
});

it.each(['drop', 'hang'] as const)(
  'what may have arrived (%s) is sent again under its key: one effect, and accepted',
  async (how) => {
    const key = await dueRun();
    if (how === 'drop') sink.drop('before-answer');
    else sink.hang();
    await expect(deliver(dependencies(), key, Date.now())).rejects.toMatchObject({ name: 'TemporaryFailure' });
    expect(await state()).toBe('failed-temporarily');
    sink.behave();
    await deliver(dependencies(), key, Date.now());
    expect(effects()).toEqual([[key.messageId, 2]]);
    expect(await state()).toBe('accepted');
  },
);

it('a worker that dies after the receiver took it is followed by another attempt under its key', async () => {
  const key = await dueRun();
  const dying = dependencies({
    reached: (place) => {
      if (place === 'sent') throw new Error('killed');
    },
  });
  await expect(deliver(dying, key, Date.now())).rejects.toThrow('killed');
  await db.look(`update messages set leased_until = now() - interval '1 second' returning 1`);
  await deliver(dependencies(), key, Date.now());
  expect(effects()).toEqual([[key.messageId, 2]]);
  expect(await state()).toBe('accepted');
});

it('an attempt that comes late, when the run has not taken the outcome yet, asks nobody again', async () => {
  const key = await dueRun();
  sink.drop('before-answer');
  await expect(deliver(dependencies(), key, Date.now())).rejects.toMatchObject({ name: 'TemporaryFailure' });
  await deliver(dependencies(), key, Date.now());
  await deliver(dependencies(), key, Date.now()); // Temporal gave the activity to another worker, too
  expect(effects()).toEqual([[key.messageId, 2]]);
  expect(await db.look(`select name from events where name = 'Message Sent'`)).toEqual([{ name: 'Message Sent' }]);
});

it('the time a receiver asks for is the time until the next attempt', async () => {
  const key = await dueRun();
  sink.fail(503, 1, { 'retry-after': '42' });
  await expect(deliver(dependencies(), key, Date.now())).rejects.toMatchObject({
    code: 'http-503',
    retryAfter: 42_000,
  });
  expect(effects()).toEqual([]);
});
