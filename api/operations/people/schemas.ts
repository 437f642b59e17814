import { z } from 'zod';
import { rights, rightsOf, roles } from '../../../core/access/rights.ts';
import type { SessionRow } from '../../../store/access/sessions.ts';
import type { UserRow } from '../../../store/access/users.ts';
import type { Actor } from '../../actor.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

export const emailSchema = z.email().max(254).describe('In any case: small and capital letters are the same.');

/** Long rather than odd: nothing else is asked of it. */
export const passwordSchema = z.string().min(12).max(200).describe('At least 12 characters of any kind.');

export const userSchema = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(roles),
  hasPassword: z.boolean().describe('Without one, a link signs in.'),
  createdAt: moment,
  seenAt: moment.nullable().describe('When a session was used last, as far as one is open.'),
});

export const exampleUserId = '01a2042f-d00d-7b22-8c3d-6a1e3d5c9c01';
export const exampleUser = {
  id: exampleUserId,
  email: 'ann@example.com',
  name: 'Ann',
  role: 'editor',
  hasPassword: true,
  createdAt: '2026-11-26T19:20:12.318Z',
  seenAt: null,
} as const;

export function userView({ workspace: _none, ...user }: UserRow) {
  return user;
}

export const userParams = z.strictObject({ id: z.uuid().describe('The id of a person.') });

export const userNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no person with this id',
  text: (id: string) => ({
    where: `users.${id}`,
    problem: 'there is no person with this id',
    remedy: 'GET /v1/users lists them.',
  }),
  example: [exampleUserId],
});

/** Who is signed in, with what the pages need to know. */
export const currentSessionSchema = z.strictObject({
  id: z.uuid().nullable().describe('Null: the request carries an admin key itself.'),
  kind: z.enum(['user', 'key']),
  userId: z.uuid().nullable(),
  title: z.string().describe("The person's e-mail address, or the title of the key."),
  role: z.enum(roles).nullable().describe('Null: an admin key.'),
  rights: z.array(z.enum(rights)),
  workspace: z.string(),
  via: z.enum(['password', 'key', 'link']),
  endsAt: moment.nullable().describe('At the latest; 12 hours without use end it, too.'),
});

export const exampleSessionId = '01a2042f-d00d-7b22-8c3d-6a1e3d5c9d01';
export const exampleCurrentSession = {
  id: exampleSessionId,
  kind: 'user',
  userId: exampleUserId,
  title: 'ann@example.com',
  role: 'editor',
  rights: ['look', 'edit'],
  workspace: 'default',
  via: 'password',
  endsAt: '2026-12-03T19:20:12.318Z',
} as const;

export function currentSession({ id, workspace, userId, title, role, via, endsAt }: SessionRow) {
  const kind = userId ? ('user' as const) : ('key' as const);
  return { id, kind, userId, title, role, rights: role ? rightsOf[role] : rights, workspace, via, endsAt };
}

/** Of a request that carries a key itself. */
export function sessionOfKey({ workspace, title, rights: held }: Actor) {
  return {
    ...({ id: null, kind: 'key', userId: null, role: null, via: 'key', endsAt: null } as const),
    ...{ title, rights: held, workspace },
  };
}
