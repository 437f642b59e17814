import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { type ConsentSubject, consentOf } from '../../../core/customer/consent.ts';
import { defineEvent, defineTopic, email, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import type { Channel } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { recordConsents, type SpokenConsent } from '../../../services/customers/consents.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listConsents, moveConsents } from '../../../store/consents/consents.ts';
import { lockCustomers } from '../../../store/customers/customers.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';
import { propertyRuns } from '../../support/tier.ts';

let db: TestDatabase;
let sent: string[];
beforeEach(async () => {
  db = await createTestDatabase();
  sent = [];
});
afterEach(() => db.destroy());

const Began = defineEvent('Began', {});
const offers: ConsentSubject = { kind: 'topic', name: 'offers' };
const marketing: ConsentSubject = { kind: 'purpose', name: 'marketing' };

/** One message at once, another after a second. */
function about(topic: string, purpose: 'marketing' | 'transactional' = 'marketing'): JourneyDefinition {
  return journey(
    `about-${topic}-${purpose}`,
    { purpose, topic: defineTopic(topic), entry: on(Began), reentry: 'always' },
    flow(
      send('hello', template('hello'), { via: [email] }),
      wait('settle', '1 hour'),
      send('bravo', template('bravo'), { via: [email] }),
    ),
  );
}

/** A customer in a run of each journey, whose first turn is taken. */
async function enter(...journeys: JourneyDefinition[]) {
  await publish(db.database, 'default', { journeys, templates });
  const userId = newId();
  const identified = { userId, properties: { email: `${userId}@example.com` } };
  await takeIn(db, identified, { userId, name: 'Began' });
  const runs = await db.look<{ id: string; customerId: string; journey: string }>(
    `select run.id, run.customer_id as "customerId", journey_id as journey from journey_runs run
     join identities i on i.customer_id = run.customer_id where i.value = ? order by run.id`,
    [userId],
  );
  const turns = await Promise.all(runs.map(({ id }) => runTurn(db.database, id, Date.now())));
  const keys = runs.map(({ id }, index) => ({
    journeyRunId: id,
    visit: 1,
    messageId: turns[index]?.openJobs[0]?.messageId as string,
  }));
  return { userId, customerId: runs[0]?.customerId as string, runs, keys };
}

const record = (customerId: string, ...statements: SpokenConsent[]) =>
  recordConsents(db.database, { workspace: 'default', customerId, source: 'api', statements });
const withdraw = (customerId: string, subject: ConsentSubject) => record(customerId, { subject, state: 'withdrawn' });

function attempt(key: { journeyRunId: string; visit: number; messageId: string }) {
  const provider = {
    send: async ({ key: id }: { key: string }) => {
      sent.push(id);
      return { result: 'accepted', providerId: '250' } as const;
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);
  return deliver(
    { database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 },
    key,
    Date.now(),
  );
}
const messages = (customerId: string) =>
  db.look<{ state: string; rule: string | null; value: string | null }>(
    'select state, rule, rule_value as value from messages where customer_id = ? order by journey_id desc',
    [customerId],
  );
const endings = () => db.look<{ reason: string | null }>('select end_reason as reason from journey_runs order by id');
const consentsOf = async (customerId: string) =>
  inTransaction(db.database, async (trx) => (await lockCustomers(trx, [customerId]))[0]?.consents ?? {});

it('keeps statements as history, the newest first, and what they amount to with the customer', async () => {
  const { customerId } = await enter(about('offers'));
  const yesterday = Date.now() - 86_400_000;
  expect(await record(customerId, { subject: offers, state: 'granted', at: yesterday })).toEqual({
    customerId,
    recorded: 1,
  });
  await withdraw(customerId, offers);
  const history = await listConsents(db.database, { customerId, limit: 10 });
  expect(history).toMatchObject([
    { subject: offers, state: 'withdrawn', source: 'api', expiresAt: null, messageId: null },
    { subject: offers, state: 'granted', source: 'api', at: yesterday },
  ]);
  expect(consentOf(await consentsOf(customerId), offers, Date.now())).toEqual({ state: 'withdrawn' });
  const [newest] = history;
  const second = await listConsents(db.database, { customerId, limit: 10, after: newest?.id });
  expect(second.map(({ id }) => id)).toEqual([history[1]?.id]);
});

it('stores a statement that is sent again once', async () => {
  const { customerId } = await enter(about('offers'));
  const statement = { subject: offers, state: 'granted', at: Date.now() - 5_000 } as const;
  await record(customerId, statement);
  await record(customerId, statement);
  await record(customerId, { ...statement, at: statement.at + 1 });
  expect(await listConsents(db.database, { customerId, limit: 10 })).toHaveLength(2);
});

it('says so when there is no such customer', async () => {
  expect(await withdraw(newId(), offers)).toBeUndefined();
});

it('ends the open marketing runs of a withdrawn topic, and no others', async () => {
  const { customerId, runs } = await enter(about('offers'), about('news'), about('offers', 'transactional'));
  await db.look('delete from outbox returning 1');
  await withdraw(customerId, offers);
  const woken = await db.look<{ id: string; label: string }>('select journey_run_id as id, label from outbox');
  const ofOffers = runs.find(({ journey: id }) => id === 'about-offers-marketing');
  expect(woken).toEqual([{ id: ofOffers?.id, label: 'consent withdrawn' }]);
  for (const { id } of runs) await runTurn(db.database, id, Date.now());
  const ended = await db.look<{ id: string; reason: string }>(
    'select id, end_reason as reason from journey_runs where ended_at is not null',
  );
  expect(ended).toEqual([{ id: ofOffers?.id, reason: 'consent-withdrawn' }]);
});

it('ends every marketing run when marketing is withdrawn, and none when it is paused', async () => {
  const { customerId, runs } = await enter(about('offers'), about('news'), about('orders', 'transactional'));
  const turnAll = async () => {
    for (const { id } of runs) await runTurn(db.database, id, Date.now());
    return (await endings()).map(({ reason }) => reason);
  };
  await record(customerId, { subject: marketing, state: 'withdrawn', expiresAt: Date.now() + 60_000 });
  expect(await turnAll()).toEqual([null, null, null]);
  await withdraw(customerId, marketing);
  expect((await turnAll()).sort()).toEqual(['consent-withdrawn', 'consent-withdrawn', null]);
});

it('blocks what is withdrawn, with the rule and the topic, and sends the rest', async () => {
  const { customerId, keys } = await enter(about('offers'), about('news'));
  await withdraw(customerId, { kind: 'topic', name: 'news' });
  // The run of that topic takes the exit first; a message that another journey sends about it meets the rule.
  await db.look(`update journey_runs set consumed = last_seq returning 1`);
  for (const key of keys) await attempt(key);
  expect(sent).toHaveLength(1);
  expect(await messages(customerId)).toEqual([
    { state: 'accepted', rule: null, value: null },
    { state: 'blocked', rule: 'consent', value: 'news' },
  ]);
});

it('asks the regime that holds at the claim', async () => {
  const configuration = configurationSchema.parse({
    topics: { news: { title: 'News', regime: 'opt-in' }, offers: { title: 'Offers' } },
  });
  const { customerId, keys } = await enter(about('offers'), about('news'));
  await publish(db.database, 'default', { journeys: [], templates: [], workspace: configuration });
  for (const key of keys) await attempt(key);
  expect((await messages(customerId)).map(({ state, value }) => value ?? state)).toEqual(['accepted', 'news']);
  const again = await enter(about('offers'), about('news'));
  await record(again.customerId, { subject: { kind: 'topic', name: 'news' }, state: 'granted' });
  for (const key of again.keys) await attempt(key);
  expect((await messages(again.customerId)).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
});

it('joins the histories of two customers who are merged', async () => {
  const [one, other] = [await enter(about('offers')), await enter(about('offers'))];
  await record(one.customerId, { subject: offers, state: 'granted' });
  await record(other.customerId, { subject: offers, state: 'withdrawn', at: Date.now() - 1_000 });
  await withdraw(other.customerId, { kind: 'topic', name: 'news' });
  const merged = await inTransaction(db.database, async (trx) => {
    await lockCustomers(trx, [one.customerId, other.customerId]);
    return moveConsents(trx, other.customerId, one.customerId);
  });
  expect(await consentsOf(one.customerId)).toEqual(merged);
  expect(await consentsOf(other.customerId)).toEqual({});
  const states = [offers, { kind: 'topic', name: 'news' } as const].map((each) => consentOf(merged, each, Date.now()));
  expect(states).toEqual([{ state: 'granted' }, { state: 'withdrawn' }]);
  expect(await listConsents(db.database, { customerId: one.customerId, limit: 10 })).toHaveLength(3);
  expect(await listConsents(db.database, { customerId: other.customerId, limit: 10 })).toEqual([]);
});

it('ends runs that a merge brings under a withdrawal', async () => {
  const [one, other] = [await enter(about('offers')), await enter(about('news'))];
  await withdraw(other.customerId, offers);
  await takeIn(db, { type: 'alias', userId: one.userId, previousId: other.userId } as never);
  for (const { id } of [...one.runs, ...other.runs]) await runTurn(db.database, id, Date.now());
  const ended = await db.look<{ id: string; reason: string }>(
    'select id, end_reason as reason from journey_runs where ended_at is not null',
  );
  expect(ended).toContainEqual({ id: one.runs[0]?.id, reason: 'consent-withdrawn' });
  const ofNews = other.runs.find(({ journey: id }) => id === 'about-news-marketing');
  expect(ended.map(({ id }) => id)).not.toContain(ofNews?.id);
});

it('claims no message of a topic after its withdrawal was answered, however they race', async () => {
  await publish(db.database, 'default', { journeys: [about('offers')], templates });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 15 }), fc.boolean(), async (delay, takesTurn) => {
      const { customerId, runs, keys } = await enter(about('offers'));
      const run = runs[0]?.id as string;
      const key = keys[0] as (typeof keys)[number];
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const claims = [0, 3, 8].map(async (more) => {
        await pause(more);
        await attempt(key).catch(() => {}); // another attempt may hold the claim
      });
      await pause(delay);
      await withdraw(customerId, offers);
      const [answered] = await db.look<{ attempt: number }>(`select attempt from messages where id = ?`, [
        key.messageId,
      ]);
      if (takesTurn) await runTurn(db.database, run, Date.now());
      await Promise.all([...claims, attempt(key).catch(() => {}), attempt(key).catch(() => {})]);
      await runTurn(db.database, run, Date.now());
      const [after] = await db.look<{ attempt: number }>(`select attempt from messages where id = ?`, [key.messageId]);
      expect(after).toEqual(answered);
      expect((await endings()).at(-1)).toEqual({ reason: 'consent-withdrawn' });
    }),
    { numRuns: propertyRuns(30) },
  );
});
