import { runTurn } from '../../../activities/run-turn.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { planPublication } from '../../../services/publishing/plan.ts';
import type { RunsUnderWay } from '../../../services/publishing/publication.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const journey = (id: string, steps: JourneyDefinition['steps'], least = 0): JourneyDefinition => ({
  id,
  purpose: 'transactional',
  entry: [
    {
      on: 'event',
      event: 'Ordered',
      where: { combinator: 'and', rules: [{ field: 'event.properties.total', operator: '>=', value: least }] },
    },
  ],
  exit: [{ reason: 'gone', on: 'event', event: 'Gone' }],
  start: Object.keys(steps)[0] as string,
  steps,
});
const wait = { type: 'wait', for: 'P3D', paths: { next: null } } as const;

it('says who stands where and what becomes of them, who would come in, what else they enter, and changes nothing', async () => {
  const first = journey('orders', { settle: { ...wait, title: 'Settle' } }, 100);
  await publish(db.database, 'default', { journeys: [first, journey('others', { rest: wait })], templates: [] });
  for (const [userId, total] of Object.entries({ ann: 10, ben: 200, cid: 300 }))
    await takeIn(db, { userId, name: 'Ordered', properties: { total } });
  await takeIn(db, { userId: 'ben', name: 'Ordered', properties: { total: 500 } });
  for (const { id } of await db.look<{ id: string }>('select id from journey_runs'))
    await runTurn(db.database, id, Date.now());
  const before = await db.look('select * from journeys order by id');
  const next = journey('orders', { rest: wait }, 50);
  const plan = (runs?: RunsUnderWay) =>
    planPublication(db.database, 'default', { journeys: [next], templates: [], ...(runs && { runs }) });
  const waiting = { version: 1, step: 'settle', title: 'Settle', runs: 2, stuck: 0 };
  expect(await plan()).toEqual({
    journeys: [
      {
        ...{ id: 'orders', version: 2, change: 'published', versions: [{ version: 1, runs: 2 }] },
        waiting: [{ ...waiting, becomes: 'stays', to: null }],
        entry: { days: 7, looked: 4, since: expect.any(Number), isCapped: false, events: 3, customers: 2 },
        overlaps: [{ journey: 'others', title: 'others', events: ['Ordered'] }],
      },
    ],
    problems: [],
  });
  expect(await plan({ act: 'migrate' })).toMatchObject({
    journeys: [{ waiting: [{ ...waiting, becomes: 'refused' }] }],
    problems: [{ code: 'step-without-target' }],
  });
  expect(await plan({ act: 'migrate', maps: { orders: { settle: 'rest' } } })).toMatchObject({
    journeys: [{ waiting: [{ becomes: 'goes-on', to: 'rest' }] }],
    problems: [],
  });
  expect(await plan({ act: 'exit' })).toMatchObject({ journeys: [{ waiting: [{ becomes: 'exits' }] }] });
  expect(await db.look('select * from journeys order by id')).toEqual(before);
});

it('judges an entry that looks back by the history of each customer at that moment', async () => {
  const definition = journey('repeated', { settle: wait });
  const where = {
    combinator: 'and' as const,
    rules: [
      { field: 'customer.events.count', of: { event: 'Ordered', within: 'P30D' }, operator: '>=' as const, value: 2 },
    ],
  };
  const entry = [{ on: 'event' as const, event: 'Ordered', where }];
  const { journeys } = await planPublication(db.database, 'default', {
    journeys: [{ ...definition, entry }],
    templates: [],
  });
  expect(journeys[0]?.entry).toMatchObject({ events: 1, customers: 1 });
});
