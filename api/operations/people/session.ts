import { z } from 'zod';
import { verifyPassword } from '../../../services/access/passwords.ts';
import { beginAuditEntry, completeAuditEntry } from '../../../store/access/audit.ts';
import { findKey } from '../../../store/access/keys.ts';
import {
  endSession as end,
  findSession,
  startSession as start,
  startSessionByLink,
} from '../../../store/access/sessions.ts';
import { findUserByEmail } from '../../../store/access/users.ts';
import type { Database } from '../../../store/database/database.ts';
import type { Actor } from '../../actor.ts';
import { databaseUnavailable, dataRefused, unexpected } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { requestForged } from '../../session-errors.ts';
import { tooManyAttempts } from '../../sign-in-limit.ts';
import { currentSession, currentSessionSchema, exampleCurrentSession, sessionOfKey } from './schemas.ts';

/** The workspace whose people sign in by e-mail address: there is one. */
const WORKSPACE = 'default';

const signInRefused = defineError({
  status: 401,
  code: 'sign-in-refused',
  when: 'the person, the password, the key or the link is not known, or the link was used or is too old',
  text: () => ({
    where: 'body',
    problem: 'this does not sign in',
    remedy: 'Look at what you typed. "throughline sign-in" prints a new link.',
  }),
  example: [],
});

const signInSchema = z.union([
  z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) }),
  z.strictObject({ key: z.string().min(1).max(200).describe('An admin key.') }),
  z.strictObject({ link: z.string().min(1).max(100).describe('What stands behind # in the address of the link.') }),
]);
type SignIn = z.output<typeof signInSchema>;

type Started = Awaited<ReturnType<typeof startSessionByLink>>;

export const startSession = defineOperation({
  id: 'startSession',
  method: 'post',
  path: '/v1/session',
  tag: 'people',
  key: 'none',
  summary: 'Sign in',
  description: `For the console: sets the cookie of a session (HttpOnly, SameSite=Strict, Secure on https), which ends after 12
hours without use and after 7 days. A session that the browser had before ends. Programs send an admin key instead. Five attempts
a minute may fail, of an address and for a person. A cookie opens the operations of people only, and changes something only with
\`X-Throughline: console\` and \`Sec-Fetch-Site: same-origin\` (where the browser sends none: \`Origin\` equal to \`Host\`).`,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: signInSchema,
    examples: {
      password: { summary: 'A person', value: { email: 'ann@example.com', password: 'correct horse battery staple' } },
      key: { summary: 'An admin key', value: { key: 'tl_admin_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } },
      link: { summary: 'A link', value: { link: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } },
    },
  },
  answer: {
    description: 'The session has begun; its cookie is set.',
    schema: currentSessionSchema,
    examples: { person: { summary: 'Of a person', value: exampleCurrentSession } },
  },
  errors: [signInRefused, requestForged, tooManyAttempts, databaseUnavailable, dataRefused, unexpected],
  async handle({ body, caller }, { database, signInLimit }) {
    caller.requireOwnPage();
    const email = 'email' in body ? body.email : undefined;
    const { address, agent, sessionToken } = caller;
    const started = await signInLimit.attempt({ address, email }, () => signIn(database, body, agent));
    const entry = { workspace: started?.session.workspace ?? WORKSPACE, actor: started && actorOf(started) };
    const id = await beginAuditEntry(database, { ...entry, operation: 'startSession', target: started?.session.id });
    await completeAuditEntry(database, id, started ? { status: 200 } : { status: 401, code: 'sign-in-refused' });
    if (!started) throw signInRefused();
    const earlier = sessionToken && (await findSession(database, sessionToken));
    if (earlier) await end(database, earlier);
    caller.keepSession(started.token);
    return currentSession(started.session);
  },
});

async function signIn(database: Database, body: SignIn, agent: string | undefined): Promise<Started> {
  if ('link' in body) return startSessionByLink(database, { token: body.link, agent });
  if ('key' in body) {
    const key = await findKey(database, body.key);
    if (key?.kind !== 'admin') return undefined;
    const { workspace, id: keyId } = key;
    return start(database, { workspace, owner: { keyId }, via: 'key', agent });
  }
  const user = await findUserByEmail(database, WORKSPACE, body.email);
  const isRight = await verifyPassword(user?.passwordHash, body.password);
  if (!user || !isRight) return undefined;
  return start(database, { workspace: WORKSPACE, owner: { userId: user.id }, via: 'password', agent });
}

function actorOf({ session: { userId, keyId } }: NonNullable<Started>) {
  return userId ? ({ kind: 'user', id: userId } as const) : ({ kind: 'key', id: keyId ?? '' } as const);
}

const shared = { path: '/v1/session', tag: 'people', key: 'admin', right: 'look' } as const;

export const getSession = defineOperation({
  ...shared,
  id: 'getSession',
  method: 'get',
  summary: 'Who is signed in',
  description: 'With the rights that they have: pages hide what they can not use.',
  answer: {
    description: 'The session of the cookie, or the key of the request.',
    schema: currentSessionSchema,
    examples: { person: { summary: 'A person', value: exampleCurrentSession } },
  },
  errors: [],
  async handle({ actor }) {
    const { session } = actor as Actor;
    return session ? currentSession(session) : sessionOfKey(actor as Actor);
  },
});

export const endSession = defineOperation({
  ...shared,
  id: 'endSession',
  method: 'delete',
  summary: 'Sign out',
  description: 'The session ends and the cookie goes. With a key instead of a cookie, nothing happens.',
  answer: doneAnswer('Nobody is signed in here any more.'),
  errors: [],
  targetOf: ({ actor }) => actor?.session?.id,
  async handle({ actor, caller }, { database }) {
    if (actor?.session) await end(database, actor.session);
    caller.forgetSession();
    return done;
  },
});
