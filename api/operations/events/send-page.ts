import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { pageCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendPage = defineOperation({
  ...oneCall,
  id: 'sendPage',
  path: addresses.page[0],
  also: addresses.page.slice(1),
  summary: 'Record that a customer saw a page',
  description: `One page call of Segment's protocol. It is stored as the event "Page Viewed" with \`name\`, \`category\`, and the properties that the
SDK sends (\`path\`, \`url\`, \`title\`, \`referrer\`, \`search\`). A journey names it so, with a condition on \`event.properties.path\`.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    described: callSchemas.page.omit({ type: true }).extend({ writeKey }),
    examples: { page: { summary: 'The pricing page', value: pageCall } },
  },
  handle: sendCall('page'),
});
