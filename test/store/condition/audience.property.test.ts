import fc from 'fast-check';
import type { Json } from '../../../core/base/canonical-json.ts';
import { newId } from '../../../core/base/id.ts';
import { holds } from '../../../core/condition/compile.ts';
import { needsHistory, needsOf } from '../../../core/condition/history/needs.ts';
import type { Condition, Measure, Rule } from '../../../core/condition/schema.ts';
import { timeZoneOf } from '../../../core/customer/time-zone.ts';
import { listAudience } from '../../../store/condition/audience.ts';
import { readHistories } from '../../../store/condition/read-histories.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { byTier } from '../../support/tier.ts';

/** Round the night of 2026-03-29, when clocks in Europe skip an hour, and the one of 2025-10-26, which has one twice. */
const hour = 3_600_000;
const spring = Date.UTC(2026, 2, 29, 1);
const autumn = Date.UTC(2025, 9, 26, 0, 30);
const moments = fc.oneof(
  fc.integer({ min: -40 * 24, max: 40 * 24 }).map((hours) => spring + hours * hour),
  fc.integer({ min: -3 * 60, max: 3 * 60 }).map((minutes) => spring + minutes * 60_000),
  fc.integer({ min: -3 * 60, max: 3 * 60 }).map((minutes) => autumn + minutes * 60_000),
  fc.constantFrom(Date.UTC(2026, 0, 31, 12), Date.UTC(2024, 1, 29, 9), Date.UTC(2026, 2, 1)),
);
const iso = (moment: number) => new Date(moment).toISOString();

const scalars = fc.constantFrom<Json[]>(
  ...[0, 1, 1.5, 64, 0.1, 0.2, -3, 1e21, true, false, '', 'pro', 'PRO', 'p', '64', 'Ä', '\uE000', '😀'],
  ...[
    '2026-03-01T08:00:00Z',
    '2026-03-01T10:00:00+02:00',
    '2026-02-30T08:00:00Z',
    '0000-01-01T00:00:00.5Z',
    '2026-03-01',
  ],
);
const values = fc.oneof(
  scalars,
  fc.constant(null),
  fc.array(scalars, { maxLength: 3 }),
  fc.record({ city: scalars }, { requiredKeys: [] }),
);
const zones = fc.constantFrom(
  ...[
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'EST5EDT',
    'nowhere',
    'Mars/Base',
    'UTC3',
  ],
);
const traits = fc.record({ plan: values, timezone: zones, renewed: values, address: values }, { requiredKeys: [] });

const fields = fc
  .constantFrom('plan', 'renewed', 'address.city', 'address.0', 'constructor')
  .map((n) => `customer.traits.${n}`);
