import { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { newId } from '../../base/id.ts';
import type { Problem } from '../../base/problem.ts';
import type { Collector } from '../../intake/collect.ts';
import { type Envelope, type IncomingEvent, readCall } from '../../intake/event.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import type { ApiMetrics } from '../metrics.ts';
import { batchSchema } from '../operations/events.ts';
import { HttpProblem, sendProblem } from '../problem-json.ts';

/** One item of a request: where it stands, and what it is or what is wrong with it. */
type Item = { readonly where: string } & ({ readonly event: IncomingEvent } | { readonly problem: Problem });

/**
 * Segment's protocol: /v1/track, /v1/identify with one call, /v1/batch with many. Answered after the commit. A batch with
 * bad items is a 200 with `errors`: the SDKs would drop the whole batch on a 400.
 */
export function trackRoutes(
  authenticate: Authenticate,
  collector: Collector,
  logger: Logger,
  metrics: Pick<ApiMetrics, 'unreadable'>,
): Router {
  const router = Router();

  const single =
    (type: 'track' | 'identify'): RequestHandler =>
    async (request, response) => {
      const envelope = envelopeOf(undefined);
      const item = readItem({ ...(request.body as object), type }, 'body', envelope);
      if ('problem' in item) {
        metrics.unreadable();
        return sendProblem(response, item.problem.code === 'event-too-large' ? 413 : 400, item.problem);
      }
      const [acceptance] = await collector.submit(workspaceOf(request), [item.event], workspaceOf(request));
      if (acceptance?.result === 'rejected') return sendProblem(response, 422, acceptance.problem);
      response.json({ success: true, messageId: item.event.messageId, result: acceptance?.result });
    };

  router.post('/v1/track', authenticate('write'), single('track'));
  router.post('/v1/identify', authenticate('write'), single('identify'));
  router.post('/v1/batch', authenticate('write'), async (request, response) => {
    const read = batchSchema.safeParse(request.body);
    if (!read.success) {
      const remedy = 'Send {"batch": [ …calls ], "sentAt": "…"} with 5,000 calls at most.';
      throw new HttpProblem(400, {
        code: 'batch-unreadable',
        where: 'body.batch',
        problem: 'there is no list of calls',
        remedy,
      });
    }
    const envelope = envelopeOf(read.data.sentAt);
    const items = read.data.batch.map((call, index) => readItem(call, `batch[${index}]`, envelope));
    const good = items.filter((item) => 'event' in item);
    const acceptances = await collector.submit(
      workspaceOf(request),
      good.map(({ event }) => event),
      workspaceOf(request),
    );
    const errors: Problem[] = items.flatMap((item) => ('problem' in item ? [item.problem] : []));
    for (const _unreadable of errors) metrics.unreadable();
    for (const [index, acceptance] of acceptances.entries()) {
      if (acceptance.result === 'rejected') errors.push({ ...acceptance.problem, where: good[index]?.where ?? '' });
    }
    if (errors.length > 0)
      logger.warn(
        { errors: errors.map(({ code, where }) => ({ code, where })).slice(0, 20), count: errors.length },
        'bad items in a batch',
      );
    response.json({
      success: true,
      accepted: acceptances.filter(({ result }) => result === 'accepted').length,
      duplicates: acceptances.filter(({ result }) => result === 'duplicate').length,
      entered: acceptances.reduce(
        (sum, acceptance) => sum + (acceptance.result === 'accepted' ? acceptance.entered : 0),
        0,
      ),
      errors,
    });
  });
  return router;
}

/** Ages and skews are judged against the moment the request came in; the one clock dates the acceptance. */
function envelopeOf(sentAt: unknown): Envelope {
  return { receivedAt: Date.now(), sentAt, newMessageId: newId };
}

function readItem(call: unknown, where: string, envelope: Envelope): Item {
  const read = readCall(call, where, envelope);
  return 'code' in read ? { where, problem: read } : { where, event: read };
}
