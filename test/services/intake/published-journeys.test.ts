import { defineEvent, email, flow, journey, on, send, t, template, wait, waitFor } from '../../../core/index.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import type { Database } from '../../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { recordStatements } from '../../support/recorded-statements.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const Begun = defineEvent('Begun', { plan: t.text });

/** A journey that waits for an event of the version's own. */
const waitingFor = (event: string, { id = 'trial', settle = '1 hour' } = {}) =>
  journey(
    id,
    { purpose: 'transactional', entry: on(Begun) },
    flow(
      waitFor('answer', { came: on(defineEvent(event, {})), timeout: '1 day' }, { came: flow(wait('settle', settle)) }),
      send('hello', template('hello'), { via: [email] }),
    ),
  );
const publishOne = (definition: ReturnType<typeof waitingFor>) =>
  publish(db.database, 'default', { journeys: [definition], templates });

let messages = 0;
const track = (name: string, userId = 'ann'): IncomingEvent => ({
  type: 'track',
  name,
  messageId: `m${++messages}`,
  userId,
  anonymousId: undefined,
  properties: {},
  context: {},
  timestamp: Date.now(),
});

/** An API process: published journeys and definitions in a memory of its own. */
function apiProcess() {
  const { database, statements } = recordStatements(db.database);
  const publishedJourneys = createPublishedJourneys();
  return {
    publishedJourneys,
    accept: (...events: IncomingEvent[]) => acceptBatch({ database, publishedJourneys }, 'default', events),
    /** What it asked since the last time. */
    asked() {
      const asked = statements.splice(0);
      const definitions = asked.filter(({ sql }) => /journey_versions v\b/.test(sql));
      return {
        transactions: asked.filter(({ sql }) => sql === 'BEGIN').length,
        statements: asked.length,
        definitions: definitions.reduce((sum, { rows = 0 }) => sum + rows, 0),
        underLocks: definitions.filter(({ inTransaction }) => inTransaction).length,
      };
    },
  };
}

const inputs = () => db.look<{ kind: string }>('select kind from run_inputs order by journey_run_id, seq');

/** As many earlier versions as given, each with a step that waits for an event of its own. */
async function insertOldVersions(count: number): Promise<void> {
  await publishOne(waitingFor('Answered'));
  await db.look(
    `with old as (
       insert into journey_versions (workspace, journey_id, version, hash, definition, published_at)
       select workspace, journey_id, 1 + n, hash || n,
              jsonb_set(definition, '{steps,answer,events,0,event}', to_jsonb('Answered ' || n)), published_at
       from journey_versions, generate_series(1, cast(? as integer)) n returning 1)
     update journeys set live_version = ? returning 1`,
    [count, count + 1],
  );
}

it('a publish among 5,000 old versions costs a batch the new definition and a second begin, outside its locks', async () => {
  await insertOldVersions(5_000);
  const api = apiProcess();
  await api.accept(track('Begun'), track('Begun', 'ben'));
  expect(api.asked()).toMatchObject({ definitions: 5_001 + 1, underLocks: 0 }); // the names of their events, and the live one
  await api.accept(track('Seen'), track('Begun', 'cem'));
  const before = api.asked();
  expect(before).toMatchObject({ transactions: 1, definitions: 0 });

  await publishOne(waitingFor('Answered at last'));
  await api.accept(track('Seen'), track('Begun', 'dan'));
  const after = api.asked();
  expect(after).toMatchObject({ transactions: 2, definitions: 2, underLocks: 0 }); // the new one, twice
  // The batch up to its locks once more, the catalog, the new names and definition: nothing grows with the old versions.
  expect(after.statements).toBeLessThanOrEqual(2 * before.statements + 3);
  await api.accept(track('Seen'), track('Begun', 'eve'));
  expect(api.asked()).toEqual(before);
  expect([...(api.publishedJourneys.find('default')?.live.keys() ?? [])]).toEqual(['trial@5002']);
});

it('a publish among 5,000 old versions reads none of their definitions', async () => {
  await insertOldVersions(5_000);
  const { database, statements } = recordStatements(db.database);
  await publish(database, 'default', { journeys: [waitingFor('Answered at last')], templates });
  const versionsRead = statements.filter(({ sql }) => sql.includes('journey_versions') && sql.startsWith('select'));
  // Steps that send the templates (of the live version, and of all others once); channels that are sent by; the same content; the newest number;
  // live definitions that make experiments, and those that customers enter by schedule, which none does here.
  expect(versionsRead.map(({ rows }) => rows)).toEqual([2, 1, 0, 1, 0, 0]);
});

it('an event reaches the runs of old versions, whose definitions are read once, outside the locks', async () => {
  await publishOne(waitingFor('First'));
  await apiProcess().accept(track('Begun'));
  await publishOne(waitingFor('Second'));
  await apiProcess().accept(track('Begun', 'ben'));
  await publishOne(waitingFor('Third'));

  const api = apiProcess();
  await api.accept(track('Seen', 'cem'));
  api.asked();
  await api.accept(track('First'), track('Second', 'ben'), track('Third', 'ben'));
  expect(api.asked()).toMatchObject({ transactions: 2, definitions: 2, underLocks: 0 });
  await api.accept(track('First'));
  expect(api.asked()).toMatchObject({ transactions: 1, definitions: 0 });
  expect((await inputs()).map(({ kind }) => kind)).toEqual(['entry', 'event', 'event', 'entry', 'event']);
});

it('an event reaches a run that another process opens by the old version while it is being replaced', async () => {
  await publishOne(waitingFor('First'));
  const slow = await db.database.begin();
  // The other process has taken its customer and opens the run, by the version that is live for it.
  await apiProcess().accept(track('Seen'));
  await slow.query('select 1 from customers for no key update', []);
  await publishOne(waitingFor('Second'));
  const api = apiProcess();
  await api.accept(track('Seen', 'ben')); // loads the newest catalog version, when no run of the old one is to be seen
  const late = api.accept(track('First'));
  await slow.query(
    `insert into journey_runs (id, workspace, customer_id, journey_id, version, entry_event_id, entry_accepted_at, entered_at,
                               state, last_seq, due_at)
     select gen_random_uuid(), 'default', c.id, 'trial', 1, e.id, e.accepted_at, now(), '{"v": 1}', 1, now()
     from customers c join events e on e.customer_id = c.id where c.id in (select customer_id from identities where value = ?)
     limit 1`,
    ['ann'],
  );
  await slow.commit();
  await late;
  expect((await inputs()).map(({ kind }) => kind)).toEqual(['event']);
});

it('a workspace that is published to all the time loads under the locks at the third attempt', async () => {
  await publishOne(waitingFor('First'));
  const publishedJourneys = createPublishedJourneys();
  await acceptBatch({ database: db.database, publishedJourneys }, 'default', [track('Seen')]);
  let loads = 0;
  let batches = 0;
  const busy: Database = {
    ...db.database,
    async begin(limits) {
      batches += 1;
      const trx = await db.database.begin(limits);
      return {
        ...trx,
        async query<Row>(sql: string, bindings: readonly unknown[]) {
          // A publish commits between the load and the locks of each attempt.
          if (sql.includes('accepted_messages')) await publishOne(waitingFor(`Published ${++loads}`));
          return trx.query<Row>(sql, bindings);
        },
      };
    },
  };
  const accepted = await acceptBatch({ database: busy, publishedJourneys }, 'default', [track('Begun')]);
  expect(accepted).toEqual([{ result: 'accepted', entered: 1 }]);
  expect(batches).toBe(3);
  expect(await db.look('select version from journey_runs')).toEqual([{ version: 4 }]);
});
