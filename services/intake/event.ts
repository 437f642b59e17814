import { z } from 'zod';
import { jsonTooLarge } from '../../core/base/json-limits.ts';
import type { Problem } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { isStorable, storableMembers, toStorable } from '../../core/base/storable.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { FeedbackEffect } from '../../store/messages/feedback.ts';

/**
 * The wire shape of Segment's protocol, as its SDKs send it, and the limits on it. Every call of the family has the same
 * frame; `track` and `identify` are taken today. Fields of the protocol that we don't use are let through and dropped;
 * the customer's own names (properties, traits) are kept as they are, but for what is no text.
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
  /** How far ahead of us a timestamp may lie. */
  aheadMs: 24 * 60 * 60 * 1000,
  /** When the earliest timestamp is: a sender's clock may be wrong by decades, but not by centuries. */
  earliest: Date.UTC(1900, 0, 1),
} as const;

/** Read without the whitespace around it; an empty one counts as not given. */
const textId = z.string().trim().max(limits.id);
/** SDKs send numbers too: a numeric id of a shop's customers. */
const personId = z.union([textId, z.number().int().transform(String)]).nullish();
/** Taken as it is, for zod's own records lose the name "__proto__": `storableMembers` goes through it. */
export const propertiesSchema: z.ZodType<Properties | null> = z
  .custom<Properties>(
    (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
    'Invalid input: expected object',
  )
  .nullable();
const record = propertiesSchema.optional();
const moment = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);
const time = moment.nullish();

const frame = {
  messageId: textId
    .nullish()
    .describe('The name of this call: one that was stored in the last 30 days is a duplicate.'),
  userId: personId.describe('The id of your own database.'),
  anonymousId: personId.describe('A random id of the device, for who is not known yet.'),
  context: record,
  timestamp: time.describe("When it happened, by the sender's clock; without an offset it is UTC. Now, unless said."),
  originalTimestamp: time.describe('Read where there is no timestamp.'),
  sentAt: time.describe("When the sender sent it, by its own clock. In a batch, the envelope's counts for all calls."),
};

export const trackCallSchema = z.object({
  type: z.literal('track'),
  event: z.string().trim().min(1).max(limits.eventName),
  properties: record,
  ...frame,
});
export const identifyCallSchema = z.object({
  type: z.literal('identify'),
  traits: record,
  ...frame,
});
export const callSchema = z.discriminatedUnion('type', [trackCallSchema, identifyCallSchema]);
type Call = z.output<typeof callSchema>;

/** Calls of the family that are not taken yet. */
export const callsNotTaken = ['page', 'screen', 'group', 'alias'] as const;

/** A call that passed: what accept.ts stores. */
export interface IncomingEvent {
  readonly type: 'track' | 'identify';
  /** The track call's event; "identify" for an identify call. */
  readonly name: string;
  readonly messageId: string;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** Properties of a track call, traits of an identify call. */
  readonly properties: Properties;
  readonly context: Properties;
  /** The event's own time, corrected by `sentAt` where the sender gave it. Epoch milliseconds. */
  readonly timestamp: number;
  /** Of events that we make ourselves: their customer, who is known without an identity. */
  readonly customerId?: string | undefined;
  /** Of feedback about a message: what is written with the event. */
  readonly feedback?: FeedbackEffect | undefined;
}

/** An event with its own id and its customer. */
export interface AcceptedEvent extends IncomingEvent {
  readonly id: string;
  readonly customerId: string;
  /** How many runs in a row led to it, of an event that a run emitted; 0 for what came from outside. */
  readonly depth?: number | undefined;
}

/** When a request came in, what its envelope said (what is no time is not used), and a name for a call that brings none. */
export interface Envelope {
  readonly receivedAt: number;
  readonly sentAt: unknown;
  readonly newMessageId: () => string;
}

/**
 * Reads one call: the one place where text from outside is made such that PostgreSQL holds it as JavaScript does. Ids that
 * are no text are refused, since a replacement would make two people one; in all other text U+FFFD replaces what is no
 * text. Whatever is thrown meanwhile is this call's problem.
 *
 * Of its time: `timestamp` is by the sender's clock; where `sentAt` says when that clock sent it, the difference is kept
 * and the sender's error taken out, as Segment's protocol says; without a timestamp it is now.
 */
export function readCall(call: unknown, where: string, envelope: Envelope): IncomingEvent | Problem {
  try {
    const problem = tooLarge(call, where) ?? notTaken(call, where) ?? unfitId(call, where);
    if (problem) return problem;
    const read = safeParse(callSchema, call);
    if (!read.success) return problemOf(read.error, where);
    return eventOf(read.data, where, envelope);
  } catch {
    return unreadable(where, 'the call can not be read');
  }
}

