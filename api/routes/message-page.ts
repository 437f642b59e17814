import { Router } from 'express';
import { renderStoredMessage } from '../../services/content/rendered-message.ts';
import type { Database } from '../../store/database/database.ts';
import type { Authenticate } from '../authenticate.ts';
import { messageNotFound, messageParams } from '../operations/messages/errors.ts';
import { html as page } from '../pages/html.ts';
import { actorOf, requireRight } from '../request-actor.ts';

/**
 * GET /v1/messages/{id}/page: a mail as rendered, as a page of its own for a frame of the console. Its policy is a sandbox:
 * nothing in it runs, sends, or belongs to our origin; pictures from elsewhere load only where `images` is asked for, as
 * they tell their servers that somebody looks.
 */
export function messagePageRoutes({
  database,
  authenticate,
}: {
  readonly database: Database;
  readonly authenticate: Authenticate;
}): Router {
  const router = Router();
  router.get('/v1/messages/:id/page', authenticate('admin'), requireRight('look'), async (request, response) => {
    const { data } = messageParams.safeParse(request.params);
    const rendered = data && (await renderStoredMessage(database, actorOf(request).workspace, data.id));
    if (!rendered) throw messageNotFound(String(request.params.id));
    const { html, ...texts } = rendered.parts;
    const pictures = request.query.images === undefined ? 'data:' : 'data: https: http:';
    response.set({
      'Content-Security-Policy': `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; frame-ancestors 'self'`,
      'Referrer-Policy': 'no-referrer',
    });
    response.type('html').send(html ?? pageOfTexts(texts));
  });
  return router;
}

/** What has no HTML is shown as its texts. */
function pageOfTexts(parts: Readonly<Record<string, string>>): string {
  const texts = Object.entries(parts).map(
    ([name, text]) => page`<h2>${name}</h2><pre style="white-space:pre-wrap">${text}</pre>`,
  );
  return page`<!doctype html><meta charset="utf-8"><title>Message</title>${texts}`.markup;
}
