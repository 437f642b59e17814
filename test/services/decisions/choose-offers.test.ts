import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import {
  counts,
  decide,
  defineEvent,
  defineTraits,
  email,
  exit,
  flow,
  journey,
  nothing,
  offer,
  offers,
  on,
  policy,
  send,
  t,
  template,
  thompson,
} from '../../../core/index.ts';
import { chooseOffers } from '../../../services/decisions/choose-offers.ts';
import { markOffer } from '../../../services/decisions/mark-offer.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listDecisions } from '../../../store/decisions/decisions.ts';
import { readOfferFigures, settleOfferUses } from '../../../store/decisions/offer-uses.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

/** Offers on PostgreSQL: chosen in turns and by pages, with caps that hold whatever happens at once. */
const Lapsed = defineEvent('Lapsed', {});
const customer = defineTraits({ orders: t.optional(t.number) });
const ten = offer('ten', {
  title: '10 % off',
  placements: ['mail-hero', 'home-banner'],
  tags: ['win-back'],
  values: { code: 'TEN' },
  template: template('ten'),
  via: [email],
  priority: 10,
  caps: { perCustomer: { uses: 1, within: '90 days' }, total: 5 },
});
const freight = offer('freight', {
  title: 'Free delivery',
  placements: ['mail-hero', 'home-banner'],
  template: template('freight'),
  via: [email],
  when: customer.orders.atLeast(2),
  priority: 20,
});
const plain = offer('plain', {
  title: 'Have a look',
  placements: ['home-banner', 'mail-hero'],
  fallback: true,
  priority: -1,
  template: template('plain'),
  via: [email],
});
const byPriority = policy('mail-offer', {
  purpose: 'transactional',
  candidates: [offers({ placement: 'mail-hero' })],
  rank: { by: 'formula', score: { ref: 'candidate.priority' } },
});
const chosen = decide('offer', byPriority);
const winBack = journey(
  'win-back',
  { purpose: 'transactional', entry: on(Lapsed), reentry: 'always' as never },
  flow(
    chosen,
    send('tell', chosen.template, { via: chosen.channels, data: { offer: { ref: 'decided.offer.data' } as never } }),
    exit('done', 'done'),
  ),
);
const content = { email: { subject: 'Hello', html: '<p>{{ offer.title }}</p>' } };
const publication = {
  journeys: [winBack],
  policies: [byPriority],
  offers: [ten, freight, plain],
  templates: ['ten', 'freight', 'plain'].map((id) => ({ id, content })),
};

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', publication);
});
afterAll(() => db.destroy());
afterEach(() => db.look('delete from offer_uses; delete from offer_counts'));

