import { type RequestHandler, Router } from 'express';
import { callNotTaken } from '../../services/intake/event.ts';
import { HttpProblem } from '../define-error.ts';
import { addressesNotTaken } from '../intake-paths.ts';
import type { ApiMetrics } from '../metrics.ts';

/** The addresses of calls that are not taken yet: 422, which no SDK tries again (they do so on 429, and on most of 5xx). */
export function callsNotTakenRoutes(intakeDoor: RequestHandler, metrics: Pick<ApiMetrics, 'unreadable'>): Router {
  const router = Router();
  for (const { path, type } of addressesNotTaken) {
    router.post(path, intakeDoor, () => {
      metrics.unreadable();
      throw new HttpProblem(422, callNotTaken(type, 'body.type'));
    });
  }
  return router;
}
