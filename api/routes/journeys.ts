import { Router } from 'express';
import { safeParse } from '../../core/base/safe-parse.ts';
import { PUBLICATION_DEPTH, PUBLICATION_LIMIT, publish, readPublication } from '../../services/publishing/publish.ts';
import type { Database } from '../../store/database/database.ts';
import { findLiveVersion, listLiveJourneys, listVersions } from '../../store/journeys/journeys.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import { journeyParams } from '../operations/journeys.ts';
import { notFound } from '../problem-json.ts';
import { readJson } from '../read-body.ts';

/** Journeys: publish, list, read. */
export function journeyRoutes(authenticate: Authenticate, database: Database): Router {
  const router = Router();

  const readBody = readJson({ limit: PUBLICATION_LIMIT, depth: PUBLICATION_DEPTH });
  router.post('/v1/publish', authenticate('admin'), readBody, async (request, response) => {
    const publication = readPublication(request.body);
    response.json(await publish(database, workspaceOf(request), publication));
  });

  router.get('/v1/journeys', authenticate('admin'), async (request, response) => {
    const live = await listLiveJourneys(database, workspaceOf(request));
    const items = live.map(({ journeyId, publishedAt, ...journey }) => ({
      id: journeyId,
      ...journey,
      publishedAt: new Date(publishedAt).toISOString(),
    }));
    response.json({ items, next: null });
  });

  router.get('/v1/journeys/:id', authenticate('admin'), async (request, response) => {
    const id = String(request.params.id);
    const isId = safeParse(journeyParams, request.params).success;
    const asked = { workspace: workspaceOf(request), journeyId: id };
    const live = isId ? await findLiveVersion(database, asked) : undefined;
    if (!live) throw notFound(`journeys.${id}`, `there is no journey "${id}"`, 'GET /v1/journeys lists them.');
    response.json({
      id,
      version: live.version,
      hash: live.hash,
      definition: live.definition,
      versions: (await listVersions(database, asked)).map(({ version, hash, publishedAt }) => ({
        version,
        hash,
        publishedAt: new Date(publishedAt).toISOString(),
      })),
    });
  });
  return router;
}
