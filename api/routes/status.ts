import { Router } from 'express';
import { packageVersion } from '../../config/package-root.ts';
import { isSend } from '../../core/journey/steps/send.ts';
import type { Database } from '../../store/database/database.ts';
import { listVersions } from '../../store/journeys/journeys.ts';
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
      channels: await channelsInUse(database, workspace),
    });
  });
  return router;
}

/** Channels that live journeys send by: each needs a worker that has a provider for it. */
async function channelsInUse(database: Database, workspace: string): Promise<string[]> {
  const versions = await listVersions(database, { workspace });
  const steps = versions.filter(({ live }) => live).flatMap(({ definition }) => Object.values(definition.steps));
  return [...new Set(steps.filter(isSend).flatMap(({ channels }) => channels))].sort();
}
