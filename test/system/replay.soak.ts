import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineEvent, email, exit, flow, journey, on, send, t, template, wait, waitFor } from '../../core/index.ts';
import { readPurchaseLog } from '../../services/transfer/purchases.ts';
import { userIdOf } from '../../services/transfer/replay.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { templates } from '../support/journeys.ts';
import { type System, startSystem } from '../support/system.ts';
import { byTier } from '../support/tier.ts';
import { startWorkerHere } from '../support/worker.ts';

/**
 * The CDNOW log by the command: its first 3,000 purchases; in the soak tier all of it, half a minute of load, against the
 * figures that were published of it (test/services/transfer holds the file to them in every run).
 */
const slice = byTier(
  {
    flags: ['--limit', '3000', '--rate', '1000'],
    first: ['--rate', '500'], // slow enough to be killed half-way, also beside other files
    halfWay: /^[12],\d{3} of 3,000 purchases/m,
    least: { stored: 1_000, resumedFrom: 500 },
    totals: '3,000 purchases of 885 customers, 109,770.13 dollars; busiest day 1997-01-02 with 247',
    stored: { purchases: 3_000, customers: 885, dollars: '109770.13' },
  },
  {
    flags: [],
    first: [],
    halfWay: /^[3-5]\d,\d{3} of 69,659 purchases/m,
    least: { stored: 29_000, resumedFrom: 20_000 },
    totals: '69,659 purchases of 23,570 customers, 2,500,315.63 dollars; busiest day 1997-02-24 with 504',
    stored: { purchases: 69_659, customers: 23_570, dollars: '2500315.63' },
  },
);
jest.setTimeout(300_000);

const root = path.join(__dirname, '../..');
const log = path.join(root, 'examples/data/cdnow/cdnow_master.txt.gz');
const data = mkdtempSync(path.join(tmpdir(), 'throughline-replay-'));

let system: System;
beforeAll(async () => {
  system = await startSystem({ apiProcess: {} }); // under load
  await startWorkerHere(system);
  expect(await throughline('push', path.join(root, 'examples/journeys/first-purchase.ts'))).toContain(
    'journey first-purchase v1: published',
  );
});
afterAll(async () => {
  await system.stop();
  rmSync(data, { recursive: true, force: true });
});

const program = path.join(root, 'dist/cli/main.js');
const environment = () => ({
  ...process.env,
  ...system.environment,
  THROUGHLINE_DATA: data,
  THROUGHLINE_API_URL: system.apiUrl,
  THROUGHLINE_WRITE_KEY: system.writeKey,
  THROUGHLINE_ADMIN_KEY: system.adminKey,
  THROUGHLINE_MAILBOX_PORT: String(system.mailboxPort),
});

function throughline(...argument: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...argument], { env: environment() }, (error, stdout, stderr) =>
      error ? reject(new Error(`${stdout}\n${stderr}`)) : resolve(stdout),
    );
  });
}
const replay = (...more: string[]) => throughline('replay', log, ...more);

async function stored(): Promise<{ purchases: number; customers: number; dollars: string } | undefined> {
  const [found] = await system.db.look<{ purchases: number; customers: number; dollars: string }>(
    `select count(*) as purchases, count(distinct customer_id) as customers, sum((properties ->> 'total')::numeric) as dollars
     from events where name = 'Order Completed' and message_id not like '%-live-%'`,
  );
  return found;
}

/** Journeys that a purchase ends, answers, interrupts and credits. */
const CartMade = defineEvent('Cart Made', { cart: t.text });
const OrderCompleted = defineEvent('Order Completed', { total: t.number });
const hesitating = journey(
  'hesitating',
  {
    purpose: 'transactional',
    entry: on(CartMade),
    exit: { bought: on(OrderCompleted) },
    goal: on(OrderCompleted).within('30 days').value(OrderCompleted.total),
  },
  flow(wait('settle', '3 days'), send('remind', template('hello'), { via: [email] })),
);
const answering = journey(
  'answering',
  {
    purpose: 'transactional',
    entry: on(CartMade),
    goal: on(OrderCompleted).within('30 days').value(OrderCompleted.total),
  },
  flow(waitFor('order', { came: on(OrderCompleted), timeout: '3 days' }, { came: flow(exit('out', 'answered')) })),
);

