import { runTurn } from '../../../activities/run-turn.ts';
import type { CustomerAnswer } from '../../../api/operations/customers/schemas.ts';
import { customerInWords } from '../../../cli/format/customer-words.ts';
import { newId } from '../../../core/base/id.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { templates, welcome } from '../../support/journeys.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await publish(api.db.database, 'default', { journeys: [welcome()], templates });
});
afterAll(() => api.stop());

async function send(...batch: object[]): Promise<void> {
  const response = await fetch(`${api.url}/v1/batch`, {
    method: 'POST',
    body: JSON.stringify({ batch }),
    headers: { authorization: `Bearer ${api.keys.write}` },
  });
  expect(response.status).toBe(200);
}

async function get(path: string): Promise<CustomerAnswer> {
  const response = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${api.keys.admin}` } });
  const answer = await response.json();
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return answer as CustomerAnswer;
}

/** All pages. */
async function timelineOf(path: string, limit: number) {
  const items: CustomerAnswer['timeline']['items'] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: CustomerAnswer = await get(`${path}?limit=${limit}${after && `&after=${after}`}`);
    items.push(...page.timeline.items);
    after = page.timeline.next;
  }
  return items;
}

it('tells of one customer over all that joined them, by any of their names', async () => {
  await send({ type: 'page', anonymousId: 'd1', name: 'Pricing', properties: { path: '/pricing' } });
  await send(
    {
      type: 'identify',
      userId: 'ann',
      traits: { name: 'Ann', email: 'ann@example.com' },
      identities: { loyalty: 'L1' },
    },
    { type: 'track', userId: 'ann', event: 'Signed Up' },
  );
  await send({ type: 'identify', userId: 'ann', anonymousId: 'd1', traits: { plan: 'team' } });
  const [run] = await api.db.look<{ id: string }>('select id from journey_runs');
  await runTurn(api.db.database, run?.id as string, Date.now());
  const customer = await get('/v1/customers/ann');
  expect(customer).toMatchObject({
    traits: { name: 'Ann', plan: 'team' },
    openRuns: 1,
    mergedIds: [expect.any(String)],
  });
  expect(customer.identities.map(({ kind, value }) => `${kind}:${value}`).sort()).toEqual([
    'anonymous_id:d1',
    'email:ann@example.com',
    'loyalty:L1',
    'user_id:ann',
  ]);
  for (const identity of ['userId:ann', 'anonymousId:d1', 'email:Ann@Example.com', 'loyalty:L1'])
    expect((await get(`/v1/identities?identity=${identity}`)).id).toBe(customer.id);
  expect((await get(`/v1/customers/${customer.mergedIds[0]}`)).id).toBe(customer.id);

  const told = customer.timeline.items.map(({ text }) => text.replace(/[0-9a-f-]{36}/, '(id)')).reverse();
  expect(told.slice(0, 4)).toEqual([
    'Page Viewed: /pricing',
    'identify: name, email',
    'Signed Up',
    'entered welcome v1',
  ]);
  expect(told.slice(4).sort()).toEqual([
    'customer (id) was joined into this one by a call named both (server key), with 1 identity',
    'identify: plan',
    'welcome: came to settle, and is there',
  ]);
  const words = customerInWords(customer).join('\n');
  for (const part of ['loyalty       L1', 'name          Ann', 'Page Viewed: /pricing', 'open runs     1'])
    expect(words).toContain(part);
});

it('tells in words what the customer has stated', async () => {
  await send({ type: 'identify', userId: 'states', traits: { name: 'Ann' } });
  const customer = await get('/v1/customers/states');
  const lasting = { state: 'withdrawn', at: 1_000 };
  const until = Date.UTC(2100, 0, 1);
  const consents = {
    'topic:offers': { lasting },
    'purpose:marketing': { temporary: { ...lasting, until } },
    'channel:sms': { temporary: { ...lasting, until: 2_000 } },
  };
  const rows = customerInWords({ ...customer, consents }).filter((line) => line.startsWith('consent'));
  expect(rows).toEqual([
    'consent       topic offers: withdrawn',
    'consent       purpose marketing: withdrawn until Fri  1 Jan 2100 00:00:00 UTC',
  ]);
});

it('tells by which interrupt a step was skipped', async () => {
  await send({ type: 'track', userId: 'skips', event: 'Signed Up' });
  const [run] = await api.db.look<{ id: string }>(
    `update journey_runs set state = state || '{"skipped": {"settle": {"by": "looked-at-prices", "at": 1000}}}'
     where customer_id = (select customer_id from identities where value = 'skips') returning id`,
  );
  await api.db.look(
    `insert into run_visits (journey_run_id, visit, step_id, arrived_at, left_at, path)
     values (?, 1, 'settle', now(), now(), 'next'), (?, 2, 'hello', now(), now(), 'next') returning 1`,
    [run?.id, run?.id],
  );
  const texts = (await get('/v1/customers/skips')).timeline.items.map(({ text }) => text);
  expect(texts).toContain('welcome: settle was skipped by the interrupt looked-at-prices');
  expect(texts).toContain('welcome: came to hello');
});

it('pages by any size give each entry once, also of many that were accepted at one moment', async () => {
  await send(...Array.from({ length: 30 }, (_, index) => ({ type: 'track', event: `Step ${index}`, userId: 'bob' })));
  await send(
    { type: 'track', userId: 'bob', event: 'Signed Up' },
    { type: 'track', userId: 'bob', event: 'Signed Up' },
  );
  const all = await timelineOf('/v1/customers/bob', 200);
  expect(all.length).toBe(33);
  expect([...all].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))).toEqual(all);
  for (const limit of [1, 7, 33]) expect(await timelineOf('/v1/customers/bob', limit)).toEqual(all);
});

it('answers of a customer with 10,000 events and 50 runs page by page', async () => {
  await send({ type: 'identify', userId: 'big', traits: { name: 'Big' } });
  const [{ id: customerId } = { id: '' }] = await api.db.look<{ id: string }>(
    `select customer_id as id from identities where kind = 'user_id' and value = 'big'`,
  );
  await api.db.look(
    `with made as (
       insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
       select gen_random_uuid(), 'default', ?, 'track', 'Seen ' || n % 40, '{"value": 1}', '{}', 'big' || n,
         now() - n * interval '10 minutes', now() - n * interval '10 minutes' from generate_series(1, 10000) n
       returning id, accepted_at),
     entries as (select id, accepted_at, row_number() over () as n from made limit 50),
     opened as (
       insert into journey_runs (id, workspace, customer_id, journey_id, version, key, entry_event_id, entry_accepted_at,
         entered_at, state, last_seq, ended_at, end_reason)
       select gen_random_uuid(), 'default', ?, 'welcome', 1, 'k' || n, id, accepted_at, accepted_at,
         '{"v": 1, "tokens": [], "jobs": [], "lastVisit": 1}', 1, accepted_at + interval '1 hour', 'completed' from entries
       returning id, entered_at)
     insert into run_visits (journey_run_id, visit, step_id, arrived_at, left_at, path)
     select opened.id, visit, 'settle', entered_at + visit * interval '1 minute', entered_at, 'next'
     from opened, generate_series(1, 8) visit returning 1`,
    [customerId, customerId],
  );
  await api.db.look('analyze events, journey_runs, run_visits');
  const took: number[] = [];
  let after: string | null = '';
  for (let page = 0; page < 60 && after !== null; page += 1) {
    const began = performance.now();
    const answer: CustomerAnswer = await get(`/v1/customers/big?limit=50${after && `&after=${after}`}`);
    took.push(performance.now() - began);
    expect(answer.timeline.items).toHaveLength(50);
    after = answer.timeline.next;
  }
  took.sort((a, b) => a - b);
  if (process.env.THROUGHLINE_MEASURE)
    process.stderr.write(`customer show, ms: p50 ${took[30]?.toFixed(1)}, p99 ${took[59]?.toFixed(1)} (${newId()})\n`);
  expect(took).toHaveLength(60);
});
