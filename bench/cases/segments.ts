import { setTimeout as pause } from 'node:timers/promises';
import { count, defineEvent, segment } from '../../core/index.ts';
import { type Figure, inMs, inMsSpread, spreadOf } from '../figures.ts';
import { postCalls, type Stage } from '../stage.ts';
import { insertCustomers } from './scale.ts';

const WINDOW_MS = 30_000;
const BATCH = 250;
const PREVIEWED = 100_000;
const PREVIEWS = 20;

/**
 * How late customers leave a segment whose window ends for all of them at one moment: 100 and 10,000. And how long the
 * preview of a segment takes that looks back, on 100,000 customers.
 */
export async function segments(stage: Stage): Promise<Figure[]> {
  return [await flips(stage, 100, 1_000), await flips(stage, 10_000, 5_000), await preview(stage)];
}

async function flips({ system }: Stage, customers: number, budgetMs: number): Promise<Figure> {
  const event = `Looked ${customers}`;
  const id = `looking-${customers}`;
  const when = count(defineEvent(event, {}))
    .within(`${WINDOW_MS / 1_000} seconds`)
    .atLeast(1);
  await system.publish({ segments: [segment(id, { when })] });
  const at = Date.now();
  const calls = Array.from({ length: customers }, (_, number) => ({
    type: 'track',
    userId: `looking-${number}`,
    event,
    timestamp: new Date(at).toISOString(),
  }));
  for (let from = 0; from < calls.length; from += BATCH) await postCalls(system, calls.slice(from, from + BATCH));
  const left = async () => {
    const [row] = await system.db.look<{ left: number }>(
      `select cast(count(*) as integer) as left from segment_members where segment_id = ? and not is_member and since > '-infinity'`,
      [id],
    );
    return row?.left ?? 0;
  };
  if (Date.now() > at + WINDOW_MS) throw new Error('the events took longer than the window');
  while ((await left()) < customers) {
    if (Date.now() > at + 4 * WINDOW_MS) throw new Error(`only ${await left()} of ${customers} have left the segment`);
    await pause(500);
  }
  const rows = await system.db.look<{ since: Date | number }>(
    'select since from segment_members where segment_id = ? and not is_member',
    [id],
  );
  const late = rows.map(({ since }) => Number(since) - (at + WINDOW_MS));
  const most = Math.max(...late);
  return {
    what: `${customers.toLocaleString('en')} customers leave a segment at one moment: how late`,
    ours: `${inMsSpread(spreadOf(late))}, the last ${inMs(most)}`,
    budget: `the last within ${budgetMs / 1_000} s`,
    met: most <= budgetMs,
  };
}

async function preview(stage: Stage): Promise<Figure> {
  const { system } = stage;
  await insertCustomers(stage, 0, PREVIEWED);
  await system.db.look(
    `with made as (
       insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
       select uuidv7(), 'default', customer_id, 'track', 'Bought', '{}', '{}', 'bought-' || value || '-' || n, now() - n * interval '1 day',
         now() - n * interval '1 day'
       from identities cross join generate_series(1, 3) n where kind = 'user_id' and value like 'customer-%' returning 1)
     select count(*) from made`,
  );
  await system.db.look('analyze events').catch(() => []);
  const when = count(defineEvent('Bought', {})).within('2 days').atLeast(2);
  const times: number[] = [];
  for (let time = 0; time < PREVIEWS; time += 1) {
    const began = performance.now();
    const response = await fetch(`${system.apiUrl}/v1/segments/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${system.adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ when }),
    });
    if (response.status !== 200) throw new Error(`the preview answered ${response.status}: ${await response.text()}`);
    await response.json();
    times.push(performance.now() - began);
  }
  const spread = spreadOf(times);
  return {
    what: `the preview of a segment on ${PREVIEWED.toLocaleString('en')} customers`,
    ours: inMsSpread(spread),
    budget: 'p99 under 1 s',
    met: spread.p99 < 1_000,
  };
}
