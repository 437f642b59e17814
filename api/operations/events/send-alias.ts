import { z } from 'zod';
import { callSchemas } from '../../../services/intake/call-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { addresses } from '../../intake-paths.ts';
import { clientRules, writeKey } from './calls.ts';
import { aliasCall } from './examples.ts';
import { oneCall, oneCallBody, sendCall } from './send-call.ts';

export const sendAlias = defineOperation({
  ...oneCall,
  id: 'sendAlias',
  path: addresses.alias[0],
  also: addresses.alias.slice(1),
  summary: 'Record that two ids are one customer',
  description: `One alias call of Segment's protocol: \`previousId\` and \`userId\` name the same customer. The two are joined. With a browser key only
an anonymousId that no userId owns is joined; two userIds need a server key. What was not joined is reported in \`warnings\`.\n\n${clientRules}`,
  body: {
    ...oneCallBody,
    schema: z.unknown(),
    described: callSchemas.alias.omit({ type: true }).extend({ writeKey }),
    examples: { alias: { summary: 'A device becomes a user', value: aliasCall } },
  },
  handle: sendCall('alias'),
});
