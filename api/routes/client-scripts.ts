import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import { HttpProblem } from '../define-error.ts';

/** The build puts the browser clients there: scripts/build-clients.mjs. From the sources, those of the last build are served. */
const folders = ['../../client', '../../dist/client'].map((place) => path.join(__dirname, place));

const scripts = {
  '/v1/inbox/client.js': 'inbox.js',
  '/v1/push/client.js': 'push.js',
  '/v1/push/worker.js': 'push-worker.js',
} as const;

/** The scripts that pages include by one tag, and service workers by one line. They need no key and hold nothing personal. */
export function clientScriptRoutes(): Router {
  const router = Router();
  for (const [address, name] of Object.entries(scripts)) serve(router, address, name);
  return router;
}

function serve(router: Router, address: string, name: string): void {
  const file = folders.map((folder) => path.join(folder, name)).find(existsSync);
  const script = file === undefined ? undefined : readFileSync(file);
  const tag = script && `"${createHash('sha256').update(script).digest('base64url').slice(0, 27)}"`;
  router.use(address, (request, response) => {
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
}
