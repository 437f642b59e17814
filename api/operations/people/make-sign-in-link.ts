import { z } from 'zod';
import { makeSignInLink as make } from '../../../store/access/sessions.ts';
import { findUser } from '../../../store/access/users.ts';
import type { Actor } from '../../actor.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleUserId } from './schemas.ts';

const noSuchPerson = defineError({
  status: 422,
  code: 'no-such-person',
  when: 'there is no person with this id',
  text: () => ({
    where: 'body.userId',
    problem: 'there is no person with this id',
    remedy: 'GET /v1/users lists them.',
  }),
  example: [],
});

export const makeSignInLink = defineOperation({
  id: 'makeSignInLink',
  method: 'post',
  path: '/v1/sign-in-links',
  tag: 'people',
  key: 'admin',
  right: 'admin',
  summary: 'Make a link that signs in',
  description: `Good once, for ten minutes. For a person who forgot the password or has none yet; without \`userId\`, for the
person who asks. The token stands behind # in the address, which browsers send to no server: the page behind it signs in.`,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({ userId: z.uuid().optional() }),
    examples: {
      own: { summary: 'For the person who asks', value: {} },
      person: { summary: 'For a person', value: { userId: exampleUserId } },
    },
  },
  answer: {
    description: 'The only place that shows it.',
    schema: z.strictObject({ path: z.string().describe('Below the address of the API.'), validUntil: moment }),
    examples: {
      made: {
        summary: 'A link',
        value: {
          path: '/console/sign-in#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          validUntil: '2026-11-26T19:30:12.318Z',
        },
      },
    },
  },
  errors: [noSuchPerson],
  targetOf: ({ body: { userId }, actor }) => userId ?? actor?.id,
  async handle({ body: { userId }, actor, workspace }, { database }) {
    const { kind, id } = actor as Actor;
    if (userId !== undefined && !(await findUser(database, workspace, userId))) throw noSuchPerson();
    const owner = userId !== undefined || kind === 'user' ? { userId: userId ?? id } : { keyId: id };
    const { token, validUntil } = await make(database, workspace, owner);
    return { path: `/console/sign-in#${token}`, validUntil };
  },
});
