import { z } from 'zod';
import { removeSuppression as remove } from '../../../store/messages/suppressions.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { suppressionBody } from './schemas.ts';

export const removeSuppression = defineOperation({
  id: 'removeSuppression',
  method: 'post',
  path: '/v1/suppressions/remove',
  tag: 'messages',
  key: 'admin',
  right: 'support',
  summary: 'Take an address off the suppression list',
  description: 'For an address that works again. Consent that a complaint has withdrawn stays withdrawn.',
  body: suppressionBody,
  answer: {
    description: 'Whether it was on the list.',
    schema: z.strictObject({ removed: z.boolean() }),
    examples: { removed: { summary: 'It was', value: { removed: true } } },
  },
  errors: [dataRefused],
  async handle({ body: { channel, address }, workspace }, { database }) {
    return { removed: await remove(database, { workspace, channel, address }) };
  },
});
