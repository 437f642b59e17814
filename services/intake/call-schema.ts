import { z } from 'zod';
import type { Properties } from '../../core/condition/schema.ts';

/**
 * The wire shape of Segment's protocol, as its SDKs send it, and the limits on it. Every call of the family has the same
 * frame. Fields of the protocol that we don't use are let through and dropped; the customer's own names (properties,
 * traits) are kept as they are, but for what is no text.
 *
 * Characters are code points, of which n have at most 4n bytes in PostgreSQL. An entry of an index there may have some
 * 2,700 bytes: ids (1,020), names of events (800) and names of properties (2,048) stay below.
 */
export const limits = {
  /** Bytes of one event's JSON. */
  event: 32 * 1024,
  /** Bytes of a request after gunzip. */
  batch: 500 * 1024,
  /** Calls of a batch. */
  calls: 5_000,
  /** Levels of a call: itself, its properties, what is in them, and so on. */
  depth: 32,
  /** Values of a call, at all levels. */
  values: 5_000,
  /** Characters of a property's or trait's name, at all levels. */
  name: 512,
  /** Characters of an event's name. */
  eventName: 200,
  /** Characters of an id: userId, anonymousId, messageId. */
  id: 255,
  /** Identities of a call beside userId and anonymousId. */
  identities: 20,
} as const;

/** Read without the whitespace around it; an empty one counts as not given. */
const textId = z.string().trim().max(limits.id);
/** SDKs send numbers too: a numeric id of a shop's customers. */
const personId = z.union([textId, z.number().transform(String)]).nullish();
/** Taken as it is, for zod's own records lose the name "__proto__": `storableMembers` goes through it. */
export const propertiesSchema: z.ZodType<Properties | null> = z
  .custom<Properties>(
    (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
    'Invalid input: expected object',
  )
  .nullable();
const record = propertiesSchema.optional();
const time = z.unknown().optional();

const frame = {
  messageId: personId.describe('The name of this call: one that was stored in the last 30 days is a duplicate.'),
  userId: personId.describe('The id of your own database.'),
  anonymousId: personId.describe('A random id of the device, for who is not known yet.'),
  identities: z
    .record(z.string().max(limits.name), personId)
    .nullish()
    .describe(
      'Further names of the customer, kind ▸ value: `email`, `phone`, `loyalty` and the kinds of the workspace. Needs a server key.',
    ),
  context: record.describe(
    "Of it are read: `externalIds` (and RudderStack's `externalId`), `timezone`, `locale`, `campaign`, `traits` of an identify call without `traits`, `library.name`.",
  ),
  channel: z.unknown().optional().describe('"server", "web" or "mobile", as RudderStack\'s SDKs send it.'),
  timestamp: time.describe(
    "When it happened, by the sender's clock: ISO 8601 and common forms of it; without an offset it is UTC. Now, unless said.",
  ),
  originalTimestamp: time.describe(
    "Read where there is no timestamp. Beside one it says that the timestamp is corrected by the sender's skew already.",
  ),
  sentAt: time.describe("When the sender sent it, by its own clock. In a batch, the envelope's counts for all calls."),
};

const eventName = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().trim().min(1).max(limits.eventName));
/** Only a property of the event: the size of the call limits it. */
const pageName = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().trim())
  .nullish();
const traits = { traits: record };
const page = { name: pageName, category: pageName, properties: record };

/** One schema a call. */
export const callSchemas = {
  track: z.object({ type: z.literal('track'), event: eventName, properties: record, ...frame }),
  identify: z.object({ type: z.literal('identify'), ...traits, ...frame }),
  page: z.object({ type: z.literal('page'), ...page, ...frame }),
  screen: z.object({ type: z.literal('screen'), ...page, ...frame }),
  group: z.object({
    type: z.literal('group'),
    groupId: personId.describe('The group, such as the company, that the customer belongs to.'),
    ...traits,
    ...frame,
  }),
  alias: z.object({
    type: z.literal('alias'),
    previousId: personId.describe('Another id of the customer: an anonymousId or an earlier userId.'),
    ...frame,
  }),
} as const;

export type CallType = keyof typeof callSchemas;

export const callSchema = z.discriminatedUnion('type', [
  callSchemas.track,
  callSchemas.identify,
  callSchemas.page,
  callSchemas.screen,
  callSchemas.group,
  callSchemas.alias,
]);
export type Call = z.output<typeof callSchema>;
