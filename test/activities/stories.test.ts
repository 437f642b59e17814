import fc from 'fast-check';
import { runTurn } from '../../activities/run-turn.ts';
import { after } from '../../core/base/calendar.ts';
import { toIsoDuration } from '../../core/base/duration.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { isSend } from '../../core/journey/steps/send.ts';
import firstPurchase from '../../examples/journeys/first-purchase.ts';
import welcomeSeries from '../../examples/journeys/welcome-series.ts';
import winBack from '../../examples/journeys/win-back.ts';
import type { Channel, SendResult } from '../../services/channels/channel.ts';
import { channelKinds } from '../../services/channels/index.ts';
import { deliver } from '../../services/delivery/deliver.ts';
import { publish } from '../../services/publishing/publish.ts';
import { type Answer, type StoryRun, story } from '../../simulation/index.ts';
import { arbitraryDefinition, eventNames } from '../core/journey/support/arbitrary-definition.ts';
import { type ClockedDatabase, createClockedDatabase } from '../support/frozen-clock.ts';
import { orders, welcome } from '../support/journeys.ts';
import { takeIn } from '../support/runs.ts';
import { propertyRuns } from '../support/tier.ts';

/**
 * A story and the real way must agree: the same deeds go through `story`, and through intake, turns and deliveries on
 * PostgreSQL (with the loop's part, when to look again, played here). Visits with their paths and times, messages with
 * their fates, ends: all must be equal, to the millisecond.
 */
type Deed =
  | { readonly who: number; readonly does: string; readonly properties?: Properties; readonly ago?: number }
  | { readonly who: number; readonly learn: Properties }
  | { readonly skip: string }
  | { readonly provider: 'email' | 'webhook'; readonly says: Answer };

interface Scenario {
  readonly journey: JourneyDefinition;
  readonly zone?: string;
  readonly deeds: readonly Deed[];
}

const start = Date.UTC(2026, 2, 27, 8); // a weekend on which Europe changes its clocks is near
const iso = (moment: number) => new Date(moment).toISOString();

let db: ClockedDatabase;
let scenarios = 0;
beforeAll(async () => {
  db = await createClockedDatabase();
});
afterAll(() => db.destroy());

async function asStory({ journey, zone = 'UTC', deeds }: Scenario): Promise<StoryRun[][]> {
  const s = await story(journey, { start: iso(start), zone });
  const customers = new Map<number, ReturnType<typeof s.customer>>();
  const customer = (who: number) =>
    customers.get(who) ?? (customers.set(who, s.customer()).get(who) as ReturnType<typeof s.customer>);
  for (const deed of deeds) {
    if ('skip' in deed) await s.skip(deed.skip);
    else if ('provider' in deed) s.provider({ channel: deed.provider }, deed.says);
    else if ('learn' in deed) await customer(deed.who).identify(deed.learn);
    else {
      const at = iso(Date.parse(s.now()) - (deed.ago ?? 0));
      await customer(deed.who).does({ name: deed.does, properties: deed.properties ?? {} } as never, { at });
    }
  }
  return [...customers].sort(([a], [b]) => a - b).map(([, each]) => [...each.runs()]);
}