const operatorsOfOne = fc.constantFrom(
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'doesNotContain',
  'beginsWith',
  'endsWith',
);
const comparison = (actual: fc.Arbitrary<Pick<Rule, 'field' | 'of'>>, expected: fc.Arbitrary<Json>, ref: string) =>
  fc
    .oneof(
      fc.record({ rule: actual, operator: operatorsOfOne, value: expected }),
      fc.record({ rule: actual, operator: fc.constantFrom('<', '>=', '='), value: fc.constant({ ref }) }),
      fc.record({
        rule: actual,
        operator: fc.constantFrom('in', 'notIn'),
        value: fc.array(expected, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        rule: actual,
        operator: fc.constant('between'),
        value: fc.tuple(expected, expected).map((pair) => [...pair]),
      }),
      fc.record({ rule: actual, operator: fc.constantFrom('null', 'notNull') }),
    )
    .map(({ rule, ...rest }) => ({ ...rule, ...rest }) as Rule);

const filter: fc.Arbitrary<Condition> = fc
  .array(
    comparison(
      fc.constantFrom('event.properties.total', 'event.properties.cart.shop', 'event.name').map((field) => ({ field })),
      scalars,
      'customer.traits.plan',
    ),
    { minLength: 1, maxLength: 2 },
  )
  .chain((rules) =>
    fc.record({ combinator: fc.constantFrom('and' as const, 'or' as const), rules: fc.constant(rules) }),
  );
const windows = fc.record(
  {
    within: fc.constantFrom('PT1H', 'PT36H', 'P1D', 'P7D', 'P1M', 'P1M1DT2H', 'P1Y'),
    since: fc.oneof(
      moments.map(iso),
      fc.constant({ ref: 'customer.traits.renewed' }),
      fc.record({ event: fc.constantFrom('Bought', 'Viewed'), where: filter }, { requiredKeys: ['event'] }),
    ),
  },
  { requiredKeys: [] },
);
const eventMeasure = fc
  .record({
    take: fc.constantFrom('count', 'sum', 'first', 'last', 'mostFrequent'),
    of: fc.tuple(
      windows,
      fc.record({ event: fc.constantFrom('Bought', 'Viewed'), where: filter }, { requiredKeys: ['event'] }),
    ),
    property: fc.constantFrom('event.properties.total', 'event.properties.cart.shop'),
    withProperty: fc.boolean(),
  })
  .map(({ take, of: [window, event], property, withProperty }) => {
    const of: Measure = {
      ...window,
      ...event,
      ...(take === 'sum' || take === 'mostFrequent' || (take !== 'count' && withProperty) ? { property } : {}),
    };
    return { field: `customer.events.${take}`, of };
  });
const messageMeasure = fc
  .record({
    level: fc.constantFrom('sent', 'delivered', 'opened', 'clicked'),
    of: fc.record(
      {
        channel: fc.constantFrom('email', 'webhook'),
        last: fc.integer({ min: 1, max: 4 }),
        olderThan: fc.constantFrom('PT1H', 'PT48H'),
      },
      { requiredKeys: ['channel', 'last'] },
    ),
  })
  .map(({ level, of }) => ({ field: `customer.messages.${level}`, of }));
const journeyMeasure = fc.oneof(
  fc
    .constantFrom('isIn', 'enteredAt', 'exitedAt', 'exitReason')
    .map((take) => ({ field: `customer.journeys.welcome.${take}` })),
  windows.map((of) => ({ field: 'customer.journeys.welcome.entries', of })),
  fc.tuple(windows, fc.constantFrom({}, { reason: 'bought' })).map(([window, reason]) => ({
    field: 'customer.journeys.welcome.exits',
    of: { ...window, ...reason },
  })),
);
const counts = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) as fc.Arbitrary<Json> }, scalars);
const rule = fc.oneof(
  comparison(
    fields.map((field) => ({ field })),
    scalars,
    'customer.traits.renewed',
  ),
  comparison(eventMeasure, counts, 'customer.traits.plan'),
  comparison(messageMeasure, counts, 'customer.traits.plan'),
  comparison(journeyMeasure, counts, 'customer.traits.renewed'),
  fc
    .record({
      operator: fc.constantFrom('contains' as const, 'doesNotContain' as const),
      value: fc.constantFrom('vip', 'nobody'),
    })
    .map((rest): Rule => ({ field: 'customer.segments', ...rest })),
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ group: Condition; part: Rule | Condition }>((tie) => ({
  group: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
  }),
  part: fc.oneof({ maxDepth: 2, depthIdentifier: 'condition' }, rule, tie('group')),
})).group;

