import { z } from 'zod';
import { mostIdentities } from '../../../core/customer/identity.ts';
import { mergeByOperator } from '../../../services/customers/operator-merge.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';
import { sameCustomer, tooManyIdentities } from './errors.ts';
import { mergeAnswer } from './examples.ts';

export const mergeCustomers = defineOperation({
  id: 'mergeCustomers',
  method: 'post',
  path: '/v1/customers/{id}/merge',
  tag: 'customers',
  key: 'admin',
  right: 'operate',
  summary: 'Join another customer into this one',
  description:
    'For two customers who are one person. What the other has moves to this one: identities, traits, consents, runs, messages, in-app messages. Of two open runs of one journey and key the older goes on. It cannot be undone. The title of the key is kept as who did it.',
  params: customerParams,
  notFound: customerNotFound,
  body: {
    limit: 4 * 1024,
    depth: 8,
    schema: z.strictObject({
      from: z.string().min(1).max(255).describe('The other customer, who goes: our own id, or their userId.'),
      dryRun: z.boolean().default(false).describe('True: says what would happen, and changes nothing.'),
    }),
    examples: {
      dryRun: { summary: 'What would happen', value: { from: 'u2', dryRun: true } },
      join: { summary: 'Join them', value: { from: 'u2' } },
    },
  },
  answer: {
    description: 'What moved; of a dry run what would.',
    schema: z.strictObject({
      dryRun: z.boolean(),
      from: z.uuid().describe('Our own id of the customer who goes; it leads to the other from now on.'),
      into: z.uuid().describe('Our own id of the customer who stays.'),
      moved: z.record(z.string(), z.int()).describe('How many of each subject move.'),
      superseded: z.int().describe('Open runs that exit, because an older one of the same journey and key goes on.'),
    }),
    examples: { joined: { summary: 'What would move', value: mergeAnswer } },
  },
  errors: [sameCustomer, tooManyIdentities, dataRefused],
  async handle({ params: { id }, body: { from, dryRun }, workspace, keyTitle }, { database }) {
    const outcome = await mergeByOperator(database, { workspace, from, into: id, by: keyTitle, dryRun });
    switch (outcome.result) {
      case 'unknown':
        throw customerNotFound(outcome.name);
      case 'same':
        throw sameCustomer(outcome.id);
      case 'too-many-identities':
        throw tooManyIdentities(mostIdentities);
      case 'joined': {
        const { result: _, ...joined } = outcome;
        return { dryRun, ...joined };
      }
    }
  },
});
