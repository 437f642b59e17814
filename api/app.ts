import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { inNetworks } from '../config/networks.ts';
import { defaultRates, type Rates } from '../config/rates.ts';
import { createWorkspaceSecrets } from '../services/access/workspace-secrets.ts';
import { type FeedbackDependencies, recordFeedback } from '../services/delivery/feedback.ts';
import { createHintStreams } from '../services/hints/streams.ts';
import type { InboxDependencies } from '../services/inbox/inbox.ts';
import { createInboxStreams } from '../services/inbox/streams.ts';
import { acceptBatch, refuseItem } from '../services/intake/accept.ts';
import { type BlockedEntries, createBlockedEntries } from '../services/intake/blocked-entries.ts';
import { limits } from '../services/intake/call-schema.ts';
import { type Collector, createCollector } from '../services/intake/collect.ts';
import type { IncomingEvent } from '../services/intake/event.ts';
import { publishedJourneysOf } from '../services/intake/published-journeys.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { createAddressLimit } from './address-limit.ts';
import { createAuthentication, createKeyCheck } from './authenticate.ts';
import { createPersonCheck } from './authenticate-person.ts';
import { createUserAuthentication, createUserDoor } from './authenticate-user.ts';
import { createBodyRooms, createIntakeDoor } from './intake-door.ts';
import { intakePaths, settingsPath } from './intake-paths.ts';
import { createApiMetrics } from './metrics.ts';
import { mountOperations } from './mount.ts';
import { describeApi } from './openapi.ts';
import { operations } from './operations/index.ts';
import { pageRoutes } from './pages/routes.ts';
import { trackingRoutes } from './pages/tracking.ts';
import { problemHandler, sendProblem } from './problem-json.ts';
import { createRateLimits } from './rate-limits.ts';
import { clientScriptRoutes } from './routes/client-scripts.ts';
import { consolePageRoutes } from './routes/console-page.ts';
import { docsPageRoutes } from './routes/docs-page.ts';
import { exportRoutes } from './routes/exports.ts';
import { hintStreamRoutes } from './routes/hint-stream.ts';
import { inboxCrossOrigin } from './routes/inbox-cross-origin.ts';
import { inboxStreamRoutes } from './routes/inbox-stream.ts';
import { intakeCrossOrigin, intakePreflight } from './routes/intake-cross-origin.ts';
import { messagePageRoutes } from './routes/message-page.ts';
import { pixelRoutes } from './routes/pixel.ts';
import { pushReportRoutes } from './routes/push-reports.ts';
import { smsRoutes } from './routes/sms.ts';
import type { ApiServices } from './services.ts';
import { createSignInLimit } from './sign-in-limit.ts';
import { createTestSendLimit } from './test-send-limit.ts';

/** A second, from one address: providers' proxies fetch pixels for many people. */
const REQUESTS_WITHOUT_KEY = 200;

export interface ApiDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** What is counted goes here. */
  readonly registry?: Registry | undefined;
  /** Networks of proxies whose X-Forwarded-For is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly rates?: Rates | undefined;
  /** Stories may move the clock. Default: they may not. */
  readonly testMode?: boolean | undefined;
  /** Values of the secrets that configurations name. */
  readonly namedSecrets?: ReadonlyMap<string, string> | undefined;
  /** Where others reach the API. Default: as each request says. */
  readonly publicUrl?: string | undefined;
  /** Of the database, for LISTEN: a transaction pooler can't carry it. Without it, streams hear of news by looking. */
  readonly databaseDirectUrl?: string | undefined;
}

