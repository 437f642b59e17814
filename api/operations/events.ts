import { z } from 'zod';
import { mostKeyCharacters } from '../../core/journey/listening.ts';
import { callSchema, callsNotTaken, identifyCallSchema, limits, trackCallSchema } from '../../services/intake/event.ts';
import { addresses, addressesNotTaken } from '../intake-paths.ts';
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

/** The envelope. Its calls are read one by one, by `readCall`: a bad one harms only itself. */
export const batchSchema = z.object({
  batch: z.array(z.unknown()).max(limits.calls),
  sentAt: z.unknown().optional(),
  context: z.unknown().optional(),
});

const warnings = z
  .array(problemSchema)
  .describe(
    'Of what was stored, what had no effect. `key-unfit`: a run was not opened for its key. `traits-full`: no trait was changed, since the customer has too many.',
  );

export const acceptedSchema = z.strictObject({
  success: z.literal(true),
  messageId: z.string(),
  result: z.enum(['accepted', 'duplicate']).describe('A duplicate was stored before, by its messageId.'),
  warnings,
});

export const batchAnswerSchema = z.strictObject({
  success: z.literal(true),
  accepted: z.int().describe('Calls that are stored now.'),
  duplicates: z.int().describe('Calls that were stored before, by their messageId.'),
  entered: z.int().describe('Journey runs that these calls opened.'),
  errors: z.array(problemSchema).describe('One for each call that was not taken; all others are in.'),
  warnings,
});

const writeKey = z.string().optional().describe('The write key, where there is no Authorization header.');

/** /v1/track and /v1/identify say by their address what the call is; a `type` in the body is not read. */
const trackBody = trackCallSchema.omit({ type: true }).extend({ writeKey });
const identifyBody = identifyCallSchema.omit({ type: true }).extend({ writeKey });
const batchBody = batchSchema.extend({
  batch: z.array(callSchema).max(limits.calls),
  sentAt: batchSchema.shape.sentAt.describe(
    "When the sender sent it, by its own clock, ISO 8601; what is no time is not used. The difference to ours is taken out of each call's timestamp.",
  ),
  context: batchSchema.shape.context.describe('Not used: each call has its own.'),
  writeKey,
});

const words = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const thousands = (count: number) => count.toLocaleString('en-US');

const clientRules = `\`userId\` or \`anonymousId\` is needed; whole numbers up to 2^53 are taken as text. Without a \`messageId\` the call gets one,
and is new each time it is sent. Ids are read without the whitespace around them, and an empty one counts as not given. Times
are ISO 8601; without an offset they are UTC. Members of Segment's protocol that are not named here are let through and
dropped. The body is read as JSON whatever its Content-Type says, gzipped or plain. The answer comes after the commit: what is
answered with 200 is stored.

Limits of a call: ${limits.event / 1024} KB, ${limits.depth} levels (itself the first), ${thousands(limits.values)} values, ${limits.id} characters of an id, ${limits.eventName} of an event's
name, ${limits.name} of any other name, ${mostKeyCharacters} of a journey's key (else the call is stored and opens no run), no number beyond 1.8e308, no time before 1900 or more than 24 hours ahead.

An id that is no text (it holds U+0000 or half of a character) is refused, since a replacement would make two people one. In
all other text each such character becomes U+FFFD; of two names that thereby become one, the last stays.`;

const { title, where, remedy } = databaseAway.example;
const busy = refusal(503, 'intake-busy', 'too many events are waiting', { title, where, remedy });

const intakeRefusals: readonly Refusal[] = [
  ...bodyRefusals(limits.batch / 1024),
  ...keyRefusals('write'),
  unexpected,
  databaseAway,
  busy,
];

const tooMuch = 'Send what journeys decide on, and keep documents and lists elsewhere.';

