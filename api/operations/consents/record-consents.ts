import { z } from 'zod';
import { limits } from '../../../services/intake/call-schema.ts';
import { findCustomerByIdentity } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, grantNotAllowed, topicUnknown } from './errors.ts';
import { granted } from './examples.ts';
import { recording, recordStatements } from './record.ts';
import { statementsSchema } from './schemas.ts';

const id = z.string().trim().min(1).max(limits.id);

export const recordConsents = defineOperation({
  ...recording,
  id: 'recordConsents',
  path: '/v1/consents',
  key: 'write',
  summary: 'Grant or withdraw consent',
  description: `What a customer granted or withdrew at your own forms. The customer must be known by an earlier call.

A statement counts by its own time; of the statements about one subject the newest does. A withdrawn topic ends the open
marketing runs about it, and blocks all other messages about it. A browser key, which is public, may withdraw and not grant.
docs/consent.md has the whole.`,
  body: {
    limit: limits.batch,
    schema: z
      .strictObject({
        userId: id.optional(),
        anonymousId: id.optional(),
        source: z.enum(['api', 'import']).default('api').describe('import: taken over from another system.'),
        statements: statementsSchema,
        writeKey: z.string().optional().describe('The write key, where there is no Authorization header.'),
      })
      .refine(({ userId, anonymousId }) => (userId === undefined) !== (anonymousId === undefined), {
        path: ['userId'],
        message: 'give either userId or anonymousId',
      }),
    examples: { granted: { summary: 'A topic, granted', value: granted } },
  },
  errors: [grantNotAllowed, customerNotFound, topicUnknown, dataRefused],
  async handle({ body: { userId, anonymousId, source, statements }, workspace, keyKind }, { database }) {
    if (keyKind === 'browser' && statements.some(({ state }) => state === 'granted')) throw grantNotAllowed();
    const identity =
      userId === undefined
        ? { kind: 'anonymous_id', value: anonymousId as string }
        : { kind: 'user_id', value: userId };
    const customerId = await findCustomerByIdentity(database, workspace, identity);
    return recordStatements(database, { workspace, named: identity.value, customerId, source, statements });
  },
});
