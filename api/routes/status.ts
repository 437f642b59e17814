import { Router } from 'express';
import { packageVersion } from '../../config/package-root.ts';
import type { Database } from '../../store/database/database.ts';
import { listChannelsInUse } from '../../store/journeys/journeys.ts';
import { readStatus } from '../../store/measurement/status.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';

/** How the workspace stands: what `throughline status` shows, as far as PostgreSQL knows. */
export function statusRoutes(authenticate: Authenticate, database: Database): Router {
  const router = Router();
  router.get('/v1/status', authenticate('admin'), async (request, response) => {
    const workspace = workspaceOf(request);
    const { now, stuckRuns, ...status } = await readStatus(database, workspace);
    response.json({
      version: packageVersion(),
      now: new Date(now).toISOString(),
      ...status,
      stuckRuns: stuckRuns.map(({ stuckAt, ...run }) => ({ ...run, stuckAt: new Date(stuckAt).toISOString() })),
      channels: await listChannelsInUse(database, workspace), // each needs a worker that has a provider for it
    });
  });
  return router;
}
