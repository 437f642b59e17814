import fc from 'fast-check';
import { and, count, defineEvent, defineTraits, inSegment, not, or, segment, sum, t } from '../../../core/index.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { lookAtDueSegments } from '../../../services/segments/clock.ts';
import { fillSegments } from '../../../services/segments/fill.ts';
import { listAudience } from '../../../store/condition/audience.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';
import { byTier } from '../../support/tier.ts';

const Bought = defineEvent('Bought', { total: t.number });
const Viewed = defineEvent('Viewed', {});
const customer = defineTraits({ plan: t.text });
const first = [
  segment('active', { when: count(Bought).within('3 days').atLeast(2) }),
  segment('asleep', { when: and(count(Bought).atLeast(1), count(Bought).within('2 days').none()) }),
  segment('pro', { when: customer.plan.is('pro') }),
  segment('hot', { when: and(inSegment('pro'), or(inSegment('active'), count(Viewed).within('36 hours').atLeast(1))) }),
];
const second = [
  segment('active', { when: sum(Bought, Bought.total).within('3 days').atLeast(15) }),
  segment('cold', { when: not(inSegment('hot')) }),
];

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const people = ['ann', 'bob', 'cat'];
const who = fc.constantFrom(...people);
type Act =
  | { readonly does: 'buy' | 'view' | 'late'; readonly who: string; readonly total: number }
  | { readonly does: 'plan'; readonly who: string; readonly plan: string }
  | { readonly does: 'wait'; readonly hours: number }
  | { readonly does: 'merge'; readonly who: string; readonly into: string }
  | { readonly does: 'publish' | 'clock' };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    does: fc.constantFrom('buy' as const, 'view' as const, 'late' as const),
    who,
    total: fc.constantFrom(5, 10),
  }),
  fc.record({ does: fc.constant('plan' as const), who, plan: fc.constantFrom('pro', 'free') }),
  fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ does: fc.constant('merge' as const), who, into: who }),
  fc.record({ does: fc.constantFrom('publish' as const, 'clock' as const) }),
);

it('after any history of events, merges, publishes and time, who is in a segment is whom SQL finds', async () => {
  const goOn = new AbortController().signal;
  let joined = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 18 }), async (acts) => {
      await db.look('truncate customers, events, accepted_messages, segments, journeys, outbox cascade');
      const dependencies = { database: db.database, publishedJourneys: createPublishedJourneys() };
      let now = Date.UTC(2026, 2, 27, 12); // the clocks change in the night after the next
      const setClock = () =>
        db.look(`update workspaces set clock_stopped_at = ? where id = 'default' returning 1`, [
          new Date(now).toISOString(),
        ]);
      await setClock();
      await publish(db.database, 'default', { journeys: [], templates: [], segments: first });
      for (const userId of people)
        await takeIn(db, { userId, properties: { timezone: 'Europe/Berlin' }, timestamp: now });
      for (const each of acts) {
        now += 60_000;
        await setClock();
        switch (each.does) {
          case 'buy':
          case 'late':
          case 'view': {
            const timestamp = each.does === 'late' ? now - 40 * 3_600_000 : now;
            const name = each.does === 'view' ? 'Viewed' : 'Bought';
            await takeIn(db, { userId: each.who, name, properties: { total: each.total }, timestamp });
            break;
          }
          case 'plan':
            await takeIn(db, { userId: each.who, properties: { plan: each.plan }, timestamp: now });
            break;
          case 'merge':
            await takeIn(db, {
              type: 'alias',
              name: 'alias',
              userId: each.into,
              previousId: each.who,
              properties: { previousId: each.who },
              timestamp: now,
            });
            break;
          case 'wait':
            now += each.hours * 3_600_000;
            await setClock();
            break;
          case 'publish':
            await publish(db.database, 'default', { journeys: [], templates: [], segments: second });
            break;
          case 'clock':
            await lookAtDueSegments(dependencies, goOn);
        }
      }
      await fillSegments(dependencies, goOn);
      await lookAtDueSegments(dependencies, goOn);
      const live = await db.look<{ id: string; when: never }>(
        `select s.id, v.definition->'when' as when from segments s join segment_versions v on v.segment_id = s.id and v.version = s.live_version order by s.id`,
      );
      for (const { id, when } of live) {
        const members = await db.look<{ id: string }>(
          `select customer_id as id from segment_members where segment_id = ? and is_member order by 1`,
          [id],
        );
        const bySql = await listAudience(db.database, { workspace: 'default', condition: when, now, limit: 10 });
        joined += members.length;
        expect({ id, members: members.map((member) => member.id) }).toEqual({ id, members: bySql });
      }
    }),
    { numRuns: byTier(3, 200), endOnFailure: true },
  );
  expect(joined).toBeGreaterThan(0);
});
