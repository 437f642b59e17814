import { type Request, type Response, Router } from 'express';
import { type LinkPayload, verifyLink } from '../../services/access/signed-link.ts';
import type { WorkspaceSecrets } from '../../services/access/workspace-secrets.ts';
import { type FeedbackDependencies, recordTracked } from '../../services/delivery/tracked-requests.ts';
import type { AddressLimit } from '../services.ts';

export interface TrackingDependencies {
  readonly secrets: WorkspaceSecrets;
  readonly feedback: FeedbackDependencies;
  readonly limit: AddressLimit;
}

/** One transparent point. */
export const onePoint = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Each fetch is a sign of its own, so nothing of it is cached; the token must not be passed on as referrer. */
const headers = {
  'Cache-Control': 'no-store, no-cache, must-revalidate, private',
  Expires: '0',
  Pragma: 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/**
 * The pixel and the redirects of mails. They need no key: the token is signed. A redirect leads only where its own token
 * says, so it is no open one. What is seen is stored before the answer, but a person gets their page whatever happens:
 * a database that does not answer costs the sign and not the visit.
 *   /t/o/<token>.gif   the pixel
 *   /t/c/<token>       a link; without an address in its token, the hidden one
 */
export function trackingRoutes(dependencies: TrackingDependencies): Router {
  const router = Router();
  // Express answers HEAD by the handler of GET, with the method of the request.
  router.get('/t/o/:token', async (request, response) => {
    response.set(headers);
    await dependencies.limit.take(request);
    const token = String(request.params.token).replace(/\.gif$/, '');
    const payload = await verify(dependencies, token, 'open');
    if (payload) await record(dependencies, request, payload);
    response.type('gif').send(onePoint);
  });
  router.get('/t/c/:token', async (request, response) => {
    response.set(headers);
    await dependencies.limit.take(request);
    const payload = await verify(dependencies, String(request.params.token), 'click');
    if (!payload) return notKnown(response);
    await record(dependencies, request, payload);
    if (payload.url === undefined) response.status(204).end();
    else response.status(302).set('Location', payload.url).end();
  });
  return router;
}

async function verify({ secrets }: TrackingDependencies, token: string, purpose: 'open' | 'click') {
  return verifyLink(secrets, { token, purpose, now: Date.now() });
}

async function record({ feedback }: TrackingDependencies, request: Request, payload: LinkPayload): Promise<void> {
  const { method } = request;
  await recordTracked(feedback, payload, { method, userAgent: request.get('user-agent')?.slice(0, 1_000) });
}

function notKnown(response: Response): void {
  response
    .status(404)
    .type('html')
    .send(
      '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><title>Link not known</title><p>This link is not known. It may have been cut off: open it from the message again.</p></html>',
    );
}
