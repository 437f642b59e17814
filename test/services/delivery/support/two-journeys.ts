import { runTurn } from '../../../../activities/run-turn.ts';
import { newId } from '../../../../core/base/id.ts';
import { defineEvent, email, flow, journey, on, send, t, template } from '../../../../core/index.ts';
import type { ConfigurationInput } from '../../../../core/workspace/configuration.ts';
import type { Channel, SendResult } from '../../../../services/channels/channel.ts';
import { channelKinds } from '../../../../services/channels/index.ts';
import { deliver } from '../../../../services/delivery/deliver.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { writeHeartbeat } from '../../../../store/measurement/processes.ts';
import { type ClockedDatabase, createClockedDatabase } from '../../../support/frozen-clock.ts';
import { templates } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';

const eventOf = <Name extends string>(name: Name) => defineEvent(name, { order: t.text });
const Ordered = eventOf('Ordered');
const Listed = eventOf('Listed');
const hello = flow(send('hello', template('hello'), { via: [email] }));
const journeys = [
  journey('ordered', { purpose: 'marketing', entry: on(Ordered), key: Ordered.order, reentry: 'always' }, hello),
  journey(
    'listed',
    { purpose: 'marketing', entry: on(Listed), key: Listed.order, reentry: 'always', priority: 80 },
    hello,
  ),
];
const start = Date.parse('2026-11-27T10:00:00Z');
export const hourMs = 3_600_000;

export let db: ClockedDatabase;
export let now: number;
let answers: SendResult['result'];

/** To be called once in a test file: two journeys, a customer and a scripted provider, at a time of its own. */
export function useTwoJourneys(): void {
  beforeEach(async () => {
    db = await createClockedDatabase();
    answers = 'accepted';
    await setClock(start);
  });
  afterEach(() => db.destroy());
}

/** What the provider answers from now on. */
export function answerWith(result: SendResult['result']): void {
  answers = result;
}

export async function setClock(moment: number): Promise<void> {
  now = moment;
  await db.setClock(now);
}

const channels = new Map<string, Channel>([
  [
    'email',
    {
      ...channelKinds.email,
      provider: {
        async send(_message, begin) {
          await begin();
          return answers === 'accepted' ? { result: 'accepted' } : { result: answers, code: 'x', detail: 'scripted' };
        },
        close: async () => {},
      },
    } as Channel,
  ],
]);

export async function publishWith(
  caps: ConfigurationInput['caps'],
  quietHours?: ConfigurationInput['quietHours'],
  more?: ConfigurationInput,
) {
  await publish(db.database, 'default', { journeys, templates, workspace: { caps, quietHours, ...more } });
}

/** A live worker has a provider for e-mail: only then does a message that waits hold others back. */
export const workerLives = () =>
  writeHeartbeat(db.database, {
    ...{ id: newId(), role: 'worker', version: '1', host: 'here', pid: 1, kinds: {} as never },
    channels: ['email'],
  });
export const skip = (milliseconds: number) => setClock(now + milliseconds);
export const rules = () =>
  db.look<Record<string, string>>('select journey_id as journey, state, rule from messages order by id');
export const enqueued = () => db.look('select journey_run_id as id from outbox');

let orders = 0;
/** The event enters its journey; the first turn asks for the message. Gives the run. */
export async function enter(name: 'Ordered' | 'Listed', userId = 'ann'): Promise<string> {
  orders += 1;
  const order = `o-${orders}`;
  await takeIn(db, { userId, name, properties: { order }, timestamp: now });
  const [run] = await db.look<{ id: string }>('select id from journey_runs where key = ?', [order]);
  return (run as { id: string }).id;
}

/** The same for many at once, half of them in each journey. */
export async function enterMany(count: number): Promise<string[]> {
  const first = orders;
  orders += count;
  const keys = Array.from({ length: count }, (_, number) => `o-${first + number + 1}`);
  const events = keys.map((order, number) => ({
    name: number % 2 === 0 ? 'Ordered' : 'Listed',
    properties: { order },
  }));
  await takeIn(db, ...events.map((event) => ({ ...event, userId: 'ann', timestamp: now })));
  const runs = await db.look<{ id: string }>('select id from journey_runs where key = any (?)', [keys]);
  return runs.map(({ id }) => id);
}

export async function ask(journeyRunId: string) {
  return (await runTurn(db.database, journeyRunId, now)).openJobs;
}

export async function attempt(journeyRunId: string): Promise<void> {
  const openJobs = await ask(journeyRunId);
  const dependencies = {
    database: db.database,
    channels,
    leaseMs: 60_000,
    sendTimeoutMs: 5_000,
    longestPauseMs: 60_000,
  };
  for (const { visit, messageId } of openJobs)
    await deliver(dependencies, { journeyRunId, visit, messageId: messageId as string }, now).catch(() => {});
  await runTurn(db.database, journeyRunId, now);
}

export const known = async () => {
  await takeIn(db, { userId: 'ann', properties: { email: 'ann@example.com' }, timestamp: now });
};
export const states = async () =>
  (await db.look<{ state: string }>('select state from messages order by id')).map(({ state }) => state);
