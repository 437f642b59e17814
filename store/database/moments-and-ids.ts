import type { Knex } from 'knex';
import { firstIdAt } from '../../core/base/id.ts';
import { timestamp } from './statement.ts';

/** Ids are made by the clock of another machine than the moment of a row: so much apart the two may be. */
const CLOCKS_APART_MS = 3_600_000;

const GREATEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface Period {
  readonly workspace: string;
  /** Columns: of the moment, and of the id that was made at about that moment. */
  readonly moment: string;
  readonly id: string;
  /** Epoch milliseconds: from then on, and before then. */
  readonly from: number | undefined;
  readonly before: number | undefined;
}

/**
 * Rows of a period. The moment itself decides. Ids are in the order of time, so they bound what an index reads; where a
 * test has moved the workspace's clock they don't, as ids are made by the real one.
 */
export function within(query: Knex.QueryBuilder, { workspace, moment, id, from, before }: Period): void {
  const bound = `(select case when w.clock_stopped_at is null and w.clock_offset_ms = 0 then cast(? as uuid)
    else cast(? as uuid) end from workspaces w where w.id = ?)`;
  if (from !== undefined) {
    const ids = [firstIdAt(from - CLOCKS_APART_MS), firstIdAt(0), workspace];
    query.where(moment, '>=', timestamp(from)).whereRaw(`${id} >= ${bound}`, ids);
  }
  if (before !== undefined) {
    const ids = [firstIdAt(before + CLOCKS_APART_MS), GREATEST_ID, workspace];
    query.where(moment, '<', timestamp(before)).whereRaw(`${id} < ${bound}`, ids);
  }
}
