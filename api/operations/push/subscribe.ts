import { z } from 'zod';
import { newId } from '../../../core/base/id.ts';
import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { addSubscription, removeSubscription } from '../../../store/push/subscriptions.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';

const endpoint = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .describe("The push service's address of this browser.");

const bytesIn = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/, 'must be base64url')
    .max(100)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, `must be ${bytes} bytes`);

const exampleEndpoint = 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk';

export const subscribeBrowser = defineOperation({
  id: 'subscribeBrowser',
  method: 'post',
  path: '/v1/push/subscriptions',
  tag: 'push',
  key: 'user',
  summary: 'Keep a browser that push messages go to',
  description: `What \`pushManager.subscribe\` gives, as JSON. A customer has at most ten browsers; a new one takes the place of the
oldest. A browser that was another customer's is theirs no more. It is removed when its push service says that it is gone.`,
  body: {
    limit: 8 * 1024,
    depth: 8,
    schema: z.strictObject({
      endpoint,
      expirationTime: z.number().nullish().describe('Not used: the push service says when it is over.'),
      keys: z.strictObject({
        p256dh: bytesIn(65).describe("The browser's public key."),
        auth: bytesIn(16).describe('The secret between sender and browser.'),
      }),
    }),
    examples: {
      firefox: {
        summary: 'As a browser gives it',
        value: {
          endpoint: exampleEndpoint,
          expirationTime: null,
          keys: {
            p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
            auth: 'BTBZMqHH6r4Tts7J_aSIgg',
          },
        },
      },
    },
  },
  answer: doneAnswer('Push messages go to this browser, too.'),
  errors: [],
  async handle({ body, user }, { database, collector }) {
    const { workspace, userId } = user as AuthenticatedUser;
    const browser = { endpoint: body.endpoint, ...body.keys };
    if (await addSubscription(database, { workspace, userId }, browser)) return done;
    // A page may ask before its first call about this userId is in.
    await collector.submit(workspace, [identify(userId)], 'push');
    await addSubscription(database, { workspace, userId }, browser);
    return done;
  },
});

function identify(userId: string) {
  const messageId = `push/${newId()}`;
  const who = { userId, anonymousId: undefined };
  return {
    type: 'identify' as const,
    name: 'identify',
    ...{ messageId, ...who, properties: {}, context: {}, timestamp: Date.now() },
  };
}

export const unsubscribeBrowser = defineOperation({
  id: 'unsubscribeBrowser',
  method: 'post',
  path: '/v1/push/unsubscribe',
  tag: 'push',
  key: 'user',
  summary: 'Remove a browser',
  description: 'After `subscription.unsubscribe()`. A browser that is unknown, or another customer’s, changes nothing.',
  body: {
    limit: 8 * 1024,
    depth: 4,
    schema: z.strictObject({ endpoint }),
    examples: { firefox: { summary: 'A browser', value: { endpoint: exampleEndpoint } } },
  },
  answer: doneAnswer('Nothing goes to this browser any more.'),
  errors: [],
  async handle({ body, user }, { database }) {
    const { workspace, userId } = user as AuthenticatedUser;
    await removeSubscription(database, { workspace, userId }, body.endpoint);
    return done;
  },
});
