import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { runTurn } from '../../../activities/run-turn.ts';
import { createApi } from '../../../api/app.ts';
import { defineEvent, defineTopic, email, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import { untouchedRun } from '../../../core/journey/engine/run-state.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import { recordConsents } from '../../../services/customers/consents.ts';
import { eraseCustomer } from '../../../services/customers/erase.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createKey } from '../../../store/access/keys.ts';
import { findCustomerByIdentity } from '../../../store/customers/resolve-customer.ts';
import { reportFailure } from '../../../store/measurement/failures.ts';
import { forgetByRetention } from '../../../store/measurement/retention.ts';
import { addSuppression, findSuppressions } from '../../../store/messages/suppressions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const workspace = 'default';
const secret = 'zqxsecret';
const address = `${secret}@example.com`;
const Began = defineEvent('Began', {});
const definition = journey(
  'private',
  { purpose: 'marketing', topic: defineTopic('offers'), entry: on(Began), reentry: 'always' },
  flow(send('hello', template('hello'), { via: [email] }), wait('rest', '3 days')),
);

/** The names of tables in which a text is found anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db.look<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.look(
      `select 1 from "${name}" t where position(? in lower(cast(to_jsonb(t) as text))) > 0 limit 1`,
      [text],
    );
    if (row) found.push(name);
  }
  return found.sort();
}

async function live(userId: string): Promise<string> {
  const about = { userId, anonymousId: `${userId}-device` };
  await takeIn(
    db,
    {
      ...about,
      type: 'identify',
      name: 'identify',
      messageId: `${userId}-1`,
      properties: { email: address, name: secret },
    },
    { ...about, name: 'Began', messageId: `${userId}-2`, properties: { note: secret } },
  );
  return (await findCustomerByIdentity(db.database, workspace, { kind: 'user_id', value: userId })) ?? '';
}

it('erasing a customer leaves nothing to find but the hash of a no, and exports all of it before', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  const customerId = await live(secret);
  const [run] = await db.look<{ id: string }>('select id from journey_runs');
  await runTurn(db.database, run?.id ?? '', Date.now());
  const offers = { kind: 'topic', name: 'offers' } as const;
  await recordConsents(db.database, {
    ...{ workspace, customerId, source: 'page' },
    statements: [{ subject: offers, state: 'withdrawn' }],
  });
  await addSuppression(db.database, {
    workspace,
    channel: 'sms',
    address: '+49171123456',
    reason: 'stop',
    at: Date.now(),
  });
  await reportFailure(db.database, new Error(`550 ${address} is unknown`));
  await reportFailure(db.database, new Error('of the run'), run?.id);
  await reportFailure(db.database, new Error('of nobody'));
  await db.look(
    `insert into audit_entries (id, workspace, operation, target) values (gen_random_uuid(), 'default', 'x', ?) returning 1`,
    [secret],
  );
  const problem = { code: 'x', where: secret, problem: 'x', remedy: 'x' };
  await db.look(
    `insert into imports (workspace, id, kind, file, is_live, started_by, problems)
     values ('default', gen_random_uuid(), 'customers', ?, false, 'test', ?) returning 1`,
    [`${secret}.csv`, JSON.stringify([{ row: 2, ...problem }])],
  );
  const other = await live('somebody');
  const before = await tablesWith(secret);
  expect(before).toEqual(
    expect.arrayContaining([
      'accepted_messages',
      'audit_entries',
      'customers',
      'events',
      'failures',
      'identities',
      'imports',
    ]),
  );

  const { app, stop } = createApi({ database: db.database, logger: pino({ level: 'silent' }) });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const adminKey = await createKey(db.database, { workspace, kind: 'admin', title: 'test' });
  const ask = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
      ...{ method, headers: { authorization: `Bearer ${adminKey}` } },
    });
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const exported = lines(await (await ask(`/v1/customers/${secret}/export`)).text());
  expect(new Set(exported.map(({ kind }) => kind))).toEqual(
    new Set(['customer', 'identity', 'consent', 'event', 'run', 'input', 'visit', 'message']),
  );
  const customers = lines(await (await ask('/v1/exports/customers')).text());
  expect(customers[0]).toMatchObject({ userId: secret, identities: { email: address }, traits: { name: secret } });
  for (const kind of ['events', 'consents', 'suppressions', 'touches', 'runs']) {
    const answer = await ask(`/v1/exports/${kind}?format=csv`);
    expect({ kind, status: answer.status, lines: (await answer.text()) !== '' }).toEqual({
      kind,
      status: 200,
      lines: true,
    });
  }
  expect(await (await ask('/v1/exports/events?format=csv')).text()).toMatch(
    /^userId,anonymousId,identities,id,type,event,timestamp,properties\r\n.*\r\n.*Began/,
  );
  expect((await ask('/v1/customers/nobody/export')).status).toBe(404);

  const erased = await ask(`/v1/customers/${secret}`, 'DELETE');
  expect(await erased.json()).toEqual({ customerId, runs: 1, keptRefusals: 1 });
  // The other customer has the same address in their traits.
  const ofOther = await tablesWith(secret);
  await eraseCustomer(db.database, workspace, other);
  expect(ofOther).not.toContain('accepted_messages');
  expect(await tablesWith(secret)).toEqual([]);
  expect(await tablesWith(customerId)).toEqual(['audit_entries']);
  expect(await db.look('select message from failures')).toEqual([{ message: 'of nobody' }]);
  const found = await findSuppressions(db.database, workspace, [
    { channel: 'email', address },
    { channel: 'sms', address: '+49171123456' },
  ]);
  expect(found.map(({ reason }) => reason).sort()).toEqual(['stop', 'withdrawn']);
  expect(await db.look('select journey_id from erased_runs')).toHaveLength(2);
  expect(await runTurn(db.database, run?.id ?? '', Date.now())).toMatchObject({ finished: true });
  expect(await eraseCustomer(db.database, workspace, secret)).toBeUndefined();
  // What is sent afterwards makes a new customer.
  expect(await live(secret)).not.toBe(customerId);
  await stop();
  await new Promise((resolve) => server.close(resolve));
});

it('what a workspace keeps no longer goes, but when a run ended stays', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  for (const userId of ['old', 'open']) await live(userId);
  for (const { id } of await db.look<{ id: string }>('select id from journey_runs'))
    await runTurn(db.database, id, Date.now());
  await db.look(`update journey_runs set ended_at = now() - interval '200 days', end_reason = 'finished' where entry_event_id = (
    select id from events where message_id = 'old-2') returning 1`);
  await db.look(`update messages set created_at = now() - interval '200 days' returning 1`);
  const rest = `gen_random_uuid(), 'default', r.id, 9, 'private', 'ask', 'Ask', '', '{yes}', 'answered', 'yes', 'ann', now(), now(), now() from journey_runs r`;
  await db.look(`insert into tasks (id, workspace, journey_run_id, visit, journey_id, step_id, title, instruction, choices, state, choice, person, created_at,
    updated_at, closed_at) select ${rest} returning 1`);
  await db.look(`insert into calls (journey_run_id, visit, workspace, step_id, endpoint, attempts, requested_at, updated_at)
    select id, 8, 'default', 'ask', 'shop', 1, now(), now() from journey_runs returning 1`);
  await db.look(`insert into message_attempts (message_id, attempt, channel, token, started_at)
    select id, 1, 'email', gen_random_uuid(), now() from messages returning 1`);
  await db.look(`insert into message_feedback (id, message_id, source, fingerprint, kind, occurred_at, received_at)
    select gen_random_uuid(), id, 'x', 'x', 'opened', now(), now() from messages returning 1`);
  await reportFailure(db.database, new Error('old'));
  await db.look(`update failures set at = now() - interval '20 days' returning 1`);
  await db.look(`update events set accepted_at = now() - interval '200 days' returning 1`);
  const kept = { events: 'P100D', runs: 'P100D', messages: 'P100D', failures: 'P10D' };
  const { retention } = configurationSchema.parse({ retention: kept });
  const none = { events: 0, runs: 0, messages: 0, failures: 0 };
  const forget = (kept: typeof retention) => forgetByRetention(db.database, workspace, kept, untouchedRun);
  expect(await forget(configurationSchema.parse({}).retention)).toEqual(none);
  expect(await forget(retention)).toEqual({ ...none, events: 3, runs: 1, messages: 1, failures: 1 });
  expect(await db.look('select message_id from events')).toEqual([{ message_id: 'open-2' }]);
  expect(await db.look('select end_reason from journey_runs where ended_at is not null')).toEqual([
    { end_reason: 'finished' },
  ]);
  // Of each kind two were there: what belongs to the open run is left.
  const tables = ['run_inputs', 'tasks', 'calls', 'messages', 'message_attempts', 'message_feedback'];
  for (const table of tables)
    expect({ table, left: await db.look(`select 1 from ${table}`) }).toMatchObject({ table, left: [{}] });
  const visits = `select 1 from run_visits v join journey_runs r on r.id = v.journey_run_id where r.ended_at is not null`;
  expect(await db.look(visits)).toEqual([]);
  expect(await db.look('select 1 from failures')).toEqual([]);
  expect(await forget(retention)).toEqual(none);
  expect(configurationSchema.safeParse({ retention: { events: 'P30D' } }).success).toBe(false);
});
