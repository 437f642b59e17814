import { setTimeout as pause } from 'node:timers/promises';
import { runTurn } from '../../../../activities/run-turn.ts';
import { PermanentFailure, TemporaryFailure } from '../../../../core/base/failure.ts';
import { defineEvent, flow, journey, on, task } from '../../../../core/index.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import type { Channel } from '../../../../services/channels/channel.ts';
import { channelKinds } from '../../../../services/channels/index.ts';
import { deliver } from '../../../../services/delivery/deliver.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { reportFailure } from '../../../../store/measurement/failures.ts';
import { addSuppression } from '../../../../store/messages/suppressions.ts';
import { markStuck } from '../../../../store/runs/runs.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { hasty, orders, templates, welcome } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';
import { moreOfTheWorld } from './more-of-the-world.ts';

/** What the pages show, whichever stack they stand on. */
export interface World {
  /** Of the journey "greeting": has gone on to the mail. */
  readonly run: string;
  /** Got no mail, because her address is suppressed. */
  readonly grace: { readonly id: string; readonly email: string; readonly message: string };
  /** Runs that one cause holds. */
  readonly stuck: number;
  /** Rows of it failed. */
  readonly importId: string;
}

export const STUCK = 40;
export const GRACE = 'grace@example.com';

/**
 * Two versions of a journey with six customers in the second, three of whom have gone on to the mail; two hundred steps in a
 * row; a customer whose mail was blocked, one who has hers, and one of whose nobody knows; three tasks; forty stuck runs; and
 * what more-of-the-world.ts adds.
 */
export async function makeWorld(db: TestDatabase): Promise<World> {
  const first = welcome({ id: 'greeting', settle: '1 hour' });
  const second = welcome({ id: 'greeting', settle: '2 hours' });
  await publish(db.database, 'default', { journeys: [first, hasty, orders, calls], templates }, 'ann');
  await publish(db.database, 'default', { journeys: [second, longWay(200)], templates: [] }, 'ben');
  const run = await greet(db);
  const grace = await makeMessages(db);
  for (let n = 0; n < 3; n += 1) await takeIn(db, { userId: `caller-${n}`, name: 'Asked For A Call' });
  for (const id of await runsOf(db, 'calls')) await runTurn(db.database, id, Date.now());
  await makeStuck(db);
  return { run, grace, stuck: STUCK, importId: await moreOfTheWorld(db) };
}

/** Gives a run that has gone on to the mail. */
async function greet(db: TestDatabase): Promise<string> {
  for (let n = 0; n < 6; n += 1) await takeIn(db, { userId: `greeted-${n}`, name: 'Signed Up' });
  const runs = await runsOf(db, 'greeting');
  const now = Date.now();
  for (const id of runs) await runTurn(db.database, id, now);
  for (const id of runs.slice(3)) await runTurn(db.database, id, now + 2 * 3_600_000 + 1_000);
  return runs.at(-1) ?? '';
}

const runsOf = async (db: TestDatabase, journeyId: string) =>
  (await db.look<{ id: string }>('select id from journey_runs where journey_id = ? order by id', [journeyId])).map(
    ({ id }) => id,
  );

const AskedForACall = defineEvent('Asked For A Call', {});
const calls = journey(
  'calls',
  { title: 'Call back', purpose: 'transactional', entry: on(AskedForACall) },
  flow(
    task('phone', {
      ...{ group: 'sales', title: 'Call the customer', choices: ['reached', 'lost'], due: '1 day' },
      instruction: 'Ask what they need.',
    }),
  ),
);

/** Accepts whatever it is given. */
const provider: Channel['provider'] = {
  async send(_message, begin) {
    await begin();
    return { result: 'accepted', providerId: '250 ok' };
  },
  close: async () => {},
};
const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);

async function makeMessages(db: TestDatabase): Promise<World['grace']> {
  await addSuppression(db.database, {
    workspace: 'default',
    channel: 'email',
    address: GRACE,
    reason: 'manual',
    at: Date.now(),
  });
  const people = [
    { userId: 'grace', traits: { email: GRACE, name: 'Grace Hopper' } },
    { userId: 'linus', traits: { email: 'linus@example.com', name: 'Linus' } },
    { userId: 'barbara', traits: { email: 'barbara@example.com', name: 'Barbara' } },
  ];
  for (const { userId, traits } of people)
    await takeIn(db, { userId, properties: traits }, { userId, name: 'Hurried' });
  const limits = { leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 };
  for (const id of await runsOf(db, 'hasty')) {
    const [job] = (await runTurn(db.database, id, Date.now())).openJobs;
    const key = { journeyRunId: id, visit: job?.visit ?? 0, messageId: job?.messageId as string };
    await untilSettled(() => deliver({ database: db.database, channels, ...limits }, key, Date.now()));
    await runTurn(db.database, id, Date.now());
  }
  const messageOf = async (userId: string) => {
    const [found] = await db.look<{ id: string; message: string }>(
      `select m.customer_id as id, m.id as message from messages m join identities i on i.customer_id = m.customer_id
       where i.value = ?`,
      [userId],
    );
    return found ?? { id: '', message: '' };
  };
  const { message } = await messageOf('barbara');
  await db.look(`update messages set state = 'unknown' where id = ? returning 1`, [message]);
  return { ...(await messageOf('grace')), email: GRACE };
}

/** Where a worker runs, it may hold the claim of the same message: then its attempt counts. */
async function untilSettled(attempt: () => Promise<void>): Promise<void> {
  for (;;)
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TemporaryFailure && error.code === 'claim-held')) throw error;
      await pause(100);
    }
}

/** As a worker leaves runs whose template fails. Each name makes runs of their own. */
export async function makeStuck(db: TestDatabase, name = 'buyer'): Promise<void> {
  const before = new Set(await runsOf(db, 'orders'));
  for (let n = 0; n < STUCK; n += 1)
    await takeIn(db, { userId: `${name}-${n}`, name: 'Ordered', properties: { order: `${name}-${n}` } });
  for (const id of (await runsOf(db, 'orders')).filter((each) => !before.has(each))) {
    await runTurn(db.database, id, Date.now());
    const error = new PermanentFailure('template-fails', 'email.html of "hello", line 3: unknown filter: price');
    await markStuck(db.database, id, (await reportFailure(db.database, error, id)).errorId);
  }
}

/** Steps in a row, with a question in each ten. */
function longWay(count: number): JourneyDefinition {
  const id = (n: number) => (n < count ? `s${n}` : null);
  const steps = Array.from({ length: count }, (_, n) => {
    const isQuestion = n % 10 === 4 && n + 3 < count;
    const events = [{ event: `Answered ${n}`, path: 'answered' }];
    const step = isQuestion
      ? { type: 'wait-for', events, timeout: 'P1D', paths: { answered: id(n + 1), timeout: id(n + 3) } }
      : { type: 'update', set: { [`n${n}`]: true }, paths: { next: id(n + 1) } };
    return [`s${n}`, { title: `Number ${n}`, ...step }] as const;
  });
  const frame = { id: 'long-way', title: 'Two hundred steps', purpose: 'transactional' as const, start: 's0' };
  const exit = [{ reason: 'over', on: 'event' as const, event: 'Stopped' }];
  return { ...frame, entry: [{ on: 'event', event: 'Began' }], exit, steps: Object.fromEntries(steps) };
}
