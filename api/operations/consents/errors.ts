import { z } from 'zod';
import { defineError } from '../../define-error.ts';

export const customerParams = z.strictObject({
  id: z.string().min(1).max(255).describe('Our own id of the customer, or their userId.'),
});

export const customerNotFound = defineError({
  status: 404,
  code: 'customer-unknown',
  when: 'there is no such customer',
  text: (id: string) => ({
    where: `customers.${id}`,
    problem: 'there is no such customer',
    remedy: 'Customers are made by their first call, such as identify.',
  }),
  example: ['u1'],
});

export const topicUnknown = defineError({
  status: 422,
  code: 'unknown-topic',
  when: 'the configuration of the workspace declares topics, and not this one',
  text: (name: string, known: readonly string[]) => ({
    where: 'body.statements',
    problem: `there is no topic "${name}"; there are ${known.join(', ')}`,
    remedy: 'Give a topic of the configuration, or declare it there first.',
  }),
  example: ['ofers', ['offers', 'news']],
});

export const grantNotAllowed = defineError({
  status: 403,
  code: 'grant-not-allowed',
  when: 'a browser key grants consent',
  text: () => ({
    where: 'body.statements',
    problem: 'a browser key may withdraw consent, not grant it: it is public, and anybody could grant for anybody',
    remedy: 'Let your server send it, with a server key.',
  }),
  example: [],
});
