import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Response, Router } from 'express';
import { packageRoot } from '../../config/package-root.ts';
import { HttpProblem } from '../define-error.ts';

/** What the build puts where the nonce goes: console/vite.config.mts. */
const PLACE_OF_NONCE = '__CSP_NONCE__';
const YEAR_SECONDS = 31_536_000;

/** Nothing from elsewhere, no inline script. The nonce is for the style elements that React Aria makes. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** /console: the built console. Every address below it that names no file is a page of it, and gets index.html. */
export function consolePageRoutes(folder = path.join(packageRoot(), 'dist/console')): Router {
  const router = Router();
  if (!existsSync(path.join(folder, 'index.html'))) {
    router.use('/console', () => {
      const problem = 'the console is made by the build, and this runs from the sources';
      throw new HttpProblem(404, { code: 'not-found', where: '/console', problem, remedy: 'Run npm run build.' });
    });
    return router;
  }
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  router.use(
    '/console/assets',
    express.static(path.join(folder, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1_000, index: false }),
  );
  router.get('/console/icon.svg', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').sendFile(path.join(folder, 'icon.svg'));
  });
  router.get(['/console', '/console/*page'], (request, response, next) => {
    if (path.extname(request.path) !== '') next();
    else sendPage(response, page);
  });
  return router;
}

function sendPage(response: Response, page: string): void {
  const nonce = randomBytes(16).toString('base64');
  response.set({
    'Content-Security-Policy': policyWith(nonce),
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  response.type('html').send(page.replaceAll(PLACE_OF_NONCE, nonce));
}
