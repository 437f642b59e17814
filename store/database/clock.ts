import type { Clock } from '../../core/base/clock.ts';
import { type Database, rows, type Transaction } from './database.ts';

/** SQL for the workspace's present moment: the database's time, moved by the workspace's offset. One parameter: the workspace. */
export const nowInWorkspace = `(clock_timestamp() + (select clock_offset_ms from workspaces where id = ?) * interval '1 millisecond')`;

/** The one clock of a workspace. */
export function workspaceClock(database: Database | Transaction, workspace: string): Clock {
  return {
    async now() {
      const [row] = await rows<{ now: number }>(database, `select ${nowInWorkspace} as now`, [workspace]);
      if (!row) throw new Error(`there is no workspace "${workspace}"`);
      return row.now;
    },
  };
}