async function forReal({ journey, zone = 'UTC', deeds }: Scenario): Promise<StoryRun[][]> {
  scenarios += 1;
  const scenario = scenarios;
  const people: number[] = [];
  const answers = new Map<string, Answer>();
  const wakeTimes = new Map<string, number>();
  let now = start;
  await db.setClock(now);
  await publish(db.database, 'default', { journeys: [journey], templates: templatesOf(journey) });

  const channels = new Map(
    Object.values(channelKinds).map((kind): [string, Channel] => {
      const send = async () => resultOf(answers.get(kind.id) ?? 'accepted');
      return [kind.id, { ...kind, provider: { send, close: async () => {} } }];
    }),
  );
  const delivering = { database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 };

  /** What the loop does: a turn, the jobs it asks for, and again. */
  async function drive(id: string): Promise<void> {
    for (;;) {
      const level = await runTurn(db.database, id, now);
      wakeTimes.delete(id);
      if (level.wakeAt !== undefined) wakeTimes.set(id, level.wakeAt);
      if (level.openJobs.length === 0) return;
      for (const { visit, messageId } of level.openJobs)
        await deliver(delivering, { journeyRunId: id, visit, messageId: messageId as string }, now);
    }
  }
  async function driveRung(): Promise<void> {
    for (const { id } of await db.look<{ id: string }>('delete from outbox returning journey_run_id as id'))
      await drive(id);
  }
  async function skipTo(target: number): Promise<void> {
    for (;;) {
      const [due] = [...wakeTimes].filter(([, at]) => at <= target).sort(([, a], [, b]) => a - b);
      if (!due) break;
      now = Math.max(now, due[1]);
      await db.setClock(now);
      await drive(due[0]);
    }
    now = target;
    await db.setClock(now);
  }

  for (const deed of deeds) {
    if ('skip' in deed) await skipTo(after(now, toIsoDuration(deed.skip), zone));
    else if ('provider' in deed) answers.set(deed.provider, deed.says);
    else {
      const userId = `customer-${scenario}-${deed.who}`;
      // The zone of a story is a trait that its customers are born with.
      const isNew = !people.includes(deed.who);
      if (isNew) people.push(deed.who);
      if ('learn' in deed)
        await takeIn(db, { userId, timestamp: now, properties: { ...(isNew && { timezone: zone }), ...deed.learn } });
      else {
        const born = isNew ? [{ userId, timestamp: now, properties: { timezone: zone } }] : [];
        const event = { userId, name: deed.does, properties: deed.properties ?? {}, timestamp: now - (deed.ago ?? 0) };
        await takeIn(db, ...born, event);
      }
      await driveRung();
    }
  }
  return Promise.all(people.sort((a, b) => a - b).map((who) => readRuns(journey.id, `customer-${scenario}-${who}`)));
}

/** Of this journey alone: those of other scenarios are live, too. */
async function readRuns(journeyId: string, userId: string): Promise<StoryRun[]> {
  const runs = await db.look<{ id: string; key: string | null; reason: string | null; stands: string[] }>(
    `select r.id, r.key, r.end_reason as reason,
            (select coalesce(json_agg(token ->> 'step'), '[]') from jsonb_array_elements(r.state -> 'tokens') token) as stands from journey_runs r
     join identities i on i.customer_id = r.customer_id where r.journey_id = ? and i.value = ? order by r.id`,
    [journeyId, userId],
  );
  const moment = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;
  return Promise.all(
    runs.map(async ({ id, key, reason, stands }): Promise<StoryRun> => {
      const visits = await db.look<{ step: string; arrived: number; left: number | null; path: string | null }>(
        `select step_id as step, ${moment('arrived_at')} as arrived, ${moment('left_at')} as left, path from run_visits
         where journey_run_id = ? order by visit`,
        [id],
      );
      const messages = await db.look<
        Record<'step' | 'template' | 'channel' | 'state', string> & { rule: string | null; at: number }
      >(
        `select step_id as step, template_id as template, channel, state, rule, ${moment('updated_at')} as at from messages
         where journey_run_id = ? order by visit`,
        [id],
      );
      return {
        status: reason === null ? 'open' : 'ended',
        endReason: reason ?? undefined,
        key,
        standsOn: stands[0],
        stands,
        visits: visits.map(({ step, arrived, left, path }) => ({
          step,
          arrivedAt: iso(arrived),
          leftAt: left === null ? undefined : iso(left),
          path: path ?? undefined,
        })),
        messages: messages.map(({ state, rule, at, ...message }) => ({
          ...message,
          at: iso(at),
          result: (state === 'failed-permanently' ? 'failed' : state) as StoryRun['messages'][number]['result'],
          rule: rule ?? undefined,
        })),
      };
    }),
  );
}

function resultOf(answer: Answer): SendResult {
  return answer === 'accepted'
    ? { result: 'accepted' }
    : { result: answer === 'failed' ? 'failed-permanently' : 'unknown', code: 'scripted', detail: 'as the test says' };
}

