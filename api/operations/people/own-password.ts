import { z } from 'zod';
import { hashPassword, verifyPassword } from '../../../services/access/passwords.ts';
import { endOtherSessions } from '../../../store/access/sessions.ts';
import { findPasswordHash, updateUser } from '../../../store/access/users.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { tooManyAttempts } from '../../sign-in-limit.ts';
import { passwordSchema } from './schemas.ts';

const noPerson = defineError({
  status: 409,
  code: 'no-person',
  when: 'a key is signed in, which has no password',
  text: () => ({
    where: 'session',
    problem: 'a key is signed in here, which has no password',
    remedy: 'Sign in as a person.',
  }),
  example: [],
});

const passwordWrong = defineError({
  status: 403,
  code: 'password-wrong',
  when: 'the current password is not this one',
  text: () => ({
    where: 'body.current',
    problem: 'the current password is another one',
    remedy: 'A link that signs in lets you set a password without the current one.',
  }),
  example: [],
});

export const changeOwnPassword = defineOperation({
  id: 'changeOwnPassword',
  method: 'put',
  path: '/v1/session/password',
  tag: 'people',
  key: 'admin',
  right: 'look',
  summary: 'Change the own password',
  description: 'The other sessions of the person end. Who was signed in by a link need not know the current password.',
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({ current: z.string().min(1).max(200).optional(), password: passwordSchema }),
    examples: {
      change: { summary: 'A change', value: { current: 'correct horse battery', password: 'another horse battery' } },
    },
  },
  answer: doneAnswer('The new password counts.'),
  errors: [noPerson, passwordWrong, tooManyAttempts, dataRefused],
  targetOf: ({ actor }) => actor?.id,
  async handle({ body: { current, password }, workspace, actor, caller }, { database, signInLimit }) {
    if (actor?.kind !== 'user') throw noPerson();
    const { id, title: email, session } = actor;
    if (session?.via !== 'link') {
      const stored = await findPasswordHash(database, id);
      const isRight = await signInLimit.attempt({ address: caller.address, email }, async () =>
        (await verifyPassword(stored, current ?? '')) ? true : undefined,
      );
      if (!isRight) throw passwordWrong();
    }
    await updateUser(database, { workspace, id, passwordHash: await hashPassword(password) });
    await endOtherSessions(database, id, session?.id);
    return done;
  },
});