interface Past {
  readonly traits: { readonly [name: string]: Json };
  readonly events: readonly { readonly name: string; readonly at: number; readonly properties: Json }[];
  readonly messages: readonly { readonly at: number; readonly channel: string; readonly signs: readonly boolean[] }[];
  readonly runs: readonly { readonly at: number; readonly ended: number | null; readonly reason: string }[];
  readonly isMember: boolean;
  /** Somebody else was joined into them, with these events. */
  readonly other: Past['events'] | undefined;
}
const events = fc.array(
  fc.record({
    name: fc.constantFrom('Bought', 'Viewed'),
    at: moments,
    properties: fc.record(
      { total: values, cart: fc.record({ shop: scalars }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 5 },
);
const past: fc.Arbitrary<Past> = fc.record({
  traits: traits as fc.Arbitrary<Past['traits']>,
  events,
  messages: fc.array(
    fc.record({
      at: moments,
      channel: fc.constantFrom('email', 'webhook:crm'),
      signs: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    }),
    { maxLength: 4 },
  ),
  runs: fc.array(
    fc.record({
      at: moments,
      ended: fc.option(fc.integer({ min: 1, max: 900 }).map((hours) => hours * hour)),
      reason: fc.constantFrom('bought', 'left'),
    }),
    { maxLength: 3 },
  ),
  isMember: fc.boolean(),
  other: fc.option(events, { nil: undefined }),
});

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.look(
    `insert into journeys (workspace, id, live_version, created_at, updated_at) values ('default', 'welcome', 1, now(), now())`,
  );
  await db.look(
    `insert into journey_versions (workspace, journey_id, version, hash, definition, published_at) values ('default', 'welcome', 1, 'x', '{}', now())`,
  );
});
afterAll(() => db.destroy());

const insertOf = (table: string, columns?: string) =>
  `insert into ${table} ${columns ? `(${columns})` : ''} select ${columns ?? '*'}
   from jsonb_populate_recordset(cast(null as ${table}), cast(? as jsonb)) returning 1`;
/** Generated columns can't be given. */
const customerColumns = 'id, workspace, traits, trait_times, consents, created_at, merged_into';
const messageColumns = `id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, state,
  attempt, in_doubt, created_at, updated_at, accepted_at, delivered_at, opened_at, clicked_at, tracks_opens, tracks_links`;

async function store(pasts: readonly Past[]): Promise<string[]> {
  const customers: object[] = [];
  const stored: object[] = [];
  const messages: object[] = [];
  const runs: object[] = [];
  const members: object[] = [];
  const person = (traitsOf: Past['traits'], into: string | null) => {
    const id = newId();
    customers.push({
      id,
      workspace: 'default',
      traits: traitsOf,
      trait_times: {},
      consents: {},
      created_at: iso(0),
      merged_into: into,
    });
    return id;
  };
  const happened = (customer: string, all: Past['events']) =>
    stored.push(
      ...all.map(({ name, at, properties }) => ({
        ...{ id: newId(), workspace: 'default', customer_id: customer, type: 'track', name, properties, context: {} },
        // Finer than a millisecond, as PostgreSQL's own clock is.
        ...{
          message_id: newId(),
          occurred_at: iso(at).replace('Z', '321Z'),
          by_device: false,
          accepted_at: iso(at + 5_000),
          depth: 0,
        },
      })),
    );
  const ids = pasts.map(({ traits: own, events: did, messages: sent, runs: passed, isMember, other }) => {
    const id = person(own, null);
    happened(id, did);
    if (other) happened(person({}, id), other);
    messages.push(
      ...sent.map(({ at, channel, signs: [delivered, opened, clicked, measured] }) => ({
        ...{
          id: newId(),
          origin: 'api',
          workspace: 'default',
          customer_id: id,
          channel,
          template_id: 't',
          state: 'accepted',
        },
        ...{ attempt: 1, in_doubt: false, created_at: iso(at), updated_at: iso(at), accepted_at: iso(at) },
        ...{
          delivered_at: delivered ? iso(at) : null,
          opened_at: opened ? iso(at) : null,
          clicked_at: clicked ? iso(at) : null,
        },
        ...{ tracks_opens: measured, tracks_links: measured },
      })),
    );
    runs.push(
      ...passed.map(({ at, ended, reason }, index) => ({
        ...{
          id: newId(),
          workspace: 'default',
          customer_id: id,
          journey_id: 'welcome',
          version: 1,
          key: String(index),
        },
        ...{
          entry_event_id: newId(),
          entry_accepted_at: iso(at),
          entered_at: iso(at + index),
          state: {},
          label: '',
          last_seq: 1,
        },
        ...{
          consumed: 1,
          turns: 1,
          swept: 0,
          is_parallel: false,
          ended_at: ended === null ? null : iso(at + ended),
          end_reason: ended === null ? null : reason,
        },
      })),
    );
    if (isMember)
      members.push({
        customer_id: id,
        segment_id: 'vip',
        workspace: 'default',
        is_member: true,
        since: iso(0),
        cause: 'event',
      });
    return id;
  });
  await db.look(insertOf('customers', customerColumns), [JSON.stringify(customers)]);
  await db.look(insertOf('events'), [JSON.stringify(stored)]);
  await db.look(insertOf('messages', messageColumns), [JSON.stringify(messages)]);
  await db.look(insertOf('journey_runs'), [JSON.stringify(runs)]);
  await db.look(insertOf('segment_members'), [JSON.stringify(members)]);
  return ids;
}

it('the closure and SQL say the same of any condition, history and moment', async () => {
  let held = 0;
  let failed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(past, { minLength: 8, maxLength: 8 }),
      fc.array(fc.record({ asked: condition, now: moments }), { minLength: 20, maxLength: 20 }),
      async (pasts, questions) => {
        await db.look('truncate segment_members, messages, journey_runs, events, customers cascade');
        const ids = await store(pasts);
        for (const { asked, now } of questions) {
          const bySql = await listAudience(db.database, { workspace: 'default', condition: asked, now, limit: 100 });
          const needs = needsOf(asked);
          const owners = pasts.map(({ traits: own }, index) => ({
            id: ids[index] as string,
            timeZone: timeZoneOf(own),
            needs,
          }));
          const histories = needsHistory(needs) ? await readHistories(db.database, owners, now) : new Map();
          const byClosure = pasts.flatMap(({ traits: own }, index) => {
            const id = ids[index] as string;
            return holds(asked, { customer: { traits: own }, history: histories.get(id) }) ? [id] : [];
          });
          held += byClosure.length;
          failed += pasts.length - byClosure.length;
          expect({ asked, now: iso(now), ids: bySql }).toEqual({ asked, now: iso(now), ids: byClosure.sort() });
        }
      },
    ),
    { numRuns: byTier(4, 300), endOnFailure: true },
  );
  expect(Math.min(held, failed)).toBeGreaterThan(20); // both answers are met
});
