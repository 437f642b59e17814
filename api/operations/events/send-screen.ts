import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { screenCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendScreen = defineOperation({
  ...oneCall,
  id: 'sendScreen',
  path: addresses.screen[0],
  also: addresses.screen.slice(1),
  summary: 'Record that a customer saw a screen of an app',
  description: `One screen call of Segment's protocol. It is stored as the event "Screen Viewed" with \`name\` and \`category\` among its properties.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    described: callSchemas.screen.omit({ type: true }).extend({ writeKey }),
    examples: { screen: { summary: 'A screen', value: screenCall } },
  },
  handle: sendCall('screen'),
});
