import {
  rankOf,
  type TimelineKindName,
  type TimelinePlace,
  type TimelineRows,
} from '../../core/customer/timeline/index.ts';
import { explainDecision } from '../../core/decision/explain.ts';
import type { DecisionRecord } from '../../core/decision/record.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { notMeasuredOf } from '../messages/messages.ts';

export interface TimelineQuery {
  /** The customer, and who was joined into them: events keep their customer's id. */
  readonly customerIds: readonly string[];
  readonly before: TimelinePlace | undefined;
  /** Only entries of these kinds; default: all. */
  readonly kinds?: readonly TimelineKindName[] | undefined;
  readonly limit: number;
}

/**
 * The newest rows of each kind before the place, newest first. Each is one more than a page, to see whether there is a next.
 * In a transaction the statements leave together on one connection: one way and back, and no other connections are kept busy.
 */
export async function readTimeline(
  on: Database | Transaction,
  { customerIds, before, kinds, limit }: TimelineQuery,
): Promise<{ readonly [Kind in TimelineKindName]: readonly TimelineRows[Kind][] }> {
  const [customerId] = customerIds;
  const read = async <Kind extends TimelineKindName>(kind: Kind, { sql, at, id, bindings }: Source) => {
    if (kinds && !kinds.includes(kind)) return [];
    const place = beforePlace(kind, at, id, before);
    const text = sql.replace('(before)', place.sql);
    return rows<TimelineRows[Kind]>(on, text, [...bindings, ...place.bindings, limit + 1]);
  };
  const [event, merge, consent, entered, step, decided, message, task, goal, ended] = await Promise.all([
    read('event', events(customerIds)),
    read('merge', merges(customerId as string)),
    read('consent', consents(customerId as string)),
    read('entered', entries(customerId as string)),
    read('step', steps(customerId as string)),
    read('decision', decisions(customerId as string)),
    read('message', messages(customerId as string)),
    read('task', tasks(customerId as string)),
    read('goal', goals(customerId as string)),
    read('ended', ends(customerId as string)),
  ]);
  const decision = decided.map((row) => {
    const { record, ...entry } = row as typeof row & { readonly record: DecisionRecord };
    return { ...entry, words: explainDecision(record) };
  });
  return { event, merge, consent, entered, step, decision, message, task, goal, ended };
}

/** A statement with "(before)" for the condition on the place; its limit is the last parameter. */
interface Source {
  readonly sql: string;
  readonly at: string;
  readonly id: string;
  readonly bindings: readonly unknown[];
}

/** What is older than the place: by time, then by the order of kinds, then by id. */
function beforePlace(kind: TimelineKindName, at: string, id: string, place: TimelinePlace | undefined) {
  if (!place) return { sql: 'true', bindings: [] };
  const moment = timestamp(place.at);
  const [own, other] = [rankOf(kind), rankOf(place.kind)];
  if (own === other && (kind === 'step' || kind === 'decision')) {
    const [run, visit] = place.id.split('/');
    const table = kind === 'step' ? 'visit' : 'd';
    const after = `(${at}, ${table}.journey_run_id, ${table}.visit) < (?, cast(? as uuid), cast(? as integer))`;
    return { sql: after, bindings: [moment, run, visit] };
  }
  if (own === other) return { sql: `(${at}, ${id}) < (?, cast(? as uuid))`, bindings: [moment, place.id] };
  return { sql: `${at} ${own < other ? '<=' : '<'} ?`, bindings: [moment] };
}

function events(customerIds: readonly string[]): Source {
  const [at, id] = ['e.accepted_at', 'e.id'];
  const columns = `${at} as at, ${id} as id, e.type, e.name, e.properties, e.message_id as "messageId",
    e.occurred_at as "occurredAt", e.flags`;
  return {
    at,
    id,
    sql: `select found.* from unnest(cast(? as uuid[])) as person (id) cross join lateral (
            select ${columns} from events e where e.customer_id = person.id and (before)
            order by e.accepted_at desc, e.id desc limit ?) found`,
    bindings: [[...customerIds]],
  };
}

function merges(customerId: string): Source {
  return {
    at: 'm.at',
    id: 'm.id',
    sql: `select m.at, m.id, m.merged_id as "mergedId", m.why, m.by, m.message_id as "messageId", m.moved from merges m
          where m.customer_id = ? and (before) order by m.at desc, m.id desc limit ?`,
    bindings: [customerId],
  };
}

const ofVersion = `join journey_versions v
  on v.workspace = run.workspace and v.journey_id = run.journey_id and v.version = run.version`;
const title = `coalesce(v.definition->>'title', run.journey_id)`;

function entries(customerId: string): Source {
  return {
    at: 'run.entered_at',
    id: 'run.id',
    sql: `select run.entered_at as at, run.id, run.journey_id as journey, run.version, run.key, ${title} as title
          from journey_runs run ${ofVersion} where run.customer_id = ? and (before)
          order by run.entered_at desc, run.id desc limit ?`,
    bindings: [customerId],
  };
}

