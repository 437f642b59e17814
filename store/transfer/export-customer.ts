import { type Database, rows } from '../database/database.ts';

/** One line of an export: what it is, and the row as it is stored. */
export interface ExportLine {
  readonly kind: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Each gives the stored rows of customers behind a place, in its order; both are text. */
interface Source {
  readonly kind: string;
  readonly from: string;
  readonly place: string;
  readonly owner: string;
  readonly row: string;
}

const ofOwn = (kind: string, from: string, place = 'cast(t.id as text)'): Source => ({
  ...{ kind, from: `${from} t`, place, owner: 't.customer_id', row: 'to_jsonb(t)' },
});
const ofRuns = (kind: string, from: string, place: string): Source => ({
  ...{ kind, from: `${from} t join journey_runs run on run.id = t.journey_run_id`, place },
  ...{ owner: 'run.customer_id', row: 'to_jsonb(t)' },
});
const ofMessages = (kind: string, from: string, place: string): Source => ({
  ...{
    kind,
    from: `${from} t join messages m on m.id = t.message_id`,
    place,
    owner: 'm.customer_id',
    row: 'to_jsonb(t)',
  },
});
const byVisit = `cast(t.journey_run_id as text) || lpad(cast(t.visit as text), 10, '0')`;

/** All that is stored about a customer. A test compares it with the tables that an erasure empties. */
const sources: readonly Source[] = [
  { kind: 'customer', from: 'customers t', place: 'cast(t.id as text)', owner: 't.id', row: 'to_jsonb(t)' },
  ofOwn('identity', 'identities', `t.kind || ' ' || t.value`),
  ofOwn('consent', 'consents'),
  ofOwn('merge', 'merges'),
  ofOwn('event', 'events'),
  ofOwn('segment', 'segment_members', 't.segment_id'),
  ofOwn('arm', 'experiment_arms', 't.experiment'),
  ofOwn('decision', 'decisions', byVisit),
  ofOwn('run', 'journey_runs'),
  ofRuns('input', 'run_inputs', `cast(t.journey_run_id as text) || lpad(cast(t.seq as text), 20, '0')`),
  ofRuns('visit', 'run_visits', byVisit),
  ofRuns('goal', 'run_goals', 'cast(t.journey_run_id as text)'),
  ofRuns('call', 'calls', byVisit),
  ofRuns('task', 'tasks', 'cast(t.id as text)'),
  ofOwn('message', 'messages'),
  ofMessages('attempt', 'message_attempts', `cast(t.message_id as text) || lpad(cast(t.attempt as text), 10, '0')`),
  ofMessages('feedback', 'message_feedback', 'cast(t.id as text)'),
  ofOwn('in-app', 'inbox_messages'),
  {
    kind: 'push-subscription',
    from: `push_subscriptions t join identities i on i.workspace = t.workspace and i.kind = 'push' and i.value = t.id`,
    ...{ place: 't.id', owner: 'i.customer_id', row: 'to_jsonb(t)' },
  },
];

/** Rows of one page, in memory at once. */
const PAGE = 500;

/** Everything that is stored about these customers (one, and who was joined into them), page by page. */
export async function* exportCustomers(database: Database, customerIds: readonly string[]): AsyncGenerator<ExportLine> {
  for (const { kind, from, place, owner, row } of sources) {
    for (let after = ''; ; ) {
      const page = await rows<{ place: string; row: ExportLine['row'] }>(
        database,
        `select ${place} as place, ${row} as row from ${from}
         where ${owner} = any(cast(? as uuid[])) and ${place} collate "C" > ? order by ${place} collate "C" limit ?`,
        [[...customerIds], after, PAGE],
      );
      for (const each of page) yield { kind, row: each.row };
      after = page.at(-1)?.place ?? after;
      if (page.length < PAGE) break;
    }
  }
}
