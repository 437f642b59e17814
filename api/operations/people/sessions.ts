import { z } from 'zod';
import { endSession as end, listSessions as list, type SessionOwner } from '../../../store/access/sessions.ts';
import type { Actor } from '../../actor.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { exampleSessionId, exampleUserId } from './schemas.ts';

const sessionNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such session, or it is of somebody else and you are no administrator',
  text: (id: string) => ({
    where: `sessions.${id}`,
    problem: 'there is no such session of yours',
    remedy: 'GET /v1/sessions lists them.',
  }),
  example: [exampleSessionId],
});

/** Whose sessions somebody sees and ends: everybody's with the right "admin", else the own. */
function ownerFor({ kind, id, rights }: Actor): SessionOwner | undefined {
  if (rights.includes('admin')) return undefined;
  return kind === 'user' ? { userId: id } : { keyId: id };
}

const sessionSchema = z.strictObject({
  id: z.uuid(),
  isCurrent: z.boolean().describe('Of this request.'),
  userId: z.uuid().nullable(),
  who: z.string().describe("The person's e-mail address, or the title of the key."),
  via: z.enum(['password', 'key', 'link']),
  agent: z.string().nullable().describe('What the browser said it is.'),
  createdAt: moment,
  seenAt: moment.describe('To the minute.'),
  endsAt: moment.describe('At the latest; 12 hours without use end it, too.'),
});

const shared = { tag: 'people', key: 'admin', right: 'look' } as const;

export const listSessions = defineOperation({
  ...shared,
  id: 'listSessions',
  method: 'get',
  path: '/v1/sessions',
  summary: 'List open sessions',
  description:
    'The own ones; with the right `admin`, those of everybody. The one that was used last first, 200 at most.',
  answer: {
    description: 'The sessions that are open.',
    schema: z.strictObject({ items: z.array(sessionSchema) }),
    examples: {
      one: {
        summary: 'One',
        value: {
          items: [
            {
              id: exampleSessionId,
              isCurrent: true,
              userId: exampleUserId,
              who: 'ann@example.com',
              via: 'password',
              agent: 'Mozilla/5.0 (X11; Linux x86_64)',
              createdAt: '2026-11-26T19:20:12.318Z',
              seenAt: '2026-11-26T19:24:00.000Z',
              endsAt: '2026-12-03T19:20:12.318Z',
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ actor, workspace }, { database }) {
    const asks = actor as Actor;
    const found = await list(database, workspace, ownerFor(asks));
    return {
      items: found.map(({ id, userId, title, via, agent, createdAt, seenAt, endsAt }) => ({
        ...{ id, isCurrent: id === asks.session?.id, userId, who: title, via, agent, createdAt, seenAt, endsAt },
      })),
    };
  },
});

export const endOneSession = defineOperation({
  ...shared,
  id: 'endOneSession',
  method: 'delete',
  path: '/v1/sessions/{id}',
  summary: 'End a session',
  description: "It is over at once, in every process. An own one; with the right `admin`, anybody's.",
  params: z.strictObject({ id: z.uuid().describe('The id of a session.') }),
  notFound: sessionNotFound,
  answer: doneAnswer('It is over.'),
  errors: [],
  async handle({ params: { id }, actor, workspace }, { database }) {
    const owner = ownerFor(actor as Actor);
    if (!(await end(database, { workspace, id, ...(owner && { owner }) }))) throw sessionNotFound(id);
    return done;
  },
});
