import { z } from 'zod';
import { callSchema, identifyCallSchema, limits, trackCallSchema } from '../../intake/event.ts';
import type { Content, Operation } from '../operation.ts';
import {
  bodyRefusals,
  databaseAway,
  keyRefusals,
  problemSchema,
  type Refusal,
  refusal,
  unexpected,
} from '../refusals.ts';
import { batchCalls, identifyCall, trackCall } from './event-examples.ts';

export const mostCalls = 5_000;

/** The envelope. Its calls are read one by one, by `callSchema`: a bad one harms only itself. */
export const batchSchema = z.object({
  batch: z.array(z.unknown()).max(mostCalls),
  sentAt: z.unknown().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
});

export const acceptedSchema = z.strictObject({
  success: z.literal(true),
  messageId: z.string(),
  result: z.enum(['accepted', 'duplicate']).describe('A duplicate was stored before, by its messageId.'),
});

export const batchAnswerSchema = z.strictObject({
  success: z.literal(true),
  accepted: z.int().describe('Calls that are stored now.'),
  duplicates: z.int().describe('Calls that were stored before, by their messageId.'),
  entered: z.int().describe('Journey runs that these calls opened.'),
  errors: z.array(problemSchema).describe('One for each call that was not taken; all others are in.'),
});

const writeKey = z.string().optional().describe('The write key, where there is no Authorization header.');

/** /v1/track and /v1/identify say by their address what the call is; a `type` in the body is not read. */
const trackBody = trackCallSchema.omit({ type: true }).extend({ writeKey });
const identifyBody = identifyCallSchema.omit({ type: true }).extend({ writeKey });
const batchBody = batchSchema.extend({
  batch: z.array(callSchema).max(mostCalls),
  sentAt: batchSchema.shape.sentAt.describe(
    "When the sender sent it, by its own clock, ISO 8601. The difference to ours is taken out of each call's timestamp.",
  ),
  writeKey,
});

const clientRules = `\`userId\` or \`anonymousId\` is needed; numbers are taken as text. Without a \`messageId\` the call gets one,
and is new each time it is sent. Times are ISO 8601; without an offset they are UTC. At most ${limits.event / 1024} KB a call. Members of
Segment's protocol that are not named here are let through and dropped. The body is read as JSON whatever its Content-Type
says, gzipped or plain. The answer comes after the commit: what is answered with 200 is stored.`;

const { title, where, remedy } = databaseAway.example;
const busy = refusal(503, 'intake-busy', 'too many events are waiting', { title, where, remedy });

const intakeRefusals: readonly Refusal[] = [
  ...bodyRefusals(limits.batch / 1024),
  ...keyRefusals('write'),
  unexpected,
  databaseAway,
  busy,
];

const callRefusals: readonly Refusal[] = [
  refusal(400, 'event-unreadable', 'the call is not as the protocol says', {
    title: 'Invalid input: expected object, received string',
    where: 'body.properties',
    remedy: 'Send what a Segment SDK sends: type, event or traits, userId or anonymousId, times as ISO 8601 text.',
  }),
  refusal(400, 'nobody', 'the call says of nobody', {
    title: 'the call says neither userId nor anonymousId',
    where: 'body',
    remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
  }),
  refusal(400, 'timestamp-ahead', 'the timestamp lies more than 24 hours ahead', {
    title: 'the timestamp lies more than 24 hours ahead',
    where: 'body.timestamp',
    remedy: "Check the sender's clock, and the unit: ISO 8601 text is expected.",
  }),
  refusal(413, 'event-too-large', `the call has more than ${limits.event / 1024} KB`, {
    title: `the event has 40013 bytes, more than ${limits.event}`,
    where: 'body',
    remedy: 'Send what journeys decide on, and keep documents and lists elsewhere.',
  }),
  refusal(422, 'event-refused', "the database can't hold the call", {
    title: "the database can't hold what the event says (error 01a2042f-b4e2-72fe-95bd-718adb295762)",
    where: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
  }),
];

const accepted: Content & { description: string } = {
  description: 'Stored, now or before.',
  schema: acceptedSchema,
  examples: {
    accepted: {
      summary: 'Stored',
      value: {
        success: true,
        messageId: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
        result: 'accepted',
      },
    },
  },
};

const single = {
  method: 'post',
  tag: 'events',
  key: 'write',
  answer: accepted,
  refusals: [...intakeRefusals, ...callRefusals],
} as const;

export const eventOperations: readonly Operation[] = [
  {
    ...single,
    id: 'sendTrack',
    path: '/v1/track',
    summary: 'Tell what a customer did',
    description: `One track call of Segment's protocol.\n\n${clientRules}`,
    body: {
      schema: trackBody,
      examples: { trial: { summary: 'A trial begins', value: trackCall } },
    },
  },
  {
    ...single,
    id: 'sendIdentify',
    path: '/v1/identify',
    summary: 'Tell what is known of a customer',
    description: `One identify call of Segment's protocol. Its traits are merged into the customer's, each by the time of the call that said it
last. The trait \`email\` is where e-mail goes.\n\n${clientRules}`,
    body: {
      schema: identifyBody,
      examples: { traits: { summary: 'A name and an address', value: identifyCall } },
    },
  },
  {
    id: 'sendBatch',
    method: 'post',
    path: '/v1/batch',
    tag: 'events',
    key: 'write',
    summary: 'Send many calls',
    description: `Up to 5,000 calls, ${limits.batch / 1024} KB in all, as Segment's SDKs send them. A call that can't be taken harms only itself: the
answer is 200 all the same and tells it in \`errors\`, since the SDKs would drop the whole batch on a 400. Codes there:
\`event-unreadable\`, \`nobody\`, \`timestamp-ahead\`, \`call-not-taken\` (page, screen, group, alias), \`event-too-large\`,
\`event-refused\`.\n\n${clientRules}`,
    body: {
      schema: batchBody,
      examples: {
        segment: { summary: "As Segment's SDK for Node sends it", value: batchCalls },
      },
    },
    answer: {
      description: 'All calls are decided, and what was accepted is stored.',
      schema: batchAnswerSchema,
      examples: {
        accepted: {
          summary: 'All are in, and one opened a run',
          value: { success: true, accepted: 2, duplicates: 0, entered: 1, errors: [] },
        },
        'one-bad': {
          summary: 'One call is bad',
          value: {
            success: true,
            accepted: 1,
            duplicates: 0,
            entered: 0,
            errors: [
              {
                code: 'nobody',
                where: 'batch[1]',
                problem: 'the call says neither userId nor anonymousId',
                remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
              },
            ],
          },
        },
      },
    },
    refusals: [
      ...intakeRefusals,
      refusal(400, 'batch-unreadable', 'there is no list of calls, or a too long one', {
        title: 'there is no list of calls',
        where: 'body.batch',
        remedy: 'Send {"batch": [ …calls ], "sentAt": "…"} with 5,000 calls at most.',
      }),
    ],
  },
];
