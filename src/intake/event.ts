import { z } from 'zod';
import type { Problem } from '../base/problem.ts';
import { jsonSchema, type Properties } from '../condition/condition.ts';

/**
 * The wire shape of Segment's protocol, as its SDKs send it, and the limits on it. Every call of the family has the same
 * frame; `track` and `identify` are taken today. Fields of the protocol that we don't use are let through and dropped;
 * the customer's own names (properties, traits) are never touched.
 */
export const limits = {
  /** Bytes of one event's JSON. */
  event: 32 * 1024,
  /** Bytes of a request after gunzip. */
  batch: 500 * 1024,
  /** How far ahead of us a timestamp may lie. */
  aheadMs: 24 * 60 * 60 * 1000,
} as const;

const textId = z.string().trim().min(1).max(255);
/** SDKs send numbers too: a numeric id of a shop's customers. */
const personId = z.union([textId, z.number().int().transform(String)]).nullish();
const record = z.record(z.string(), jsonSchema).nullish();
const time = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]).nullish();

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
  event: z.string().trim().min(1).max(200),
  properties: record,
  ...frame,
});
export const identifyCallSchema = z.object({ type: z.literal('identify'), traits: record, ...frame });
export const callSchema = z.discriminatedUnion('type', [trackCallSchema, identifyCallSchema]);

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
  /** The event's own time, the sender's clock corrected where it told when it sent. Epoch milliseconds. */
  readonly timestamp: number;
}

/** An event with its own id and its customer. */
export interface AcceptedEvent extends IncomingEvent {
  readonly id: string;
  readonly customerId: string;
}

/** When a request came in, what its envelope said, and a name for a call that brings none. */
export interface Envelope {
  readonly receivedAt: number;
  readonly sentAt: unknown;
  readonly newMessageId: () => string;
}

/**
 * Reads one call. Of its time: `timestamp` is by the sender's clock; where `sentAt` says when that clock sent it, the
 * difference is kept and the sender's error taken out, as Segment's protocol says; without a timestamp it is now.
 */
export function readCall(call: unknown, where: string, envelope: Envelope): IncomingEvent | Problem {
  const size = Buffer.byteLength(JSON.stringify(call) ?? '');
  if (size > limits.event) {
    return {
      code: 'event-too-large',
      where,
      problem: `the event has ${size} bytes, more than ${limits.event}`,
      remedy: 'Send what journeys decide on, and keep documents and lists elsewhere.',
    };
  }
  const type = (call as { type?: unknown } | null)?.type;
  if (typeof type === 'string' && ['page', 'screen', 'group', 'alias'].includes(type)) {
    return {
      code: 'call-not-taken',
      where: `${where}.type`,
      problem: `"${type}" calls are not taken yet`,
      remedy: 'Send a track call where a journey should react to it; leave this one out.',
    };
  }
  const read = callSchema.safeParse(call);
  if (!read.success) return problemOf(read.error, where);
  const data = read.data;
  const userId = data.userId ?? undefined;
  const anonymousId = data.anonymousId ?? undefined;
  if (userId === undefined && anonymousId === undefined) {
    return {
      code: 'nobody',
      where,
      problem: 'the call says neither userId nor anonymousId',
      remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
    };
  }
  const timestamp = occurredAt(
    data.timestamp ?? data.originalTimestamp,
    data.sentAt ?? envelope.sentAt,
    envelope.receivedAt,
  );
  if (timestamp > envelope.receivedAt + limits.aheadMs) {
    return {
      code: 'timestamp-ahead',
      where: `${where}.timestamp`,
      problem: 'the timestamp lies more than 24 hours ahead',
      remedy: "Check the sender's clock, and the unit: ISO 8601 text is expected.",
    };
  }
  return {
    type: data.type,
    name: data.type === 'track' ? data.event : 'identify',
    messageId: data.messageId ?? envelope.newMessageId(),
    userId,
    anonymousId,
    properties: (data.type === 'track' ? data.properties : data.traits) ?? {},
    context: data.context ?? {},
    timestamp,
  };
}

function occurredAt(timestamp: string | null | undefined, sentAt: unknown, receivedAt: number): number {
  const at = moment(timestamp);
  if (at === undefined) return receivedAt;
  const sent = moment(sentAt);
  return sent === undefined ? at : receivedAt - (sent - at);
}

/** ISO text without an offset is UTC here, never the server's own zone. */
function moment(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const hasTime = text.includes('T');
  const at = Date.parse(hasTime && !/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}

function problemOf(error: z.ZodError, where: string): Problem {
  const issue = error.issues[0];
  const path = [where, ...(issue?.path ?? [])].join('.');
  return {
    code: 'event-unreadable',
    where: path,
    problem: issue?.message ?? 'the call can not be read',
    remedy: 'Send what a Segment SDK sends: type, event or traits, userId or anonymousId, times as ISO 8601 text.',
  };
}