function eventOf(call: Call, where: string, envelope: Envelope): IncomingEvent | Problem {
  const userId = call.userId || undefined;
  const anonymousId = call.anonymousId || undefined;
  if (userId === undefined && anonymousId === undefined) {
    return {
      code: 'nobody',
      where,
      problem: 'the call says neither userId nor anonymousId',
      remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
    };
  }
  const timestamp = occurredAt(call.timestamp ?? call.originalTimestamp, call.sentAt ?? envelope.sentAt, envelope);
  const problem = unlikelyTime(timestamp, where, envelope.receivedAt);
  if (problem) return problem;
  const properties = call.type === 'track' ? call.properties : (call.traits ?? traitsInContext(call.context));
  return {
    type: call.type,
    name: call.type === 'track' ? toStorable(call.event) : 'identify',
    messageId: call.messageId || envelope.newMessageId(),
    userId,
    anonymousId,
    properties: storableMembers(properties ?? {}),
    context: storableMembers(call.context ?? {}),
    timestamp,
  };
}

function traitsInContext(context: Properties | null | undefined): Properties | null | undefined {
  const read = safeParse(propertiesSchema, context?.traits);
  return read.success ? read.data : undefined;
}

function tooLarge(call: unknown, where: string): Problem | undefined {
  const found = jsonTooLarge(call, limits, where);
  if (found?.code === 'number-too-large') return found;
  const remedy = 'Send what journeys decide on, and keep documents and lists elsewhere.';
  if (found) return { ...found, code: `event-${found.code}`, remedy };
  const size = Buffer.byteLength(JSON.stringify(call) ?? '');
  if (size <= limits.event) return undefined;
  return {
    code: 'event-too-large',
    where,
    problem: `the event has ${size} bytes, more than ${limits.event}`,
    remedy,
  };
}

function notTaken(call: unknown, where: string): Problem | undefined {
  const type = (call as { type?: unknown } | null)?.type;
  return callsNotTaken.some((each) => each === type) ? callNotTaken(String(type), `${where}.type`) : undefined;
}

export function callNotTaken(type: string, where: string): Problem {
  return {
    code: 'call-not-taken',
    where,
    problem: `"${type}" calls are not taken yet`,
    remedy: 'Send a track call where a journey should react to it; leave this one out.',
  };
}

function unfitId(call: unknown, where: string): Problem | undefined {
  for (const name of ['userId', 'anonymousId', 'messageId'] as const) {
    const id = (call as { readonly [name: string]: unknown } | null)?.[name];
    if (typeof id === 'string' && !isStorable(id)) {
      return {
        code: 'id-no-text',
        where: `${where}.${name}`,
        problem: `the ${name} holds U+0000, or half of a character (a lone surrogate)`,
        remedy: 'Cut and encode ids by whole characters: an id is taken as it is, or not at all.',
      };
    }
    if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
      return {
        code: 'id-inexact',
        where: `${where}.${name}`,
        problem: `the ${name} is a number beyond 2^53, where two ids become one`,
        remedy: 'Send it as text.',
      };
    }
  }
  return undefined;
}

function unlikelyTime(timestamp: number, where: string, receivedAt: number): Problem | undefined {
  if (timestamp > receivedAt + limits.aheadMs) {
    return {
      code: 'timestamp-ahead',
      where: `${where}.timestamp`,
      problem: 'the timestamp lies more than 24 hours ahead',
      remedy: "Check the sender's clock, and the unit: ISO 8601 text is expected.",
    };
  }
  if (timestamp >= limits.earliest) return undefined;
  return {
    code: 'timestamp-behind',
    where: `${where}.timestamp`,
    problem: 'the timestamp lies before the year 1900',
    remedy: "Check the sender's clock, in sentAt too: its difference to ours is taken out of the timestamp.",
  };
}

function occurredAt(timestamp: string | null | undefined, sentAt: unknown, { receivedAt }: Envelope): number {
  const at = timestamp == null ? undefined : millisecondsOf(timestamp);
  if (at === undefined) return receivedAt;
  const sent = safeParse(moment, sentAt);
  return sent.success ? receivedAt - (millisecondsOf(sent.data) - at) : at;
}

/** ISO text without an offset is UTC here, never the server's own zone. */
function millisecondsOf(text: string): number {
  const hasTime = text.includes('T');
  return Date.parse(hasTime && !/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text);
}

function problemOf(error: z.ZodError, where: string): Problem {
  const issue = error.issues[0];
  return unreadable([where, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'the call can not be read');
}

function unreadable(where: string, problem: string): Problem {
  return {
    code: 'event-unreadable',
    where,
    problem,
    remedy: 'Send what a Segment SDK sends: type, event or traits, userId or anonymousId, times as ISO 8601 text.',
  };
}