async function enter(traits: object = {}, userId: string = newId()) {
  await takeIn(db, { userId, properties: { email: `${userId}@example.com`, ...traits } }, { userId, name: 'Lapsed' });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ? order by run.id desc limit 1`,
    [userId],
  );
  return run?.id as string;
}

async function decideRun(id: string) {
  await runTurn(db.database, id, Date.now());
  const [decision] = await listDecisions(db.database, { workspace: 'default', journeyRunId: id });
  return decision?.record;
}

const figures = async (id: string) =>
  (await readOfferFigures(db.database, { workspace: 'default', offer: id }))[0] ?? {
    used: 0,
    reserved: 0,
    released: 0,
  };
const counted = async (id: string) =>
  (await db.look<{ used: number }>(`select used from offer_counts where offer_id = ? and period = 'all'`, [id]))[0]
    ?.used ?? 0;

it('chooses the best offer that the customer may have, and sends it', async () => {
  expect((await decideRun(await enter()))?.chosen).toBe('ten');
  const rich = await enter({ orders: 3 });
  expect((await decideRun(rich))?.chosen).toBe('freight');
  expect(await db.look('select template_id, channel from messages where journey_run_id = ?', [rich])).toEqual([
    { template_id: 'freight', channel: 'email' },
  ]);
});

it('gives an offer to a customer no more often than its cap, and says so', async () => {
  const userId = newId();
  const first = await enter({}, userId);
  expect((await decideRun(first))?.chosen).toBe('ten');
  await db.look(`update journey_runs set ended_at = now(), end_reason = 'done' where id = ?`, [first]);
  const second = await decideRun(await enter({}, userId));
  expect(second?.chosen).toBe('plain');
  expect(second?.candidates.find(({ id }) => id === 'ten')?.refused).toEqual({
    rule: 'used-up',
    value: '1 for each customer within 90 days',
  });
});

it('gives an offer no more often than its cap in all, however many turns are taken at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), async (many, cap) => {
      await db.look('delete from offer_uses; delete from offer_counts');
      await publish(db.database, 'default', { ...publication, offers: [{ ...ten, caps: { total: cap } }] });
      const runs = await Promise.all(Array.from({ length: many }, () => enter()));
      const asked = Array.from({ length: 3 }, async () => {
        const userId = newId();
        await takeIn(db, { userId, properties: {} });
        return chooseOffers(db.database, {
          ...{ workspace: 'default', customer: { name: userId }, placement: 'home-banner', count: 1, context: {} },
        });
      });
      const made = await Promise.all([...runs, ...runs].map(decideRun)); // each turn twice, at once
      const shown = (await Promise.all(asked)).filter((items) => items?.[0]?.offer === 'ten').length;
      const sent = new Set(runs.filter((_run, index) => made[index]?.chosen === 'ten')).size;
      expect(sent + shown).toBe(Math.min(many + 3, cap));
      expect(await counted('ten')).toBe(sent + shown);
      const { used, reserved } = await figures('ten');
      expect(used + reserved).toBe(sent + shown);
    }),
    { numRuns: 4 },
  );
  await publish(db.database, 'default', publication);
});

it('counts what was given while an offer had no cap, once it has one again', async () => {
  const capped = { ...publication, offers: [{ ...ten, caps: { total: 2 } }, freight, plain] };
  const { caps: _none, ...free } = ten;
  await publish(db.database, 'default', capped);
  await decideRun(await enter());
  await publish(db.database, 'default', { ...publication, offers: [free, freight, plain] });
  await decideRun(await enter());
  await publish(db.database, 'default', capped);
  expect(await decideRun(await enter())).toMatchObject({ chosen: 'plain' });
  await publish(db.database, 'default', publication);
});

it('gives an offer back when its message is refused, and not when it was accepted', async () => {
  const [refused, accepted] = [await enter(), await enter()];
  await decideRun(refused);
  await decideRun(accepted);
  expect(await counted('ten')).toBe(2);
  await db.look(`update messages set state = 'blocked', rule = 'consent' where journey_run_id = ?`, [refused]);
  await db.look(`update messages set state = 'accepted', accepted_at = now() where journey_run_id = ?`, [accepted]);
  await Promise.all([settleOfferUses(db.database), settleOfferUses(db.database)]);
  expect(await figures('ten')).toMatchObject({ used: 1, reserved: 0, released: 1 });
  expect(await counted('ten')).toBe(1);
});

it('gives pages their offers, keeps them for the customer, and notes what became of them', async () => {
  const userId = newId();
  await takeIn(db, { userId, properties: {} });
  const ask = (count = 1) =>
    chooseOffers(db.database, {
      ...{ workspace: 'default', customer: { userId }, placement: 'home-banner', count, context: {} },
    });
  const both = await ask(5);
  expect(both?.map((each) => each.offer)).toEqual(['ten', 'plain']);
  expect(both?.[0]?.data).toEqual({ title: '10 % off', code: 'TEN', offer: 'ten' });
  const again = await ask();
  expect(again?.map((each) => each.offer)).toEqual(['ten']);
  expect(await figures('ten')).toMatchObject({ reserved: 1, released: 1 });
  expect(await counted('ten')).toBe(1);
  const [first, id] = [both?.[0]?.id as string, again?.[0]?.id as string];
  const mark = (which: string, kind: 'shown' | 'accepted', by = userId) =>
    markOffer(db.database, { workspace: 'default', id: which, userId: by, mark: kind });
  expect(await mark(first, 'shown')).toBeUndefined(); // another took its place
  expect(await mark(id, 'shown', newId())).toBeUndefined(); // not theirs
  expect(await mark(id, 'accepted')).toMatchObject({ offer: 'ten', placement: 'home-banner' });
  await mark(id, 'accepted');
  expect(await figures('ten')).toMatchObject({ used: 1, shown: 1, accepted: 1 });
  expect((await ask())?.map((each) => each.offer)).toEqual(['plain']);
});

it('knows no userId of a token as one of our own ids', async () => {
  const [{ id = '' } = {}] = await db.look<{ id: string }>('select id from customers limit 1');
  expect(
    await chooseOffers(db.database, {
      ...{ workspace: 'default', customer: { userId: id }, placement: 'home-banner', count: 1, context: {} },
    }),
  ).toBeUndefined();
});

it('gives back what is left of a run that ended without a message', async () => {
  const id = await enter();
  await decideRun(id);
  await db.look('delete from messages where journey_run_id = ?', [id]);
  await db.look('update journey_runs set ended_at = now(), end_reason = ? where id = ?', ['done', id]);
  await settleOfferUses(db.database);
  expect(await figures('ten')).toMatchObject({ released: 1 });
});

it('learns which offer of a placement brings most', async () => {
  const learning = policy('banner', {
    candidates: [nothing, offers({ placement: 'home-banner' })],
    placement: 'home-banner',
    rank: thompson(),
    reward: { events: [counts(defineEvent('Offer Accepted', {}))], within: '7 days' },
  });
  await publish(db.database, 'default', { journeys: [], templates: [], policies: [learning] });
  const userId = newId();
  await takeIn(db, { userId, properties: {} });
  await chooseOffers(db.database, {
    ...{ workspace: 'default', customer: { userId }, placement: 'home-banner', count: 2, context: {} },
  });
  const [decision] = await db.look<{ policy_id: string; is_trial: boolean; record: { candidates: { id: string }[] } }>(
    `select policy_id, is_trial, record from decisions where step_id = 'home-banner' and policy_id = 'banner' order by is_trial desc`,
  );
  expect(decision).toMatchObject({ policy_id: 'banner', is_trial: true });
  expect(decision?.record.candidates.map(({ id }) => id)).toEqual(['freight', 'nothing', 'plain', 'ten']);
});
