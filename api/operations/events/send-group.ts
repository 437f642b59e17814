import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { groupCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendGroup = defineOperation({
  ...oneCall,
  id: 'sendGroup',
  path: addresses.group[0],
  also: addresses.group.slice(1),
  summary: 'Record which group a customer belongs to',
  description: `One group call of Segment's protocol. The group's id and traits become the customer's trait \`group\`: \`customer.traits.group.id\`,
\`customer.traits.group.plan\`. The newest call by its own time counts; calls of the same group are laid over each other.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    described: callSchemas.group.omit({ type: true }).extend({ writeKey }),
    examples: { company: { summary: 'A company', value: groupCall } },
  },
  handle: sendCall('group'),
});
