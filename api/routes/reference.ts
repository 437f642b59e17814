import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { Router } from 'express';
import { describeApi } from '../openapi.ts';
import { notFound } from '../problem-json.ts';

/** The page with Swagger UI's own files beside it, which the build puts beside its own files, never beside the sources: scripts/copy-api-page.mjs. */
const page = path.join(__dirname, '../page');

/** Nothing from elsewhere, no inline script; Swagger UI's icons are data URLs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** /openapi.json: the API's description. /docs: the page that shows it and tries it out. Both need no key. */
export function referenceRoutes(): Router {
  const router = Router();
  let description: string | undefined; // made when it is first asked for: most API processes never are

  router.get('/openapi.json', (_request, response) => {
    description ??= JSON.stringify(describeApi());
    response.set('Cache-Control', 'public, max-age=300').type('application/json').send(description);
  });

  if (existsSync(path.join(page, 'swagger-ui-bundle.js'))) {
    router.use(
      '/docs',
      (_request, response, next) => {
        response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'public, max-age=300' });
        next();
      },
      express.static(page),
    );
  } else {
    router.use('/docs', () => {
      throw notFound('/docs', 'the page is made by the build, and this runs from the sources', 'Run npm run build.');
    });
  }
  return router;
}