function ends(customerId: string): Source {
  return {
    at: 'run.ended_at',
    id: 'run.id',
    sql: `select run.ended_at as at, run.id, run.journey_id as journey, ${title} as title, run.end_reason as reason,
            run.state->'exit'->>'by' as by
          from journey_runs run ${ofVersion} where run.customer_id = ? and run.ended_at is not null and (before)
          order by run.ended_at desc, run.id desc limit ?`,
    bindings: [customerId],
  };
}

/** A run may have hundreds of visits: they are sorted by plain columns, and all else is made of those that are left by the limit. */
function steps(customerId: string): Source {
  return {
    at: 'visit.arrived_at',
    id: '',
    sql: `with found as (
            select visit.arrived_at as at, visit.journey_run_id as run, visit.visit, visit.step_id, visit.left_at, visit.path
            from journey_runs owned join run_visits visit on visit.journey_run_id = owned.id
            where owned.customer_id = ? and (before) order by at desc, run desc, visit desc limit ?)
          select found.at, found.run || '/' || lpad(cast(found.visit as text), 10, '0') as id, found.run as "journeyRunId", run.journey_id as journey, ${title} as title,
            found.step_id as step, coalesce(v.definition->'steps'->found.step_id->>'title', found.step_id) as "stepTitle",
            found.left_at as "leftAt", found.path,
            case when found.left_at >= to_timestamp(cast(run.state->'skipped'->found.step_id->>'at' as float8) / 1000)
              then run.state->'skipped'->found.step_id->>'by' end as "skippedBy"
          from found join journey_runs run on run.id = found.run ${ofVersion} order by found.at desc, found.run desc, found.visit desc`,
    bindings: [customerId],
  };
}

function decisions(customerId: string): Source {
  return {
    at: 'd.decided_at',
    id: '',
    sql: `select d.decided_at as at, d.journey_run_id || '/' || lpad(cast(d.visit as text), 10, '0') as id,
            d.journey_run_id as "journeyRunId", run.journey_id as journey, ${title} as title, d.step_id as step,
            d.policy_id as policy, d.record
          from decisions d join journey_runs run on run.id = d.journey_run_id ${ofVersion}
          where d.customer_id = ? and (before) order by d.decided_at desc, d.journey_run_id desc, d.visit desc limit ?`,
    bindings: [customerId],
  };
}

function messages(customerId: string): Source {
  return {
    at: 'm.created_at',
    id: 'm.id',
    sql: `select m.created_at as at, m.id, m.journey_run_id as "journeyRunId", m.journey_id as journey,
            coalesce(v.definition->>'title', m.journey_id) as title, m.step_id as step, m.channel, m.template_id as template,
            m.state, m.rule, m.rule_value as "ruleValue", m.updated_at as "updatedAt",
            ${notMeasuredOf} as "notMeasured", m.delivered_at as "deliveredAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt",
            (select error_code from message_attempts a where a.message_id = m.id and a.attempt = m.attempt) as "errorCode"
          from messages m left join journey_runs run on run.id = m.journey_run_id
          left join journey_versions v
            on v.workspace = run.workspace and v.journey_id = run.journey_id and v.version = run.version
          where m.customer_id = ? and (before) order by m.created_at desc, m.id desc limit ?`,
    bindings: [customerId],
  };
}

function consents(customerId: string): Source {
  return {
    at: 'c.accepted_at',
    id: 'c.id',
    sql: `select c.accepted_at as at, c.id, c.subject_kind as subject, c.subject_name as name, c.state, c.source,
            c.occurred_at as "statedAt"
          from consents c where c.customer_id = ? and (before)
          order by c.accepted_at desc, c.id desc limit ?`,
    bindings: [customerId],
  };
}

function tasks(customerId: string): Source {
  return {
    at: 't.created_at',
    id: 't.id',
    sql: `select t.created_at as at, t.id, t.journey_run_id as "journeyRunId", t.journey_id as journey, t.step_id as step,
            t.title, coalesce(t.group_id, t.person) as asked, t.state, t.choice, t.closed_at as "closedAt"
          from journey_runs run join tasks t on t.journey_run_id = run.id where run.customer_id = ? and (before)
          order by t.created_at desc, t.id desc limit ?`,
    bindings: [customerId],
  };
}

function goals(customerId: string): Source {
  return {
    at: 'g.reached_at',
    id: 'g.journey_run_id',
    sql: `select g.reached_at as at, g.journey_run_id as id, run.journey_id as journey, ${title} as title,
            cast(g.value as float8) as value
          from journey_runs run join run_goals g on g.journey_run_id = run.id ${ofVersion}
          where run.customer_id = ? and (before)
          order by g.reached_at desc, g.journey_run_id desc limit ?`,
    bindings: [customerId],
  };
}
