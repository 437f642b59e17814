import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import { HttpProblem } from '../define-error.ts';

/** The build puts the browser client there: scripts/build-clients.mjs. From the sources, that of the last build is served. */
const places = ['../../client/inbox.js', '../../dist/client/inbox.js'].map((place) => path.join(__dirname, place));

/** /v1/inbox/client.js: the script that pages include by one tag. It needs no key and holds nothing personal. */
export function inboxClientRoutes(): Router {
  const router = Router();
  const file = places.find(existsSync);
  const script = file === undefined ? undefined : readFileSync(file);
  const tag = script && `"${createHash('sha256').update(script).digest('base64url').slice(0, 27)}"`;
  router.use('/v1/inbox/client.js', (request, response) => {
    if (!script || !tag) {
      const problem = 'the client is made by the build, and this runs from the sources';
      throw new HttpProblem(404, { code: 'not-found', where: request.baseUrl, problem, remedy: 'Run npm run build.' });
    }
    response.set({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ETag: tag,
    });
    if (
      request
        .get('if-none-match')
        ?.split(/\s*,\s*/)
        .includes(tag)
    )
      response.status(304).end();
    else response.send(script);
  });
  return router;
}
