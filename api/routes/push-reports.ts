import { Router } from 'express';
import { verifyLink } from '../../services/access/signed-link.ts';
import type { WorkspaceSecrets } from '../../services/access/workspace-secrets.ts';
import { type FeedbackDependencies, recordFeedback } from '../../services/delivery/feedback.ts';
import { defineError } from '../define-error.ts';
import type { AddressLimit } from '../services.ts';

/** What a service worker says ▸ the kind of feedback. */
const kinds = { shown: 'delivered', clicked: 'clicked', dismissed: 'dismissed' } as const;

const reportUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: 'the link is not signed by this workspace, or says something else',
  text: () => ({
    where: 'path',
    problem: 'this is no link of a push message',
    remedy: 'Use the address that the message brought, and shown, clicked or dismissed after it.',
  }),
  example: [],
});

/**
 * What service workers report of push messages: POST to a link that each message brings, which is signed and names it. The
 * link is good for nothing else and holds no address. Once each counts.
 */
export function pushReportRoutes({
  secrets,
  feedback,
  limit,
}: {
  readonly secrets: WorkspaceSecrets;
  readonly feedback: FeedbackDependencies;
  readonly limit: AddressLimit;
}): Router {
  const router = Router();
  router.post('/v1/push/reports/:token/:happened', async (request, response) => {
    await limit.take(request);
    const { token, happened } = request.params;
    const link = await verifyLink(secrets, { token, purpose: 'push', now: Date.now() });
    const kind = Object.hasOwn(kinds, happened) ? kinds[happened as keyof typeof kinds] : undefined;
    if (link?.messageId === undefined || !kind) throw reportUnknown();
    const { workspace, messageId } = link;
    await recordFeedback(feedback, { workspace, source: 'push' }, [{ messageId, kind, identity: kind }]);
    response.status(204).end();
  });
  return router;
}
