import { z } from 'zod';
import { userTokenKey } from '../../../services/access/user-token.ts';
import { addSecondSecret, listSecrets, retireOlderSecret } from '../../../store/access/secrets.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

/** The secret that customers' own servers sign user tokens with. Two may hold while one is replaced. */
const secretSchema = z.strictObject({ id: z.uuid(), createdAt: moment });
const example = { id: '01a2042f-d00d-7b22-8c3d-6a1e3d5c9ba1', createdAt: '2026-11-22T19:20:12.318Z' };

const twoSecretsHold = defineError({
  status: 409,
  code: 'two-secrets',
  when: 'two secrets hold already',
  text: () => ({
    where: 'user-token-secrets',
    problem: 'two secrets hold already',
    remedy: 'Retire the older one first, when your servers sign with the newer.',
  }),
  example: [],
});

const onlyOneSecret = defineError({
  status: 409,
  code: 'one-secret',
  when: 'there is no second secret, so nothing would be left to sign with',
  text: () => ({
    where: 'user-token-secrets',
    problem: 'there is no second secret, so nothing would be left to sign with',
    remedy: 'Rotate first: that makes a new one.',
  }),
  example: [],
});

const shared = { tag: 'keys', key: 'admin', right: 'admin' } as const;

export const listUserTokenSecrets = defineOperation({
  ...shared,
  id: 'listUserTokenSecrets',
  method: 'get',
  path: '/v1/user-token-secrets',
  summary: 'List the secrets for user tokens that hold',
  description: 'The newest first. The secrets themselves are shown only when they are made.',
  answer: {
    description: 'One, two while one is replaced, or none yet.',
    schema: z.strictObject({ items: z.array(secretSchema) }),
    examples: { one: { summary: 'One', value: { items: [example] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const found = await listSecrets(database, { workspace, purpose: 'user-tokens' });
    return { items: found.map(({ id, createdAt }) => ({ id, createdAt })) };
  },
});

export const rotateUserTokenSecret = defineOperation({
  ...shared,
  id: 'rotateUserTokenSecret',
  method: 'post',
  path: '/v1/user-token-secrets/rotate',
  summary: 'Make a secret for user tokens',
  description: 'The one before holds as well until it is retired. The answer is the only place that shows the secret.',
  answer: {
    description: 'The secret.',
    schema: secretSchema.extend({
      secret: z.string().describe('The key for HS256: this text as it stands, not decoded.'),
      workspace: z.string().describe('The claim `aud` of the tokens.'),
    }),
    examples: {
      made: {
        summary: 'A new secret',
        value: { ...example, secret: 'tl_user_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA', workspace: 'default' },
      },
    },
  },
  errors: [twoSecretsHold],
  async handle({ workspace }, { database }) {
    const made = await addSecondSecret(database, { workspace, purpose: 'user-tokens' });
    if (!made) throw twoSecretsHold();
    return { id: made.id, createdAt: made.createdAt, secret: userTokenKey(made.secret), workspace };
  },
});

export const retireUserTokenSecret = defineOperation({
  ...shared,
  id: 'retireUserTokenSecret',
  method: 'post',
  path: '/v1/user-token-secrets/retire',
  summary: 'Retire the older secret for user tokens',
  description: 'Tokens that it signed stop to hold within ten seconds.',
  answer: {
    description: 'The secret that still holds.',
    schema: secretSchema,
    examples: { left: { summary: 'What is left', value: example } },
  },
  errors: [onlyOneSecret],
  async handle({ workspace }, { database }) {
    const left = await retireOlderSecret(database, { workspace, purpose: 'user-tokens' });
    if (!left) throw onlyOneSecret();
    return { id: left.id, createdAt: left.createdAt };
  },
});
