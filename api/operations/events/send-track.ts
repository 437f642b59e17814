import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { trackCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendTrack = defineOperation({
  ...oneCall,
  id: 'sendTrack',
  path: addresses.track[0],
  also: addresses.track.slice(1),
  summary: 'Record what a customer did',
  description: `One track call of Segment's protocol.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    /** The address says what the call is; a `type` in the body is not read. */
    described: callSchemas.track.omit({ type: true }).extend({ writeKey }),
    examples: { trial: { summary: 'A trial begins', value: trackCall } },
  },
  handle: sendCall('track'),
});