/** Customers of the log who have made a cart: their runs wait for a purchase. */
const buyers = [...new Set(readPurchaseLog(log).purchases.slice(0, 20).map(userIdOf))].slice(0, 3);
const runsOf = (userId: string) =>
  system.db.look<{ journey: string; reason: string | null; value: number | null; taken: boolean }>(
    `select run.journey_id as journey, run.end_reason as reason, cast(goal.value as double precision) as value, run.consumed = run.last_seq as taken
     from journey_runs run join identities i on i.customer_id = run.customer_id
     left join run_goals goal on goal.journey_run_id = run.id
     where i.value = ? and run.journey_id in ('hesitating', 'answering') order by 1`,
    [userId],
  );
const waiting = [
  { journey: 'answering', reason: null, value: null, taken: true },
  { journey: 'hesitating', reason: null, value: null, taken: true },
];

it('stores every purchase once, though it is killed half-way; a second replay changes nothing', async () => {
  const first = spawn(process.execPath, [program, 'replay', log, ...slice.flags, ...slice.first], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await printed(first, slice.halfWay);
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  await ended;
  const half = await stored();
  expect(half?.purchases).toBeGreaterThanOrEqual(slice.least.stored);
  expect(half?.purchases).toBeLessThan(slice.stored.purchases);

  const resumed = await replay('--resume', ...slice.flags);
  expect(resumed).toContain(slice.totals);
  const [, from] = /going on after ([\d,]+) purchases/.exec(resumed) ?? [];
  expect(Number(from?.replace(',', ''))).toBeGreaterThanOrEqual(slice.least.resumedFrom);
  expect(await stored()).toEqual(slice.stored);

  const again = await replay(...slice.flags);
  expect(again).toContain(`accepted 0, duplicates ${slice.stored.purchases + slice.stored.customers}`);
  expect(again).toContain('runs entered 0'); // as history nobody enters
  expect(await stored()).toEqual(slice.stored);
});

async function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (pattern.test(output)) return;
  }
  throw new Error(`it ended before ${pattern}:\n${output}`);
}

it('real purchases, live: every customer has the first-purchase mail once, and the same slice again changes nothing', async () => {
  const first = await replay('--live', '--limit', '100');
  expect(first).toMatch(/100 purchases of (\d+) customers/);
  expect(first).toContain(`messages sent since it began: `);
  const customers = Number(/of (\d+) customers/.exec(first)?.[1]);
  expect(first).toContain(`accepted ${100 + customers}, duplicates 0`);
  expect(first).toContain(`runs entered ${customers}`);
  expect(first).toContain(`mails: ${customers} of ${customers} customers have theirs, 0 got one twice`);

  const again = await replay('--live', '--limit', '100');
  expect(again).toContain(`accepted 0, duplicates ${100 + customers}`);
  expect(again).toContain('runs entered 0');
  expect(await system.mails()).toHaveLength(customers);
  expect((await stored())?.purchases).toBe(slice.stored.purchases); // a rehearsal as of today changes no history
});

it('a purchase history imported beside live traffic enters, ends, answers and credits nothing', async () => {
  await system.clear();
  await startWorkerHere(system);
  await system.publish({ journeys: [hesitating, answering], templates });
  const analytics = system.analytics();
  const longAgo = new Date(Date.now() - 365 * 24 * 3_600_000);
  const earlier = new Date(Date.now() - 20 * 60_000);
  for (const userId of buyers) analytics.track({ userId, event: 'Cart Made', properties: { cart: 'c1' } });
  for (const userId of buyers) await eventuallyPasses(async () => expect(await runsOf(userId)).toEqual(waiting));
  for (const userId of buyers) {
    for (const timestamp of [longAgo, earlier])
      analytics.track({ userId, event: 'Order Completed', properties: { total: 7 }, timestamp });
    analytics.track({ userId, event: 'Cart Made', properties: { cart: 'c0' }, timestamp: longAgo });
  }
  const replayed = await replay('--limit', '100');
  expect(replayed).toContain('runs entered 0');
  for (const userId of buyers) await eventuallyPasses(async () => expect(await runsOf(userId)).toEqual(waiting));
  const [messages] = await system.db.look<{ number: number }>(
    `select count(*) as number from messages where journey_id in ('hesitating', 'answering')`,
  );
  expect(messages?.number).toBe(0);

  // A purchase of now does all of it.
  const [buyer = ''] = buyers;
  analytics.track({ userId: buyer, event: 'Order Completed', properties: { total: 9 } });
  await eventuallyPasses(async () =>
    expect(await runsOf(buyer)).toEqual([
      { journey: 'answering', reason: 'answered', value: 9, taken: true },
      { journey: 'hesitating', reason: 'bought', value: 9, taken: true },
    ]),
  );
});
