import { z } from 'zod';
import { roles } from '../../../core/access/rights.ts';
import { hashPassword } from '../../../services/access/passwords.ts';
import { endOtherSessions } from '../../../store/access/sessions.ts';
import {
  findUser,
  insertUser,
  listUsers as list,
  removeUser as remove,
  updateUser as update,
} from '../../../store/access/users.ts';
import type { Database } from '../../../store/database/database.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { emailSchema, exampleUser, passwordSchema, userNotFound, userParams, userSchema, userView } from './schemas.ts';

const emailTaken = defineError({
  status: 409,
  code: 'email-taken',
  when: 'somebody has this e-mail address',
  text: (email: string) => ({
    where: 'body.email',
    problem: `somebody has the e-mail address ${email} already`,
    remedy: 'Change the role of that person, or take another address.',
  }),
  example: ['ann@example.com'],
});

const ownUser = defineError({
  status: 409,
  code: 'own-user',
  when: 'it is the person who is signed in',
  text: () => ({
    where: 'session',
    problem: 'nobody changes the own role or removes themselves',
    remedy: 'Ask another administrator, or use an admin key.',
  }),
  example: [],
});

const shared = { tag: 'people', key: 'admin', right: 'admin' } as const;
const person = {
  description: 'The person.',
  schema: userSchema,
  examples: { person: { summary: 'A person', value: exampleUser } },
};
const nameSchema = z.string().trim().min(1).max(100);
const roleSchema = z.enum(roles).describe('What the person may do: docs/people.md has the rights of each.');

export const listUsers = defineOperation({
  ...shared,
  id: 'listUsers',
  method: 'get',
  path: '/v1/users',
  summary: 'List the people who use the console',
  description: 'All of them, by e-mail address.',
  answer: {
    description: 'The people.',
    schema: z.strictObject({ items: z.array(userSchema) }),
    examples: { one: { summary: 'One', value: { items: [exampleUser] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    return { items: (await list(database, workspace)).map(userView) };
  },
});

export const addUser = defineOperation({
  ...shared,
  id: 'addUser',
  method: 'post',
  path: '/v1/users',
  summary: 'Add a person',
  description: 'Without a password, `POST /v1/sign-in-links` gives a link with which the person signs in and sets one.',
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({
      email: emailSchema,
      name: nameSchema.optional(),
      role: roleSchema,
      password: passwordSchema.optional(),
    }),
    examples: { person: { summary: 'A person', value: { email: 'ann@example.com', name: 'Ann', role: 'editor' } } },
  },
  answer: { ...person, examples: { person: { summary: 'A person', value: { ...exampleUser, hasPassword: false } } } },
  errors: [emailTaken, dataRefused],
  targetOf: (_request, answer) => answer?.id,
  async handle({ body: { email, name, role, password }, workspace }, { database }) {
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const id = await insertUser(database, { workspace, email, name, role, passwordHash });
    if (id === undefined) throw emailTaken(email);
    return view(database, workspace, id);
  },
});

export const changeUser = defineOperation({
  ...shared,
  id: 'changeUser',
  method: 'patch',
  path: '/v1/users/{id}',
  summary: 'Change a person',
  description: 'What is left out stays. A new role counts from the next request on; a new password ends the sessions.',
  params: userParams,
  notFound: userNotFound,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({
      name: nameSchema.optional(),
      role: roleSchema.optional(),
      password: passwordSchema.optional(),
    }),
    examples: { role: { summary: 'Another role', value: { role: 'publisher' } } },
  },
  answer: person,
  errors: [ownUser, dataRefused],
  async handle({ params: { id }, body: { name, role, password }, workspace, actor }, { database }) {
    if (role !== undefined && actor?.id === id) throw ownUser();
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    if (!(await update(database, { workspace, id, name, role, passwordHash }))) throw userNotFound(id);
    if (passwordHash !== undefined) await endOtherSessions(database, id, undefined);
    return view(database, workspace, id);
  },
});

export const removeUser = defineOperation({
  ...shared,
  id: 'removeUser',
  method: 'delete',
  path: '/v1/users/{id}',
  summary: 'Remove a person',
  description: 'The sessions end at once. The audit log keeps what the person did.',
  params: userParams,
  notFound: userNotFound,
  answer: doneAnswer('The person is removed.'),
  errors: [ownUser],
  async handle({ params: { id }, workspace, actor }, { database }) {
    if (actor?.id === id) throw ownUser();
    if (!(await remove(database, workspace, id))) throw userNotFound(id);
    return done;
  },
});

async function view(database: Database, workspace: string, id: string) {
  const user = await findUser(database, workspace, id);
  if (!user) throw userNotFound(id);
  return userView(user);
}
