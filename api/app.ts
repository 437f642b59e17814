import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { inNetworks } from '../config/networks.ts';
import { defaultRates, type Rates } from '../config/rates.ts';
import { acceptBatch, refuseItem } from '../services/intake/accept.ts';
import { limits } from '../services/intake/call-schema.ts';
import { type Collector, createCollector } from '../services/intake/collect.ts';
import type { IncomingEvent } from '../services/intake/event.ts';
import { createPublishedJourneys } from '../services/intake/published-journeys.ts';
import type { Database } from '../store/database/database.ts';
import { createAuthentication, createKeyCheck } from './authenticate.ts';
import { createBodyRooms, createIntakeDoor } from './intake-door.ts';
import { crossOriginHeaders, intakePaths } from './intake-paths.ts';
import { createApiMetrics } from './metrics.ts';
import { mountOperations } from './mount.ts';
import { describeApi } from './openapi.ts';
import { operations } from './operations/index.ts';
import { problemHandler, sendProblem } from './problem-json.ts';
import { createRateLimits } from './rate-limits.ts';
import { docsPageRoutes } from './routes/docs-page.ts';
import type { ApiServices } from './services.ts';

export interface ApiDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** What is counted goes here. */
  readonly registry?: Registry | undefined;
  /** Networks of proxies whose X-Forwarded-For is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly rates?: Rates | undefined;
}

/**
 * The API. It needs PostgreSQL and nothing else: while Temporal is down it accepts as always. A body is read by the route
 * that takes one, after the key is known, within that route's limits; nothing else reads any.
 */
export function createApi({
  database,
  logger,
  registry = new Registry(),
  trustedProxies = [],
  rates = defaultRates,
}: ApiDependencies): { app: Express; collector: Collector } {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', inNetworks(trustedProxies));
  const admitKey = createKeyCheck(database);
  const authenticate = createAuthentication(admitKey);
  const publishedJourneys = createPublishedJourneys();
  const metrics = createApiMetrics(registry);
  const intakeDoor = createIntakeDoor({
    admitKey,
    rates: createRateLimits(rates, (limit) => metrics.turnedAway(`${limit}-rate`)),
    limit: limits.batch,
    rooms: createBodyRooms(() => metrics.turnedAway('bodies')),
  });
  const collector = createCollector(
    metrics.measureCommit((workspace: string, events: readonly IncomingEvent[]) =>
      acceptBatch({ database, publishedJourneys }, workspace, events),
    ),
    { refuse: metrics.measureRefusal(logger, (error, event) => refuseItem(database, error, event)) },
  );
  metrics.watch(collector);

  let document: ReturnType<typeof describeApi> | undefined; // made when it is first asked for: most API processes never are
  const description = () => (document ??= describeApi());
  const services: ApiServices = { database, collector, metrics, logger, description };

  app.use(metrics.requests);
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    next();
  });
  app.use([...intakePaths], (_request, response, next) => {
    response.set(crossOriginHeaders);
    next();
  });
  app.options([...intakePaths], (_request, response) => {
    response.set({ 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Max-Age': '86400' }).status(204).end();
  });
  app.use(mountOperations(operations, { services, authenticate, intakeDoor }));
  app.use(docsPageRoutes());
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
