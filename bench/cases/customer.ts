import { execute, LONG, openDatabase } from '../../store/database/database.ts';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { seedLists } from '../lists-seed.ts';
import type { Stage } from '../stage.ts';

const CUSTOMERS = 5_000;
const RUNS = 50_000;
const EVENTS_EACH = 40;
const WARM = 300;
const TIMES = 3_000;
const AIM_MS = 20;

/**
 * `GET /v1/customers/{id}` over HTTP, one after the other, each time another customer: ten runs of forty visits, five
 * messages and forty events each, of which a page of fifty entries is composed.
 */
export async function customer({ system: { db, apiUrl, adminKey } }: Stage): Promise<Figure[]> {
  const large = openDatabase({ url: db.url, max: 1, limits: LONG });
  try {
    await execute(large, 'set enable_seqscan = on');
    await seedLists((sql, bindings) => execute(large, sql, bindings), { customers: CUSTOMERS, runs: RUNS });
    await execute(
      large,
      `insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
       select uuidv7(cast(-age as interval)), 'default', c.id, 'track', 'Page Seen', '{"page": "/products/17", "price": 12}', '{}',
              'seeded-' || c.place || '-' || n, now() - age, now() - age
       from seeded_customers c, generate_series(1, cast(? as integer)) n, lateral (select n * interval '1 day' as age) aged`,
      [EVENTS_EACH],
    );
    await execute(large, 'vacuum analyze');
  } finally {
    await large.destroy();
  }
  const times: number[] = [];
  for (let time = 0; time < WARM + TIMES; time += 1) {
    const path = `/v1/customers/customer-${1 + ((time * 7_919) % CUSTOMERS)}`;
    const began = performance.now();
    const response = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${adminKey}` } });
    const { timeline } = (await response.json()) as { timeline?: { items: readonly unknown[] } };
    if (time >= WARM) times.push(performance.now() - began);
    if (timeline?.items.length !== 50) throw new Error(`${path} answered ${response.status}, not with 50 entries`);
  }
  const spread = spreadOf(times);
  const budget = `p99 under ${AIM_MS} ms`;
  return [{ what: 'one customer with 50 entries of 100', ours: inMsSpread(spread), budget, met: spread.p99 < AIM_MS }];
}
