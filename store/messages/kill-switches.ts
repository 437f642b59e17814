import type { KillSwitch } from '../../core/message/guard-facts.ts';
import { type Database, rows, type Transaction } from '../database/database.ts';
import { lanes } from '../outbox/outbox.ts';
import { releaseDeferred } from './limits/release-deferred.ts';

/**
 * Kill switches stop what leaves: the whole workspace, one channel or one journey. Every attempt reads them in the statement
 * that reads its other facts, so one counts from its commit on.
 *   off ─set─▶ on: messages are deferred by the rule "kill-switch"
 *   on ─lift─▶ off: the runs of those messages are woken, in the bulk lane, where they wait behind nobody's turn
 */
export interface KillSwitchRow extends KillSwitch {
  readonly reason: string;
  /** The title of the key, or the person's e-mail address. */
  readonly setBy: string;
  readonly since: number;
}

interface Place extends KillSwitch {
  readonly workspace: string;
}

export async function listKillSwitches(on: Database | Transaction, workspace: string): Promise<KillSwitchRow[]> {
  return rows<KillSwitchRow>(
    on,
    `select scope, name, reason, set_by as "setBy", since from kill_switches where workspace = ? order by since`,
    [workspace],
  );
}

/** One that is on already keeps its time; the newer reason counts. */
export async function setKillSwitch(
  database: Database,
  { workspace, scope, name, reason, setBy }: Place & { readonly reason: string; readonly setBy: string },
): Promise<KillSwitchRow> {
  const [row] = await rows<KillSwitchRow>(
    database,
    `insert into kill_switches (workspace, scope, name, reason, set_by) values (?, ?, ?, ?, ?)
     on conflict (workspace, scope, name) do update set reason = excluded.reason, set_by = excluded.set_by
     returning scope, name, reason, set_by as "setBy", since`,
    [workspace, scope, name, reason, setBy],
  );
  return row as KillSwitchRow;
}

/** Says whether it was on. */
export async function liftKillSwitch(database: Database, { workspace, scope, name }: Place): Promise<boolean> {
  const lifted = await rows(
    database,
    `delete from kill_switches where workspace = ? and scope = ? and name = ? returning name`,
    [workspace, scope, name],
  );
  return lifted.length > 0;
}

const stopped = `workspace = ? and held = 'deferred' and rule = 'kill-switch'`;

/** Messages that wait for a switch to be lifted, counted up to the limit. */
export async function countStoppedMessages(
  on: Database | Transaction,
  workspace: string,
  limit: number,
): Promise<number> {
  const [found] = await rows<{ messages: number }>(
    on,
    `select count(*) as messages from (select 1 from messages where ${stopped} limit ?) message`,
    [workspace, limit],
  );
  return found?.messages ?? 0;
}

const AT_ONCE = 500;

/**
 * Wakes the runs of the messages that waited. A switch that is still on defers them again. Each run in its own transaction:
 * only its own lock is taken, and a run that was woken stays so if the process dies; the rest look again by themselves.
 */
export async function releaseStoppedMessages(database: Database, workspace: string): Promise<number> {
  let released = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const waiting = await rows<{ id: string; journeyRunId: string; visit: number }>(
      database,
      `select id, journey_run_id as "journeyRunId", visit from messages
       where ${stopped} and journey_run_id is not null and id > cast(? as uuid) order by id limit ?`,
      [workspace, after, AT_ONCE],
    );
    for (const { journeyRunId, visit } of waiting) {
      const stopped = { workspace, journeyRunId, visit, rule: 'kill-switch', label: 'operator: resume' };
      if (await releaseDeferred(database, { ...stopped, lane: lanes.bulk })) released += 1;
    }
    after = waiting.at(-1)?.id ?? after;
    if (waiting.length < AT_ONCE) return released;
  }
}
