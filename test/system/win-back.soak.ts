import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually, type System, startSystem } from '../support/system.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { startWorkerHere } from '../support/worker.ts';

/** The example examples/journeys/win-back.ts as it is pushed by its users, through its month, on both channels. */
jest.setTimeout(180_000);
const DAY = 86_400_000;
const customers = ['ann', 'ben', 'cat', 'dan'] as const;

let system: System;
let time: VirtualTime;
beforeAll(async () => {
  system = await startSystem();
  time = createVirtualTime(system.temporal, system.db.database);
  await startWorkerHere(system);
  const program = path.join(__dirname, '../../dist/cli/main.js');
  const journeys = path.join(__dirname, '../../examples/journeys');
  const env = { PATH: process.env.PATH, THROUGHLINE_API_URL: system.apiUrl, THROUGHLINE_ADMIN_KEY: system.adminKey };
  await promisify(execFile)(process.execPath, [program, 'push', journeys], { env });
});
afterAll(() => system.stop());

const runs = () =>
  system.db.look<{ id: string; key: string; label: string; end_reason: string | null }>(
    `select id, key, label, end_reason from journey_runs where journey_id = 'win-back' order by key`,
  );
/** Where each order's run is: the step, or the reason of its end. */
const places = async () =>
  Object.fromEntries((await runs()).map(({ key, label, end_reason: end }) => [key, end ?? label.split(':')[0]]));
const open = async () => (await runs()).filter(({ end_reason: end }) => end === null).map(({ id }) => `win-back/${id}`);
const told = () =>
  [...system.sink.effects().values()].map(({ body }) => {
    const { type, order, lastOrder } = body as {
      type: string;
      order?: { id: string };
      lastOrder?: { order_id: string };
    };
    return `${type} ${order?.id ?? lastOrder?.order_id}`;
  });
const subjects = async (user: string) =>
  (await system.mails(`${user}@example.com`)).map(({ subject }) => subject).filter((each) => !/Thank you/.test(each));

it('tells the CRM of each order, asks for a review, and wins back by call or offer those who stay away', async () => {
  const analytics = system.analytics();
  const order = (userId: string, id: string, total: number) =>
    analytics.track({ userId, event: 'Order Completed', properties: { order_id: id, total, currency: 'USD' } });
  for (const userId of customers) analytics.identify({ userId, traits: { email: `${userId}@example.com` } });
  order('ann', 'a1', 120);
  order('ben', 'b0', 49); // too small
  order('ben', 'b1', 60);
  order('cat', 'c1', 50);
  order('cat', 'c2', 60); // in the same batch
  order('dan', 'd1', 70);
  await eventually(
    places,
    (seen) => Object.values(seen).filter((place) => place === 'first-days').length === 4 && seen.c1 === 'ordered-again',
  );
  expect(told().sort()).toEqual(['a1', 'b1', 'c1', 'c2', 'd1'].map((id) => `order.completed ${id}`));

  await time.skip(await open(), DAY);
  analytics.track({ userId: 'dan', event: 'Order Refunded', properties: { order_id: 'd1' } });
  await eventually(places, (seen) => seen.d1 === 'refunded');
  await time.skip(await open(), 2 * DAY + 60_000);
  await eventually(places, (seen) => ['a1', 'b1', 'c2'].every((id) => seen[id] === 'review'));
  expect(await Promise.all(customers.map(subjects))).toEqual([
    ['How do you like your order a1?'],
    ['How do you like your order b1?'],
    ['How do you like your order c2?'], // once, though there were two orders
    [],
  ]);

  analytics.track({ userId: 'cat', event: 'Review Written', properties: { order_id: 'c2', stars: 5 } });
  await eventually(places, (seen) => seen.c2 === 'patience');
  await time.skip(await open(), 7 * DAY + 60_000);
  await eventually(places, (seen) => seen.a1 === 'return' && seen.b1 === 'return');
  order('cat', 'c3', 10); // too small to enter, but she is back; in a plain wait, and the wait-for behind it looks back
  await time.skip(await open(), 20 * DAY + 60_000);
  await eventually(places, (seen) =>
    ['a1', 'b1', 'c2'].every((id) => seen[id] === 'completed' || seen[id] === 'ordered-again'),
  );
  expect(await places()).toMatchObject({ a1: 'completed', b1: 'completed', c2: 'ordered-again' });
  expect(told().filter((each) => each.startsWith('call'))).toEqual(['call.wanted a1']);
  expect(await subjects('ben')).toContain('10 % off, if you would like to come back');
  expect((await subjects('ann')).length + (await subjects('cat')).length).toBe(2);
  expect([...system.sink.effects().values()].every(({ times }) => times === 1)).toBe(true);
});