export interface Api {
  readonly app: Express;
  readonly collector: Collector;
  readonly feedback: FeedbackDependencies;
  /** What opened no run, counted in memory until it is flushed. */
  readonly blockedEntries: BlockedEntries;
  /** Ends the streams, which would keep a server from closing. */
  stop(): Promise<void>;
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
  databaseDirectUrl,
  testMode = false,
  namedSecrets = new Map(),
  publicUrl,
}: ApiDependencies): Api {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', inNetworks(trustedProxies));
  const admitKey = createKeyCheck(database);
  const authenticate = createAuthentication(admitKey, createPersonCheck(database));
  const publishedJourneys = publishedJourneysOf(database);
  const blockedEntries = createBlockedEntries();
  const metrics = createApiMetrics(registry);
  const rateLimits = createRateLimits(rates, (limit) => metrics.turnedAway(`${limit}-rate`));
  const intakeDoor = createIntakeDoor({
    admitKey,
    rates: rateLimits,
    limit: limits.batch,
    rooms: createBodyRooms(() => metrics.turnedAway('bodies')),
  });
  const collector = createCollector(
    metrics.measureCommit((workspace: string, events: readonly IncomingEvent[]) =>
      acceptBatch({ database, publishedJourneys, blockedEntries }, workspace, events),
    ),
    { refuse: metrics.measureRefusal(logger, (error, event) => refuseItem(database, error, event)) },
  );
  metrics.watch(collector);

  let document: ReturnType<typeof describeApi> | undefined; // made when it is first asked for: most API processes never are
  const description = () => (document ??= describeApi());
  const secrets = createWorkspaceSecrets(database);
  const authenticateUser = createUserAuthentication(secrets);
  const feedback: FeedbackDependencies = {
    database,
    submit: (workspace, events) => collector.submit(workspace, events, 'feedback'),
    counted: metrics.countFeedback,
    failed: (error) => logger.warn({ code: codeOf(error) }, 'a request for a pixel or link was not recorded'),
  };
  const addressLimit = createAddressLimit(REQUESTS_WITHOUT_KEY);
  const inbox: InboxDependencies = {
    database,
    async feedback(workspace, kind, messageIds) {
      const reports = messageIds.map((messageId) => ({ messageId, kind, identity: kind }));
      await recordFeedback(feedback, { workspace, source: 'in-app' }, reports);
    },
  };
  const streams = createInboxStreams({ ...inbox, logger, directUrl: databaseDirectUrl });
  const hints = createHintStreams({ database, logger });
  metrics.watchStreams({ inbox: streams.count, hints: hints.count });
  const services: ApiServices = {
    database,
    collector,
    metrics,
    logger,
    description,
    secrets,
    inbox,
    feedback,
    publicUrl,
    namedSecrets,
    addressLimit,
    signInLimit: createSignInLimit(),
    testSendLimit: createTestSendLimit(),
    testMode,
  };

  app.use(['/v1/inbox', '/v1/push'], inboxCrossOrigin);
  // Before the metrics: streams last as long as their pages, and are no slow requests.
  app.use(inboxStreamRoutes({ database, secrets, streams, authenticateUser }));
  app.use(hintStreamRoutes({ database, streams: hints, authenticate }));
  app.use(metrics.requests);
  app.use((_request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    next();
  });
  app.use([...intakePaths, settingsPath.replace('{key}', ':key')], intakeCrossOrigin);
  app.options([...intakePaths], intakePreflight);
  app.use(trackingRoutes({ secrets, feedback, limit: addressLimit }));
  app.use(smsRoutes({ database, feedback, namedSecrets, publicUrl, limit: addressLimit }));
  app.use(pushReportRoutes({ secrets, feedback, limit: addressLimit }));
  app.use(clientScriptRoutes());
  app.use(pixelRoutes({ admitKey, rates: rateLimits, services }));
  const userDoor = createUserDoor(authenticateUser);
  app.use(exportRoutes(database, authenticate));
  app.use(messagePageRoutes({ database, authenticate }));
  app.use(mountOperations(operations, { services, authenticate, userDoor, intakeDoor }));
  const unsubscribed = async (workspace: string, messageId: string) => {
    const report = { messageId, kind: 'unsubscribed', identity: 'unsubscribed' } as const;
    await recordFeedback(feedback, { workspace, source: 'page' }, [report]);
  };
  app.use(pageRoutes({ database, secrets, logger, unsubscribed, feedback }));
  app.use(docsPageRoutes());
  app.use(consolePageRoutes());
  app.use((request, response) => {
    sendProblem(response, 404, {
      code: 'not-found',
      where: request.path,
      problem: `nothing answers to ${request.method} ${request.path}`,
      remedy: 'GET /openapi.json lists the addresses.',
    });
  });
  app.use(problemHandler(logger));
  return {
    app,
    collector,
    feedback,
    blockedEntries,
    async stop() {
      await Promise.all([streams.stop(), hints.stop()]);
    },
  };
}
