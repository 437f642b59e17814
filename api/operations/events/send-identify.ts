import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { identifyCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendIdentify = defineOperation({
  ...oneCall,
  id: 'sendIdentify',
  path: addresses.identify[0],
  also: addresses.identify.slice(1),
  summary: 'Record what is known of a customer',
  description: `One identify call of Segment's protocol. Its traits are merged into the customer's, each by the time of the call that said it
last. Where it has no \`traits\`, \`context.traits\` is read, by which RudderStack's SDKs send them. The trait \`email\` is where
e-mail goes.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    described: callSchemas.identify.omit({ type: true }).extend({ writeKey }),
    examples: { traits: { summary: 'A name and an address', value: identifyCall } },
  },
  handle: sendCall('identify'),
});
