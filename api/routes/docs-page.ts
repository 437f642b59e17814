import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { Router } from 'express';
import { HttpProblem } from '../define-error.ts';

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

/** /docs: the page that shows the description of the API and tries it out. It needs no key. */
export function docsPageRoutes(): Router {
  const router = Router();
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
      const problem = 'the page is made by the build, and this runs from the sources';
      throw new HttpProblem(404, { code: 'not-found', where: '/docs', problem, remedy: 'Run npm run build.' });
    });
  }
  return router;
}
