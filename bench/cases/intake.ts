import { sign } from 'node:crypto';
import { newId } from '../../core/base/id.ts';
import { execute, openDatabase } from '../../store/database/database.ts';
import { type Figure, perSecond } from '../figures.ts';
import { PROVIDER_SECRET, postBatch, postCalls, provider, type Stage, type TrackCall } from '../stage.ts';

const EVENTS = 40_000;
const BATCH = 250;
const CONNECTIONS = 8;
const CUSTOMERS = 4_000;

/**
 * Events a second through the whole path (HTTP, check, dedupe, identity, customer, event, matching, one commit), in
 * batches of 250 over eight connections; the reference: the same events in multi-row inserts of 500 rows into a table with
 * the same columns and indexes, as arrays (the fastest way short of COPY), each durable, one after the other, as our own
 * commits are, before and after each of ours, since the machine's speed changes. Once with an event that no journey knows,
 * once with one that a journey listens to, where every fourth customer stands in a run and the filter must be asked; and
 * once as a shop sends it: page calls that a journey listens to, and one in ten is a provider's report about a message.
 */
export async function intake(stage: Stage): Promise<Figure[]> {
  await stand(stage);
  const kinds: readonly (readonly [what: string, ours: () => Promise<number>, least: number])[] = [
    ['no journey listens', () => send(stage, 'Page Seen'), 0.25],
    ['a journey listens, a quarter of the customers stand in it', () => send(stage, 'Page Viewed'), 0.25],
    ['pages as before, and one in ten a report about a message', () => sendMixed(stage), 0.27],
  ];
  const figures: Figure[] = [];
  let before = await rawInserts(stage);
  for (const [what, ours, least] of kinds) {
    const rate = await ours();
    const after = await rawInserts(stage);
    const raw = (before + after) / 2;
    before = after;
    figures.push({
      what: `intake, ${what}`,
      ours: perSecond(rate),
      reference: `plain multi-row inserts: ${perSecond(raw)}`,
      ratio: rate / raw,
      budget: `at least 5,000/s and ${least} ×`,
      met: rate >= 5_000 && rate / raw >= least,
    });
  }
  return figures;
}

/** Every fourth customer stands in a run that listens to "Page Viewed", at a price that none of these pages has. */
async function stand(stage: Stage): Promise<void> {
  const standing = CUSTOMERS / 4;
  await stage.track(
    Array.from({ length: standing }, (_, number) => ({ userId: `customer-${number * 4}`, event: 'Begin browsing' })),
  );
  await stage.parked('browsing', standing);
}

function callsOf(event: string, count: number): TrackCall[] {
  return Array.from({ length: count }, (_, number) => ({
    userId: `customer-${number % CUSTOMERS}`,
    event,
    properties: { page: `/products/${number % 97}`, price: number % 50, tags: ['a', 'b'] },
  }));
}

async function send(stage: Stage, event: string): Promise<number> {
  await drain(stage, callsOf(event, 5_000)); // the customers are made, the code is warm
  const calls = callsOf(event, EVENTS);
  const from = performance.now();
  await drain(stage, calls);
  return (EVENTS * 1_000) / (performance.now() - from);
}

const SOURCE = 'sendgrid';
const REPORTS = EVENTS / 10;

/** Pages and feedback side by side, in batches of the same size. Every report is another message's, and is an event, too. */
async function sendMixed(stage: Stage): Promise<number> {
  const { system } = stage;
  const secrets = [{ env: PROVIDER_SECRET }];
  await system.publish({ workspace: { feedback: { [SOURCE]: { type: 'sendgrid', secrets } } } });
  const messages = await insertMessages(stage, REPORTS + BATCH);
  const pages = (count: number) =>
    callsOf('', count).map(({ userId, properties }) => ({ type: 'page', userId, name: 'Product', properties }));
  const report = (ids: readonly string[]) => reportDelivered(stage, ids);
  const post = (batch: readonly object[]) => postCalls(system, batch);
  await report(messages.splice(0, BATCH));
  await drainTo(pages(5_000), post);
  const calls = pages(EVENTS - REPORTS);
  const from = performance.now();
  await Promise.all([drainTo(calls, post, CONNECTIONS - 1), drainTo(messages, report, 1)]);
  return (EVENTS * 1_000) / (performance.now() - from);
}

/** As SendGrid reports: many events a request, signed. */
async function reportDelivered({ system: { apiUrl } }: Stage, ids: readonly string[]): Promise<void> {
  const at = String(Math.floor(Date.now() / 1_000));
  const body = JSON.stringify(
    ids.map((message_id) => ({ event: 'delivered', sg_event_id: `event-${message_id}`, message_id })),
  );
  const response = await fetch(`${apiUrl}/v1/feedback/${SOURCE}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(at + body), provider.privateKey).toString(
        'base64',
      ),
      'x-twilio-email-event-webhook-timestamp': at,
    },
    body,
  });
  const answer = (await response.json()) as { recorded?: number };
  if (answer.recorded !== ids.length) throw new Error(`reports were not recorded: ${JSON.stringify(answer)}`);
}

/** Sent messages, as many for each customer; the run is left out, for nothing waits for these reports. */
async function insertMessages({ system: { db } }: Stage, count: number): Promise<string[]> {
  const inserted = await db.look<{ id: string }>(
    `insert into messages (id, origin, workspace, customer_id, channel, template_id, state, created_at, updated_at, accepted_at)
     select uuidv7(), 'api', 'default', customer_id, 'email', 'note', 'accepted', now(), now(), now()
     from generate_series(0, cast(? as integer) - 1) n
     join identities i on i.kind = 'user_id' and i.value = 'customer-' || n % cast(? as integer) returning id`,
    [count, CUSTOMERS],
  );
  return inserted.map(({ id }) => id);
}

export async function drain({ system }: Stage, calls: readonly TrackCall[]): Promise<void> {
  await drainTo(calls, (batch) => postBatch(system, batch));
}

async function drainTo<Item>(
  items: readonly Item[],
  post: (batch: readonly Item[]) => Promise<void>,
  connections = CONNECTIONS,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < items.length) {
        const batch = items.slice(next, next + BATCH);
        next += BATCH;
        await post(batch);
      }
    }),
  );
}

export async function rawInserts({ system }: Stage, events = EVENTS): Promise<number> {
  const database = openDatabase({ url: system.db.url, max: 1 });
  try {
    await execute(database, 'create table raw_events (like events including all)');
    const columns = [
      'id',
      'workspace',
      'customer_id',
      'type',
      'name',
      'properties',
      'context',
      'message_id',
      'occurred_at',
      'accepted_at',
    ] as const;
    const rows = callsOf('Page Seen', events).map((call, number) => ({
      id: newId(),
      workspace: 'default',
      customer_id: newId(),
      type: 'track',
      name: call.event,
      properties: JSON.stringify(call.properties),
      context: '{}',
      message_id: `raw-${number}`,
      occurred_at: new Date(),
      accepted_at: new Date(),
    }));
    const from = performance.now();
    for (let at = 0; at < rows.length; at += 500) {
      const slice = rows.slice(at, at + 500);
      await execute(
        database,
        `insert into raw_events (${columns.join(', ')}) select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as uuid[]), cast(? as text[]),
             cast(? as text[]), cast(? as jsonb[]), cast(? as jsonb[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]))`,
        columns.map((column) => slice.map((row) => row[column])),
      );
    }
    return (events * 1_000) / (performance.now() - from);
  } finally {
    await execute(database, 'drop table if exists raw_events');
    await database.destroy();
  }
}