/** What is in them is not looked at here. */
function templatesOf({ steps }: JourneyDefinition) {
  const ids = new Set(
    Object.values(steps)
      .filter(isSend)
      .map(({ template }) => template),
  );
  const part = { email: { subject: 'x', html: 'x' }, webhook: { body: '{}' } };
  return [...ids].map((id) => ({ id, content: part }));
}

async function agree(scenario: Scenario): Promise<StoryRun[][]> {
  const [told, real] = [await asStory(scenario), await forReal(scenario)];
  expect(told).toEqual(real);
  return told;
}

const ada = { email: 'ada@example.com' };
const order = (who: number, id: string, total: number): Deed => ({
  who,
  does: 'Order Completed',
  properties: { order_id: id, total },
});

describe('a story and the real way agree', () => {
  it('on a welcome that is answered, one that is not, one that is broken off', async () => {
    const runs = await agree({
      journey: welcomeSeries,
      zone: 'Europe/Berlin',
      deeds: [
        { who: 1, learn: ada },
        { who: 2, learn: { ...ada, plan: 'pro' } },
        { who: 3, learn: ada },
        { who: 4, learn: ada },
        ...[1, 2, 3, 4].map((who): Deed => ({ who, does: 'Signed Up' })),
        { skip: '10 seconds' },
        { who: 1, does: 'Project Created', properties: { name: 'one' } },
        { who: 3, does: 'Account Closed' },
        { skip: '3 days' }, // over the night that has an hour less
        { who: 4, does: 'Project Created', properties: { name: 'too late' } },
      ],
    });
    expect(runs.map(([run]) => run?.endReason)).toEqual(['completed', 'completed', 'account-closed', 'completed']);
    expect(runs[3]?.[0]?.messages.map(({ step }) => step)).toEqual(['welcome', 'need-a-hand']);
  });

  it('on entries that are late, contradicted, or a second time', async () => {
    const hour = 3_600_000;
    const runs = await agree({
      journey: welcomeSeries,
      deeds: [
        { who: 1, does: 'Signed Up', ago: 2 * hour },
        { who: 2, does: 'Signed Up', ago: hour },
        { who: 3, does: 'Account Closed' },
        { who: 3, does: 'Signed Up', ago: 1 },
        { who: 4, does: 'Signed Up' },
        { who: 4, does: 'Signed Up' },
        { skip: '3 days' },
        { who: 4, does: 'Signed Up' },
      ],
    });
    expect(runs.map((each) => each.length)).toEqual([0, 1, 0, 1]);
  });

  it('on an address that comes late, or never', async () => {
    const [late, never] = await agree({
      journey: welcomeSeries,
      deeds: [
        { who: 1, does: 'Signed Up' },
        { who: 2, does: 'Signed Up' },
        { skip: '37 seconds' },
        { who: 1, learn: ada },
        { skip: '1 hour' },
      ],
    });
    expect(late?.[0]?.messages).toMatchObject([{ result: 'accepted' }]);
    expect(never?.[0]?.messages).toMatchObject([{ result: 'blocked', rule: 'no-address' }]);
  });

  it('on a first purchase, refunded or not', async () => {
    await agree({
      journey: firstPurchase,
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 20),
        { who: 2, learn: ada },
        order(2, 'b', 30),
        { skip: '1 second' },
        { who: 2, does: 'Order Refunded', properties: { order_id: 'b' } },
        order(1, 'c', 20),
        { skip: '1 year' },
        order(1, 'd', 20),
        order(2, 'e', 20),
      ],
    });
  });

  it('on winning back: orders over one another, reviews, refunds, in two zones', async () => {
    for (const zone of ['Europe/Berlin', 'America/New_York']) {
      const [runs] = await agree({
        journey: winBack,
        zone,
        deeds: [
          { who: 1, learn: ada },
          order(1, 'a', 120),
          order(1, 'b', 60),
          order(1, 'small', 49),
          { skip: '4 days' },
          { who: 1, does: 'Review Written', properties: { order_id: 'b', stars: 5 } },
          { skip: '2 days' },
          order(1, 'c', 99),
          { skip: '1 day' },
          { who: 1, does: 'Order Refunded', properties: { order_id: 'a' } },
          { skip: '2 months' },
          order(1, 'd', 200),
          { skip: '2 days' },
          { who: 1, does: 'Order Refunded', properties: { order_id: 'd' } },
          order(1, 'e', 200),
          { skip: '2 months' },
        ],
      });
      expect(runs?.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e']);
    }
  });

  it('on an order during a plain wait, which a later wait-for looks back to', async () => {
    const [runs] = await agree({
      journey: winBack,
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 60),
        { skip: '4 days' },
        { who: 1, does: 'Review Written', properties: { order_id: 'a', stars: 5 } },
        { skip: '2 days' },
        order(1, 'b', 60),
        { skip: '20 days' },
      ],
    });
    const steps = runs?.[0]?.visits.map(({ step }) => step);
    expect(steps).toEqual(['tell-crm', 'first-days', 'ask-review', 'review', 'patience', 'return', 'came-back']);
  });

  it('on a customer who moves while they wait', async () => {
    await agree({
      journey: winBack,
      zone: 'Europe/Berlin',
      deeds: [
        { who: 1, learn: ada },
        order(1, 'a', 60),
        { skip: '1 day' },
        { who: 1, learn: { timezone: 'Pacific/Auckland' } },
        { skip: '5 days' },
        { who: 1, learn: { timezone: 'America/New_York', email: null } },
        { skip: '1 month' },
      ],
    });
  });

  it('on runs by key that come again, and an exit of one of them', async () => {
    const does = (name: string, value: string): Deed => ({ who: 1, does: name, properties: { order: value } });
    await agree({
      journey: orders,
      deeds: [
        { who: 1, learn: ada },
        does('Ordered', 'a'),
        does('Ordered', 'b'),
        does('Ordered', ''),
        { skip: '30 minutes' },
        does('Cancelled', 'a'),
        does('Ordered', 'a'),
        { skip: '2 hours' },
        does('Ordered', 'b'),
        { skip: '2 hours' },
      ],
    });
  });

  it('on providers that fail permanently, or say nothing', async () => {
    const journey: JourneyDefinition = {
      ...welcome({ id: 'failing' }),
      steps: {
        first: {
          type: 'send',
          channels: ['email', 'webhook'],
          template: 'hello',
          paths: { next: 'second', failed: 'third' },
        },
        second: { type: 'send', channels: ['webhook', 'email'], template: 'hello', paths: { next: null } },
        third: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
      },
      start: 'first',
    };
    const deeds = [1, 2, 3].flatMap((who): Deed[] => [
      { provider: 'email', says: (['unknown', 'failed', 'failed'] as const)[who - 1] as Answer },
      { who, learn: who === 3 ? {} : ada },
      { who, does: 'Signed Up' },
      { skip: '10 minutes' },
    ]);
    await agree({ journey, deeds });
  });

  it('on random journeys and random deeds', async () => {
    let entered = 0;
    const deed: fc.Arbitrary<Deed> = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          who: fc.constantFrom(1, 2),
          does: fc.constantFrom('Start', ...eventNames),
          properties: fc.record({ n: fc.nat(4), k: fc.constantFrom('k', 'other') }),
          ago: fc.constantFrom(0, 0, 0, 60_000, 26 * 3_600_000),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom('1 second', '1 minute', '1 hour', '1 day', '1 month').map((skip) => ({ skip })),
      },
      {
        weight: 1,
        arbitrary: fc.record({ who: fc.constantFrom(1, 2), learn: fc.constantFrom<Properties>(ada, { email: null }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          provider: fc.constant('email' as const),
          says: fc.constantFrom('accepted', 'failed', 'unknown'),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        arbitraryDefinition(),
        fc.constantFrom('never' as const, 'always' as const, { after: 'P1D' }),
        fc.array(deed, { minLength: 3, maxLength: 14 }),
        async (definition, reentry, deeds) => {
          const begin: Deed = { who: 1, does: 'Start', properties: { n: 3, k: 'k' } };
          const runs = await agree({ journey: { ...definition, reentry }, deeds: [begin, ...deeds] });
          entered += runs.flat().length;
        },
      ),
      { numRuns: propertyRuns(25) },
    );
    expect(entered).toBeGreaterThan(25);
  });
});
