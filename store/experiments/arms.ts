import type { DrawnArm } from '../../core/journey/arms.ts';
import { execute, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * experiment_arms: the arm that a customer has in an experiment, stored when it is drawn (core/journey/arms.ts). Written and
 * moved under the customer's lock.
 */
export interface StoredArm extends DrawnArm {
  readonly customerId: string;
}

export async function insertArms(
  trx: Transaction,
  { workspace, at, arms }: { workspace: string; at: number; arms: readonly StoredArm[] },
): Promise<void> {
  if (arms.length === 0) return;
  await execute(
    trx,
    `insert into experiment_arms (workspace, customer_id, experiment, arm, drawn_at)
     select ?, *, cast(? as timestamptz) from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as text[]))
     on conflict (customer_id, experiment) do update set arm = excluded.arm, drawn_at = excluded.drawn_at`,
    [
      workspace,
      timestamp(at),
      arms.map(({ customerId }) => customerId),
      arms.map(({ experiment }) => experiment),
      arms.map(({ arm }) => arm),
    ],
  );
}

/** The workspace's seed, and the arms that these customers have in these experiments. */
export async function readDraws(
  trx: Transaction,
  workspace: string,
  { customerIds, experiments }: { customerIds: readonly string[]; experiments: readonly string[] },
): Promise<{ readonly seed: string; readonly arms: readonly StoredArm[] }> {
  const [read] = await rows<{ seed: string; arms: StoredArm[] }>(
    trx,
    `select encode(seed, 'hex') as seed,
       (select coalesce(json_agg(json_build_object('customerId', customer_id, 'experiment', experiment, 'arm', arm)), '[]')
        from experiment_arms where customer_id = any(cast(? as uuid[])) and experiment = any(cast(? as text[]))) as arms
     from workspaces where id = ?`,
    [[...customerIds], [...experiments], workspace],
  );
  return read ?? { seed: '', arms: [] };
}

/** Seed and arms of one customer, for a statement of a turn. Two parameters: the workspace and the customer. */
export const drawsFact = `(select json_build_object('seed', encode(seed, 'hex'), 'arms',
  (select coalesce(json_object_agg(experiment, arm), '{}') from experiment_arms where customer_id = ?)) from workspaces where id = ?)`;

export interface DrawsRow {
  readonly seed: string;
  readonly arms: Readonly<Record<string, string>>;
}

/**
 * Gives the arms of a customer who was joined into another to that one. Of two different arms that of the customer who is
 * older stays, and the pair is marked: it tells nothing about either arm. Gives how many were moved.
 */
export async function moveArms(
  trx: Transaction,
  { from, into, keepsFrom }: { from: string; into: string; keepsFrom: boolean },
): Promise<number> {
  // What the two did is one customer's from now on: the sums of their days are computed again.
  await execute(
    trx,
    `insert into experiment_days_dirty (workspace, experiment, day)
     select distinct workspace, experiment, cast(drawn_at at time zone 'UTC' as date) from experiment_arms
     where customer_id = ? or customer_id = ?`,
    [from, into],
  );
  const moved = await rows(
    trx,
    `with gone as (delete from experiment_arms where customer_id = ? returning workspace, experiment, arm, drawn_at, is_mixed)
     insert into experiment_arms (workspace, customer_id, experiment, arm, drawn_at, is_mixed)
     select workspace, ?, experiment, arm, drawn_at, is_mixed from gone
     on conflict (customer_id, experiment) do update set
       arm = case when ? then excluded.arm else experiment_arms.arm end,
       drawn_at = case when ? then excluded.drawn_at else experiment_arms.drawn_at end,
       is_mixed = experiment_arms.is_mixed or excluded.is_mixed or experiment_arms.arm <> excluded.arm
     returning 1 as moved`,
    [from, into, keepsFrom, keepsFrom],
  );
  return moved.length;
}
