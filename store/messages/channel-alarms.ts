import { type Database, execute, rows, type Transaction } from '../database/database.ts';

/** A channel whose provider refuses us: operators look at the sender, the login or the provider's limits. */
export interface ChannelAlarm {
  readonly channel: string;
  /** Of the newest refusal, and its text's id in failures. */
  readonly code: string;
  readonly errorId: string | null;
  readonly since: number;
  readonly lastAt: number;
}

interface ChannelOfWorkspace {
  readonly workspace: string;
  readonly channel: string;
}

export async function raiseAlarm(
  database: Database,
  {
    workspace,
    channel,
    code,
    errorId,
  }: ChannelOfWorkspace & { readonly code: string; readonly errorId: string | undefined },
): Promise<void> {
  await execute(
    database,
    `insert into channel_alarms (workspace, channel, code, error_id, since, last_at)
     values (?, ?, ?, ?, clock_timestamp(), clock_timestamp())
     on conflict (workspace, channel) do update set code = excluded.code, error_id = excluded.error_id, last_at = excluded.last_at`,
    [workspace, channel, code, errorId ?? null],
  );
}

export async function clearAlarm(database: Database, { workspace, channel }: ChannelOfWorkspace): Promise<void> {
  await execute(database, `delete from channel_alarms where workspace = ? and channel = ?`, [workspace, channel]);
}

export async function listAlarms(on: Database | Transaction, workspace: string): Promise<ChannelAlarm[]> {
  return rows<ChannelAlarm>(
    on,
    `select channel, code, error_id as "errorId", since, last_at as "lastAt" from channel_alarms where workspace = ? order by since`,
    [workspace],
  );
}
