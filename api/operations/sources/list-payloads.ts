import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { KEPT_PAYLOADS, listPayloads as list, PAYLOADS_DAYS } from '../../../store/sources/source-payloads.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { sourceUnknown } from './receive-source.ts';

export const listPayloads = defineOperation({
  id: 'listPayloads',
  method: 'get',
  path: '/v1/sources/{id}/payloads',
  tag: 'events',
  key: 'admin',
  right: 'operate',
  summary: 'Look at the last payloads of a source',
  description: `The last ${KEPT_PAYLOADS} that were signed, for ${PAYLOADS_DAYS} days, and what became of them. Members that name themselves secrets are removed. They
hold personal data, and are erased with the customer.`,
  params: z.strictObject({ id: idSchema.describe('The name of the source.') }),
  notFound: sourceUnknown,
  answer: {
    description: 'The newest first.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          id: z.uuid(),
          receivedAt: moment,
          topic: z.string().nullable().describe('What the sender calls it.'),
          payload: z.unknown(),
          calls: z.array(z.string()).describe('Events, and identify, that were made of it.'),
          problems: z.array(z.string()).describe('Code and place of what could not be.'),
        }),
      ),
    }),
    examples: {
      one: {
        summary: 'A paid order',
        value: {
          items: [
            {
              id: '01a2042f-c4d6-7c01-8f0e-2b7c5a9e6d14',
              receivedAt: '2026-11-26T19:20:12.318Z',
              topic: 'orders/paid',
              payload: { id: 1001, email: 'ann@example.com' },
              calls: ['identify', 'Order Completed'],
              problems: [],
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const items = await list(database, workspace, id);
    const { configuration } = await getConfiguration(database, database, workspace);
    if (!Object.hasOwn(configuration.sources, id)) throw sourceUnknown(id);
    return { items };
  },
});
