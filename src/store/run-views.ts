import { type Database, rows } from './database.ts';

/** Runs as people look at them. Moments are epoch milliseconds. */
export interface RunSummary {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly customerId: string;
  readonly key: string | null;
  readonly status: 'open' | 'ended' | 'stuck';
  readonly label: string;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly stuckErrorId: string | null;
}

export interface RunView extends RunSummary {
  readonly visits: readonly {
    visit: number;
    step: string;
    arrivedAt: number;
    leftAt: number | null;
    path: string | null;
  }[];
  readonly inputs: readonly { seq: number; kind: string; event: string | null; at: number; taken: boolean }[];
  readonly messages: readonly {
    visit: number;
    step: string;
    channel: string;
    template: string;
    templateVersion: number | null;
    state: string;
    attempt: number;
    rule: string | null;
    ruleValue: string | null;
    errorCode: string | null;
    updatedAt: number;
  }[];
}

const columns = `run.id, run.journey_id as journey, run.version, run.customer_id as "customerId", run.key,
  case when run.ended_at is not null then 'ended' when run.stuck_at is not null then 'stuck' else 'open' end as status,
  run.label, run.entered_at as "enteredAt", run.ended_at as "endedAt", run.end_reason as "endReason", run.stuck_error_id as "stuckErrorId"`;

export interface RunFilter {
  readonly workspace: string;
  readonly userId?: string | undefined;
  readonly journey?: string | undefined;
  readonly status?: RunSummary['status'] | undefined;
  /** The id after which the page begins; newest first. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const statusSql = {
  open: 'and run.ended_at is null and run.stuck_at is null',
  ended: 'and run.ended_at is not null',
  stuck: 'and run.ended_at is null and run.stuck_at is not null',
} as const;

/** Ids are UUIDv7: their order is the order of entry. */
export async function listRuns(
  database: Database,
  { workspace, userId, journey, status, after, limit }: RunFilter,
): Promise<RunSummary[]> {
  return rows<RunSummary>(
    database,
    `select ${columns} from journey_runs run
     where run.workspace = ?
       ${userId === undefined ? '' : `and run.customer_id = (select customer_id from identities where workspace = ? and kind = 'user_id' and value = ?)`}
       ${journey === undefined ? '' : 'and run.journey_id = ?'}
       ${after === undefined ? '' : 'and run.id < cast(? as uuid)'}
       ${status === undefined ? '' : statusSql[status]}
     order by run.id desc limit ?`,
    [
      workspace,
      ...(userId === undefined ? [] : [workspace, userId]),
      ...(journey === undefined ? [] : [journey]),
      ...(after === undefined ? [] : [after]),
      limit,
    ],
  );
}

export async function findRunView(database: Database, workspace: string, id: string): Promise<RunView | undefined> {
  const [run] = await rows<RunSummary & { consumed: number }>(
    database,
    `select ${columns}, run.consumed from journey_runs run where run.workspace = ? and run.id = ?`,
    [workspace, id],
  );
  if (!run) return undefined;
  const { consumed, ...summary } = run;
  const visits = await rows<RunView['visits'][number]>(
    database,
    `select visit, step_id as step, arrived_at as "arrivedAt", left_at as "leftAt", path from run_visits where journey_run_id = ? order by visit`,
    [id],
  );
  const inputs = await rows<RunView['inputs'][number]>(
    database,
    `select i.seq, i.kind, e.name as event, i.accepted_at as at, i.seq <= ? as taken
     from run_inputs i left join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
     where i.journey_run_id = ? order by i.seq`,
    [consumed, id],
  );
  const messages = await rows<RunView['messages'][number]>(
    database,
    `select visit, step_id as step, channel, template_id as template, template_version as "templateVersion", state, attempt, rule,
            rule_value as "ruleValue", error_code as "errorCode", updated_at as "updatedAt"
     from messages where journey_run_id = ? order by visit`,
    [id],
  );
  return { ...summary, visits, inputs, messages };
}
