import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { listScheduledWorkspaces } from '../../store/journeys/entry-schedules.ts';
import { lockWorkspace } from '../../store/journeys/journeys.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { syncSchedules } from './sync-schedules.ts';

/** Now and then: zones that customers brought since the publish get their waves. */
export async function keepSchedules(database: Database): Promise<void> {
  for (const workspace of await listScheduledWorkspaces(database)) {
    await inTransaction(database, async (trx) => {
      await lockWorkspace(trx, workspace); // a publish changes the same rows
      const { configuration } = await getConfiguration(database, trx, workspace);
      const now = await workspaceClock(trx, workspace).now();
      await syncSchedules(trx, { workspace, now, configuration });
    });
  }
}
