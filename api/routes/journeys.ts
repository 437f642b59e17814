import { Router } from 'express';
import { safeParse } from '../../core/base/safe-parse.ts';
import {
  PUBLICATION_DEPTH,
  PUBLICATION_LIMIT,
  PUBLICATION_VALUES,
  publish,
  readPublication,
} from '../../services/publishing/publish.ts';
import type { Database } from '../../store/database/database.ts';
import { listVersions } from '../../store/journeys/journeys.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import { createBodyRoom } from '../body-room.ts';
import { journeyParams } from '../operations/journeys.ts';
import { notFound } from '../problem-json.ts';
import { readJson } from '../read-body.ts';

/** Journeys: publish, list, read. */
export function journeyRoutes(authenticate: Authenticate, database: Database): Router {
  const router = Router();

  // Three of the largest at once.
  const room = createBodyRoom({ total: 6 * PUBLICATION_LIMIT, share: 6 * PUBLICATION_LIMIT });
  const readBody = readJson({ limit: PUBLICATION_LIMIT, depth: PUBLICATION_DEPTH, values: PUBLICATION_VALUES, room });
  router.post('/v1/publish', authenticate('admin'), readBody, async (request, response) => {
    const publication = readPublication(request.body);
    response.json(await publish(database, workspaceOf(request), publication));
  });

  router.get('/v1/journeys', authenticate('admin'), async (request, response) => {
    const versions = await listVersions(database, { workspace: workspaceOf(request) });
    const items = versions
      .filter(({ live }) => live)
      .map(({ journeyId, version, hash, publishedAt, definition }) => ({
        id: journeyId,
        title: definition.title,
        version,
        hash,
        publishedAt: new Date(publishedAt).toISOString(),
      }));
    response.json({ items, next: null });
  });

  router.get('/v1/journeys/:id', authenticate('admin'), async (request, response) => {
    const id = String(request.params.id);
    const isId = safeParse(journeyParams, request.params).success;
    const versions = isId ? await listVersions(database, { workspace: workspaceOf(request), journeyId: id }) : [];
    const live = versions.find((version) => version.live);
    if (!live) throw notFound(`journeys.${id}`, `there is no journey "${id}"`, 'GET /v1/journeys lists them.');
    response.json({
      id,
      version: live.version,
      hash: live.hash,
      definition: live.definition,
      versions: versions.map(({ version, hash, publishedAt }) => ({
        version,
        hash,
        publishedAt: new Date(publishedAt).toISOString(),
      })),
    });
  });
  return router;
}
