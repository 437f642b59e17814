import type { Clock } from '../../core/base/clock.ts';
import { type Database, rows, type Transaction } from './database.ts';

/**
 * SQL for the present moment of a workspace, given SQL for its id: the database's time, moved by the workspace's offset. In
 * test mode the clock may stand still at a moment (store/workspaces/test-clock.ts).
 */
export const nowOf = (workspace: string): string =>
  `(select coalesce(w.clock_stopped_at, clock_timestamp() + w.clock_offset_ms * interval '1 millisecond') from workspaces w where w.id = ${workspace})`;

/** One parameter: the workspace. */
export const nowInWorkspace = nowOf('?');

/** Whether the clock stands still: then no other clock counts. One parameter: the workspace. */
export const isClockStopped = `(select w.clock_stopped_at is not null from workspaces w where w.id = ?)`;

/** The one clock of a workspace. */
export function workspaceClock(database: Database | Transaction, workspace: string): Clock {
  return {
    async now() {
      const [row] = await rows<{ now: number | null }>(database, `select ${nowInWorkspace} as now`, [workspace]);
      if (!row || row.now === null) throw new Error(`there is no workspace "${workspace}"`);
      return row.now;
    },
  };
}
