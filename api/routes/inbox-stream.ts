import { type Request, type Response, Router } from 'express';
import { verifyLink } from '../../services/access/signed-link.ts';
import type { AuthenticatedUser } from '../../services/access/user-token.ts';
import type { WorkspaceSecrets } from '../../services/access/workspace-secrets.ts';
import type { InboxStreams, StreamSink } from '../../services/inbox/streams.ts';
import type { Database } from '../../store/database/database.ts';
import { takeStreamTicket } from '../../store/inbox/stream-tickets.ts';
import type { AuthenticateUser } from '../authenticate-user.ts';
import { defineError } from '../define-error.ts';
import { beginEventStream, eventStreamOn } from '../event-stream.ts';
import { inboxMessageSchema } from '../operations/inbox/schemas.ts';

export const ticketWrong = defineError({
  status: 401,
  code: 'ticket-wrong',
  when: 'the ticket was used before, is too old, or is none',
  text: () => ({
    where: 'query.ticket',
    problem: 'the ticket was used before, is too old, or is none',
    remedy: 'Fetch a new one with POST /v1/inbox/ticket for each connection.',
  }),
  example: [],
});

export const tooManyStreams = defineError({
  status: 429,
  code: 'too-many-streams',
  when: 'this user, or this process, has as many streams as it may',
  text: (retryAfterMs?: number) => ({
    where: '/v1/inbox/stream',
    problem: 'this user, or this process, has as many streams as it may',
    remedy: 'Close streams of pages that are left, or connect again after the time in Retry-After.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [],
});

export interface InboxStreamDependencies {
  readonly database: Database;
  readonly secrets: WorkspaceSecrets;
  readonly streams: InboxStreams;
  readonly authenticateUser: AuthenticateUser;
}

const MOST_BACKLOG = 256 * 1024;

/**
 * GET /v1/inbox/stream: server-sent events, by a user token in the header or by a ticket in the address. `Last-Event-ID`,
 * or `after`, is the position to go on from. The stream ends with the token; readers connect again with a new one.
 */
export function inboxStreamRoutes({ database, secrets, streams, authenticateUser }: InboxStreamDependencies): Router {
  async function ownerOf(request: Request): Promise<AuthenticatedUser> {
    const { ticket } = request.query;
    if (ticket === undefined) return authenticateUser(request);
    const now = Date.now();
    const signed = await verifyLink(secrets, { token: String(ticket), purpose: 'stream', now });
    const taken =
      signed?.ticket === undefined
        ? undefined
        : await takeStreamTicket(database, { id: signed.ticket, workspace: signed.workspace, now });
    if (!taken) throw ticketWrong();
    return { workspace: taken.workspace, userId: taken.userId, expiresAt: taken.endsAt };
  }

  const router = Router();
  router.use('/v1/inbox/stream', async (request, response, next) => {
    if (request.method !== 'GET') return next();
    const user = await ownerOf(request);
    const sink = createSink(response);
    const stream = streams.open(user, { since: positionIn(request), endsAt: user.expiresAt }, sink);
    if (!stream) throw tooManyStreams(30_000);
    response.on('close', stream.close);
    beginEventStream(response, { retryMs: 2_000 });
  });
  return router;
}

/** Zero: from the beginning. */
function positionIn(request: Request): number {
  const text = request.get('last-event-id') ?? String(request.query.after ?? '0');
  const position = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return position;
}

function createSink(response: Response): StreamSink {
  const { send, ...stream } = eventStreamOn(response, { mostBacklog: MOST_BACKLOG });
  return {
    ...stream,
    message: (message) => send('message', inboxMessageSchema.encode(message as never), message.position),
    unread: (unread) => send('unread', { unread }),
  };
}
