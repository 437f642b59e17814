import { type Request, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { newId } from '../../core/base/id.ts';
import type { Problem } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import type { Acceptance } from '../../services/intake/accept.ts';
import type { Collector } from '../../services/intake/collect.ts';
import { callNotTaken, type Envelope, type IncomingEvent, readCall } from '../../services/intake/event.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import { keepPlaceUntil } from '../intake-door.ts';
import { addresses, addressesNotTaken } from '../intake-paths.ts';
import type { ApiMetrics } from '../metrics.ts';
import { batchSchema } from '../operations/events.ts';
import { HttpProblem, sendProblem } from '../problem-json.ts';
import { senderOf } from '../sender.ts';

/** One item of a request: where it stands, and what it is or what is wrong with it. */
type Item = { readonly where: string } & ({ readonly event: IncomingEvent } | { readonly problem: Problem });

/**
 * Segment's protocol: /v1/track, /v1/identify with one call, /v1/batch with many, each under the other addresses that SDKs
 * post to as well. Answered after the commit. A batch with bad items is a 200 with `errors`: the SDKs would drop the whole
 * batch on a 400.
 */
export function trackRoutes(
  authenticate: Authenticate,
  collector: Collector,
  logger: Logger,
  metrics: Pick<ApiMetrics, 'unreadable'>,
): Router {
  const router = Router();
  const submit = (request: Request, events: readonly IncomingEvent[]) =>
    keepPlaceUntil(request, collector.submit(workspaceOf(request), events, senderOf(request)));

  const single =
    (type: 'track' | 'identify'): RequestHandler =>
    async (request, response) => {
      const item = readItem(callOf(request.body, type), 'body', envelopeOf(undefined));
      if ('problem' in item) {
        metrics.unreadable();
        return sendProblem(response, item.problem.code === 'event-too-large' ? 413 : 400, item.problem);
      }
      const [acceptance] = await submit(request, [item.event]);
      if (acceptance?.result === 'rejected') return sendProblem(response, 422, acceptance.problem);
      const { messageId } = item.event;
      response.json({ success: true, messageId, result: acceptance?.result, warnings: warningsOf(acceptance, 'body') });
    };

  const batch: RequestHandler = async (request, response) => {
    const items = readBatch(request.body);
    const good = items.filter((item) => 'event' in item);
    const acceptances = await submit(
      request,
      good.map(({ event }) => event),
    );
    const bad = items.flatMap((item) => ('problem' in item ? [item] : []));
    for (const _unreadable of bad) metrics.unreadable();
    for (const [index, acceptance] of acceptances.entries()) {
      if (acceptance.result !== 'rejected') continue;
      const where = good[index]?.where ?? '';
      bad.push({ where, problem: { ...acceptance.problem, where } });
    }
    if (bad.length > 0) logger.warn({ errors: inLog(bad), count: bad.length }, 'bad items in a batch');
    response.json({
      success: true,
      accepted: acceptances.filter(({ result }) => result === 'accepted').length,
      duplicates: acceptances.filter(({ result }) => result === 'duplicate').length,
      entered: acceptances.reduce(
        (sum, acceptance) => sum + (acceptance.result === 'accepted' ? acceptance.entered : 0),
        0,
      ),
      errors: bad.map(({ problem }) => problem),
      warnings: acceptances.flatMap((acceptance, index) => warningsOf(acceptance, good[index]?.where ?? '')),
    });
  };

  // One by one: the metrics tell requests by the address that a route has.
  for (const path of addresses.track) router.post(path, authenticate('write'), single('track'));
  for (const path of addresses.identify) router.post(path, authenticate('write'), single('identify'));
  for (const path of addresses.batch) router.post(path, keyFromQuery, authenticate('write'), batch);
  for (const { path, type } of addressesNotTaken) {
    // 422, which no SDK tries again (they do so on 429, and on most of 5xx, 408 and 410).
    router.post(path, authenticate('write'), (_request, response) => {
      metrics.unreadable();
      sendProblem(response, 422, callNotTaken(type, 'body.type'));
    });
  }
  return router;
}

/** A beacon has no headers. */
const keyFromQuery: RequestHandler = (request, _response, next) => {
  const { writeKey } = request.query;
  if (typeof writeKey === 'string' && request.headers.authorization === undefined) {
    request.headers.authorization = `Bearer ${writeKey}`;
  }
  next();
};

/** The address says the type. What is no object is left as it is, to be told so. */
function callOf(body: unknown, type: string): unknown {
  return body === null || typeof body !== 'object' || Array.isArray(body) ? body : { ...body, type };
}

function readBatch(body: unknown): readonly Item[] {
  const read = safeParse(batchSchema, body);
  if (!read.success) {
    throw new HttpProblem(400, {
      code: 'batch-unreadable',
      where: 'body.batch',
      problem: 'there is no list of calls',
      remedy: 'Send {"batch": [ …calls ], "sentAt": "…"} with 5,000 calls at most.',
    });
  }
  const envelope = envelopeOf(read.data.sentAt);
  return read.data.batch.map((call, index) => readItem(call, `batch[${index}]`, envelope));
}

/** Ages and skews are judged against the moment the request came in; the one clock dates the acceptance. */
function envelopeOf(sentAt: unknown): Envelope {
  return { receivedAt: Date.now(), sentAt, newMessageId: newId };
}

function readItem(call: unknown, where: string, envelope: Envelope): Item {
  const read = readCall(call, where, envelope);
  return 'code' in read ? { where, problem: read } : { where, event: read };
}

/** What an item that is in had no effect by, in its place within the request. */
function warningsOf(acceptance: Acceptance | undefined, item: string): readonly Problem[] {
  if (acceptance?.result !== 'accepted') return [];
  return (acceptance.warnings ?? []).map((warning) => ({ ...warning, where: `${item}.${warning.where}` }));
}

/** The item's place only: the place within it may hold names that the sender chose. */
function inLog(bad: readonly { readonly where: string; readonly problem: Problem }[]) {
  return bad.slice(0, 20).map(({ where, problem }) => ({ code: problem.code, where }));
}
