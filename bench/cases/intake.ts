import { newId } from '../../core/base/id.ts';
import { execute, openDatabase } from '../../store/database/database.ts';
import { type Figure, perSecond } from '../figures.ts';
import { postBatch, type Stage, type TrackCall } from '../stage.ts';

const EVENTS = 40_000;
const BATCH = 250;
const CONNECTIONS = 8;
const CUSTOMERS = 4_000;

/**
 * Events a second through the whole path (HTTP, check, dedupe, identity, customer, event, matching, one commit), in
 * batches of 250 over eight connections; the reference: the same events in multi-row inserts of 500 rows into a table with
 * the same columns and indexes, as arrays (the fastest way short of COPY), each durable, one after the other, as our own
 * commits are. Once with an event that no journey knows,
 * once with one that a journey listens to, where every fourth customer stands in a run and the filter must be asked.
 */
export async function intake(stage: Stage): Promise<Figure[]> {
  await stand(stage);
  const raw = await rawInserts(stage);
  const alone = await send(stage, 'Page Seen');
  const listened = await send(stage, 'Page Viewed');
  const budget = 'at least 5,000/s and 0.25 ×';
  return [
    ['no journey listens', alone],
    ['a journey listens, a quarter of the customers stand in it', listened],
  ].map(([what, rate]) => ({
    what: `intake, ${what}`,
    ours: perSecond(rate as number),
    reference: `plain multi-row inserts: ${perSecond(raw)}`,
    ratio: (rate as number) / raw,
    budget,
    met: (rate as number) >= 5_000 && (rate as number) / raw >= 0.25,
  }));
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

async function drain({ system }: Stage, calls: readonly TrackCall[]): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < calls.length) {
        const batch = calls.slice(next, next + BATCH);
        next += BATCH;
        await postBatch(system, batch);
      }
    }),
  );
}

async function rawInserts({ system }: Stage): Promise<number> {
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
    const rows = callsOf('Page Seen', EVENTS).map((call, number) => ({
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
        `insert into raw_events select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as uuid[]), cast(? as text[]),
             cast(? as text[]), cast(? as jsonb[]), cast(? as jsonb[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]))`,
        columns.map((column) => slice.map((row) => row[column])),
      );
    }
    return (EVENTS * 1_000) / (performance.now() - from);
  } finally {
    await execute(database, 'drop table if exists raw_events');
    await database.destroy();
  }
}
