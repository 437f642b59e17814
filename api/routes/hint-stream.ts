import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { HintSink, HintStreams } from '../../services/hints/streams.ts';
import { isSubject } from '../../services/hints/subjects.ts';
import { findKey } from '../../store/access/keys.ts';
import { isSessionOpen } from '../../store/access/sessions.ts';
import type { Database } from '../../store/database/database.ts';
import { type Authenticate, keyInHeader } from '../authenticate.ts';
import { defineError } from '../define-error.ts';
import { beginEventStream, eventStreamOn } from '../event-stream.ts';
import { read } from '../read.ts';
import { actorOf, requireRight } from '../request-actor.ts';

export const tooManyHintStreams = defineError({
  status: 429,
  code: 'too-many-streams',
  when: 'this person, or this process, has as many streams as it may',
  text: (retryAfterMs?: number) => ({
    where: '/v1/stream',
    problem: 'this person, or this process, has as many streams as it may',
    remedy: 'Close pages that are left, or connect again after the time in Retry-After.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [],
});

/** Subjects of one stream: a page shows few. */
const MOST_SUBJECTS = 20;
const querySchema = z.strictObject({
  watch: z
    .string()
    .max(2_000)
    .transform((text) => [...new Set(text.split(','))])
    .pipe(
      z
        .array(
          z
            .string()
            .refine(
              isSubject,
              'what can be watched: journeys, runs, messages, events, tasks, operators, run:<id>, customer:<id>',
            ),
        )
        .min(1)
        .max(MOST_SUBJECTS),
    ),
});

const MOST_BACKLOG = 64 * 1024;

/**
 * GET /v1/stream: hints as server-sent events, for pages that read again what they show. `changed` names subjects of
 * `watch` and holds no data. The stream ends with the session; asking whether it still is one does not prolong it.
 */
export function hintStreamRoutes({
  database,
  streams,
  authenticate,
}: {
  readonly database: Database;
  readonly streams: HintStreams;
  readonly authenticate: Authenticate;
}): Router {
  const router = Router();
  router.get('/v1/stream', authenticate('admin'), requireRight('look'), (request, response) => {
    const { watch } = read(querySchema, request.query, 'query');
    const { workspace, id: owner } = actorOf(request);
    const isAdmitted = admissionOf(database, request);
    const stream = streams.open({ workspace, owner, subjects: new Set(watch), isAdmitted }, createSink(response));
    if (!stream) throw tooManyHintStreams(30_000);
    response.on('close', stream.close);
    beginEventStream(response, { retryMs: 3_000 });
  });
  return router;
}

/** Asks whether the session, or else the key of the header, still opens what it opened. */
function admissionOf(database: Database, request: Request): () => Promise<boolean> {
  const { session } = actorOf(request);
  if (session) return () => isSessionOpen(database, session.id);
  const key = keyInHeader(request) ?? '';
  return async () => (await findKey(database, key)) !== undefined;
}

function createSink(response: Response): HintSink {
  const { send, ...stream } = eventStreamOn(response, { mostBacklog: MOST_BACKLOG });
  return { ...stream, changed: (subjects) => send('changed', { subjects }) };
}