const callRefusals: readonly Refusal[] = [
  refusal(400, 'event-unreadable', 'the call is not as the protocol says', {
    title: 'Invalid input: expected object',
    where: 'body.properties',
    remedy: 'Send what a Segment SDK sends: type, event or traits, userId or anonymousId, times as ISO 8601 text.',
  }),
  refusal(400, 'nobody', 'the call says of nobody', {
    title: 'the call says neither userId nor anonymousId',
    where: 'body',
    remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
  }),
  refusal(400, 'id-no-text', 'an id holds what is no text', {
    title: 'the userId holds U+0000, or half of a character (a lone surrogate)',
    where: 'body.userId',
    remedy: 'Cut and encode ids by whole characters: an id is taken as it is, or not at all.',
  }),
  refusal(400, 'id-inexact', 'an id is a number beyond 2^53', {
    title: 'the userId is a number beyond 2^53, where two ids become one',
    where: 'body.userId',
    remedy: 'Send it as text.',
  }),
  refusal(400, 'number-too-large', 'a number is beyond 1.8e308', {
    title: 'It is a number beyond 1.8e308, which no double can hold.',
    where: 'body.properties.value',
    remedy: 'Send it as text.',
  }),
  refusal(400, 'event-too-deep', `the call has more than ${limits.depth} levels`, {
    title: `It is nested deeper than ${limits.depth} levels.`,
    where: 'body.properties.tree',
    remedy: tooMuch,
  }),
  refusal(400, 'timestamp-ahead', 'the timestamp lies more than 24 hours ahead', {
    title: 'the timestamp lies more than 24 hours ahead',
    where: 'body.timestamp',
    remedy: "Check the sender's clock, and the unit: ISO 8601 text is expected.",
  }),
  refusal(400, 'timestamp-behind', 'the timestamp lies before the year 1900', {
    title: 'the timestamp lies before the year 1900',
    where: 'body.timestamp',
    remedy: "Check the sender's clock, in sentAt too: its difference to ours is taken out of the timestamp.",
  }),
  refusal(
    413,
    'event-too-large',
    `the call has more than ${limits.event / 1024} KB or ${thousands(limits.values)} values, or too long a name`,
    {
      title: `the event has 40013 bytes, more than ${limits.event}`,
      where: 'body',
      remedy: tooMuch,
    },
  ),
  refusal(422, 'event-refused', "the database can't hold the call", {
    title: "the database can't hold what the event says (error 01a2042f-b4e2-72fe-95bd-718adb295762)",
    where: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
  }),
];

/** What a batch tells of a single call, beside what a single call is answered with. */
const itemCodes = words(callRefusals.flatMap(({ code }) => code ?? []));

const notTaken = `The calls ${words(callsNotTaken)} of the protocol are not taken yet. In a batch each is told as
\`call-not-taken\`; at their own addresses (${words(addressesNotTaken.map(({ path }) => path))}) the answer
is 422 with that code, after the key. No SDK tries it again: they do so on 429 and on 5xx.`;

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
        warnings: [],
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
    path: addresses.track[0],
    also: addresses.track.slice(1),
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
    path: addresses.identify[0],
    also: addresses.identify.slice(1),
    summary: 'Tell what is known of a customer',
    description: `One identify call of Segment's protocol. Its traits are merged into the customer's, each by the time of the call that said it
last. Where it has no \`traits\`, \`context.traits\` is read, by which RudderStack's SDKs send them. The trait \`email\` is where
e-mail goes.\n\n${clientRules}`,
    body: {
      schema: identifyBody,
      examples: { traits: { summary: 'A name and an address', value: identifyCall } },
    },
  },
  {
    id: 'sendBatch',
    method: 'post',
    path: addresses.batch[0],
    also: addresses.batch.slice(1),
    tag: 'events',
    key: 'write',
    summary: 'Send many calls',
    description: `Up to ${thousands(limits.calls)} calls, ${limits.batch / 1024} KB in all, as Segment's SDKs send them. A call that can't be taken harms only itself: the
answer is 200 all the same and tells it in \`errors\`, since the SDKs would drop the whole batch on a 400. Codes there:
${itemCodes}, \`call-not-taken\`. Where a request can have no headers (sendBeacon), the write key may be
in the query, as \`writeKey\`.\n\n${notTaken}\n\n${clientRules}`,
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
          value: { success: true, accepted: 2, duplicates: 0, entered: 1, errors: [], warnings: [] },
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
            warnings: [],
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
