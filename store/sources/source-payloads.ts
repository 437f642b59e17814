import { newId } from '../../core/base/id.ts';
import { type Database, execute, inTransaction, rows, type Transaction } from '../database/database.ts';

/** The last payloads of each source, for people who write mappings. Secrets are removed before they come here. */
export const KEPT_PAYLOADS = 20;
export const PAYLOADS_DAYS = 7;

export interface SourcePayload {
  readonly id: string;
  readonly receivedAt: number;
  readonly topic: string | null;
  readonly payload: unknown;
  /** What was made of it: names of calls, and codes of what could not be. */
  readonly calls: readonly string[];
  readonly problems: readonly string[];
}

export async function keepPayload(
  database: Database,
  { workspace, source, ...kept }: Omit<SourcePayload, 'id' | 'receivedAt'> & { workspace: string; source: string },
): Promise<void> {
  await inTransaction(database, async (trx) => {
    await execute(
      trx,
      `insert into source_payloads (id, workspace, source, topic, payload, calls, problems) values (?, ?, ?, ?, ?, ?, ?)`,
      [newId(), workspace, source, kept.topic, JSON.stringify(kept.payload), [...kept.calls], [...kept.problems]],
    );
    await execute(
      trx,
      `delete from source_payloads where workspace = ? and source = ? and id <= (
         select id from source_payloads where workspace = ? and source = ? order by id desc offset ${KEPT_PAYLOADS} limit 1)`,
      [workspace, source, workspace, source],
    );
  });
}

export async function listPayloads(database: Database, workspace: string, source: string): Promise<SourcePayload[]> {
  return rows(
    database,
    `select id, received_at as "receivedAt", topic, payload, calls, problems from source_payloads
     where workspace = ? and source = ? and received_at > now() - interval '${PAYLOADS_DAYS} days'
     order by id desc limit ${KEPT_PAYLOADS}`,
    [workspace, source],
  );
}

export async function forgetOldPayloads(trx: Transaction): Promise<void> {
  await execute(trx, `delete from source_payloads where received_at < now() - interval '${PAYLOADS_DAYS} days'`);
}
