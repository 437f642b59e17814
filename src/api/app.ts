import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { acceptBatch, refuseItem } from '../intake/accept.ts';
import { createCatalogCache } from '../intake/catalog.ts';
import { type Collector, createCollector } from '../intake/collect.ts';
import { type IncomingEvent, limits } from '../intake/event.ts';
import type { Database } from '../store/database.ts';
import { createAuthentication } from './authenticate.ts';
import { crossOriginHeaders, intakePaths } from './intake-paths.ts';
import { createApiMetrics } from './metrics.ts';
import { problemHandler, sendProblem } from './problem-json.ts';
import { PUBLICATION_LIMIT } from './publish.ts';
import { healthRoutes } from './routes/health.ts';
import { journeyRoutes } from './routes/journeys.ts';
import { referenceRoutes } from './routes/reference.ts';
import { runRoutes } from './routes/runs.ts';
import { statusRoutes } from './routes/status.ts';
import { trackRoutes } from './routes/track.ts';

export interface ApiDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** What is counted goes here. */
  readonly registry?: Registry | undefined;
}

/**
 * The API. It needs PostgreSQL and nothing else: while Temporal is down it accepts as always. Bodies are read as JSON
 * whatever their Content-Type says (browsers send text/plain to spare the preflight), gunzipped, and limited after that.
 */
export function createApi({ database, logger, registry = new Registry() }: ApiDependencies): {
  app: Express;
  collector: Collector;
} {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const authenticate = createAuthentication(database);
  const catalog = createCatalogCache();
  const metrics = createApiMetrics(registry);
  const collector = createCollector(
    metrics.measureCommit((workspace: string, events: readonly IncomingEvent[]) =>
      acceptBatch({ database, catalog }, workspace, events),
    ),
    { refuse: metrics.measureRefusal(logger, (error, event) => refuseItem(database, error, event)) },
  );
  metrics.watch(collector);

  app.use(metrics.requests);
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    next();
  });
  app.use(healthRoutes(database, collector));
  app.use(
    [...intakePaths],
    (_request, response, next) => {
      response.set(crossOriginHeaders);
      next();
    },
    express.json({ type: () => true, limit: limits.batch, strict: true }),
  );
  app.options([...intakePaths], (_request, response) => {
    response.set({ 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Max-Age': '86400' }).status(204).end();
  });
  app.use(trackRoutes(authenticate, collector, logger, metrics));
  app.use(referenceRoutes());
  app.use(express.json({ limit: PUBLICATION_LIMIT }));
  app.use(journeyRoutes(authenticate, database));
  app.use(runRoutes(authenticate, database));
  app.use(statusRoutes(authenticate, database));
  app.use((request, response) => {
    sendProblem(response, 404, {
      code: 'not-found',
      where: request.path,
      problem: `nothing answers to ${request.method} ${request.path}`,
      remedy: 'GET /openapi.json lists the addresses.',
    });
  });
  app.use(problemHandler(logger));
  return { app, collector };
}
