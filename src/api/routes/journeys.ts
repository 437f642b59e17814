import { Router } from 'express';
import { type Problem, ProblemError } from '../../base/problem.ts';
import type { Database } from '../../store/database.ts';
import { listVersions } from '../../store/journeys.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import { journeyParams } from '../operations/journeys.ts';
import { notFound } from '../problem-json.ts';
import { PUBLICATION_DEPTH, PUBLICATION_LIMIT, publicationSchema, publish } from '../publish.ts';
import { readJson } from '../read-body.ts';

/** Journeys: publish, list, read. */
export function journeyRoutes(authenticate: Authenticate, database: Database): Router {
  const router = Router();

  const publication = readJson({ limit: PUBLICATION_LIMIT, depth: PUBLICATION_DEPTH });
  router.post('/v1/publish', authenticate('admin'), publication, async (request, response) => {
    const read = publicationSchema.safeParse(request.body);
    if (!read.success) {
      throw new ProblemError(
        read.error.issues.map(
          ({ path, message }): Problem => ({
            code: 'publication-unreadable',
            where: ['body', ...path].join('.'),
            problem: message,
            remedy: 'Send {"journeys": [definitions], "templates": [{"id", "content": {channel: {part: source}}}]}.',
          }),
        ),
      );
    }
    response.json(await publish(database, workspaceOf(request), read.data));
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
    const isId = journeyParams.safeParse(request.params).success;
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
