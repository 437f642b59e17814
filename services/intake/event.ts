import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { jsonTooLarge } from '../../core/base/json-limits.ts';
import type { Problem } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { isLongerThan, isStorable, storableMembers, toStorable } from '../../core/base/storable.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { contextTraitNames } from '../../core/customer/call-traits.ts';
import { type EventTimeFlag, eventTime } from '../../core/customer/event-time.ts';
import type { Identity } from '../../core/customer/identity.ts';
import type { DirectEntry } from '../../core/journey/definition/index.ts';
import type { FeedbackEffect } from '../../store/messages/feedback.ts';
import { type Call, type CallType, callSchema, limits, propertiesSchema } from './call-schema.ts';
import { isOfDevice } from './device.ts';
import { readIds } from './ids.ts';
import { foreignMessageId, hasNameOfOurs, notOurs } from './not-ours.ts';

/** A call that passed: what intake stores. */
export interface IncomingEvent {
  readonly type: CallType | 'entry';
  /** The track call's event; "Page Viewed" and "Screen Viewed"; else the type of the call. */
  readonly name: string;
  readonly messageId: string;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** Further identities, in their stored form; of kinds that the workspace may not know. */
  readonly identities?: readonly Identity[] | undefined;
  /** Another id of the same customer, of an alias call. */
  readonly previousId?: string | undefined;
  /** Properties of a track, page or screen call; traits of an identify or group call, the latter with the group's `id`. */
  readonly properties: Properties;
  readonly context: Properties;
  /** The event's own time, epoch milliseconds: see `eventTime`. */
  readonly timestamp: number;
  /** Of events that we make ourselves: their customer, who is known without an identity. */
  readonly customerId?: string | undefined;
  /** Of feedback about a message: what is written with the event. */
  readonly feedback?: FeedbackEffect | undefined;
  /** The time is by the clock of a browser or device. */
  readonly byDevice?: boolean | undefined;
  /** It was sent with a key that everybody can read in a page. */
  readonly byBrowserKey?: boolean | undefined;
  /** Imported: it enters no journey. */
  readonly isHistorical?: boolean | undefined;
  /** It has the name of one of our own events about messages, and is none: see not-ours.ts. */
  readonly isNotOurs?: boolean | undefined;
  /**
   * Somebody says that the customer enters this journey: the event is its payload, and no run hears it. member: it stands for
   * the joining of a segment that the customer was in before, and meets the entries of that event.
   */
  readonly enters?: { readonly journey: string; readonly by: DirectEntry | 'member' } | undefined;
  /** What of the call was not used, and why. */
  readonly flags?: readonly Problem[] | undefined;
}

/** An event with its own id and its customer. */
export interface AcceptedEvent extends IncomingEvent {
  readonly id: string;
  readonly customerId: string;
  /** How many runs in a row led to it, of an event that a run emitted; 0 for what came from outside. */
  readonly depth?: number | undefined;
}

/** May journeys react to it? */
export function isTrigger({ type, isNotOurs }: IncomingEvent): boolean {
  if (isNotOurs) return false;
  return type === 'track' || type === 'page' || type === 'screen';
}

/** The traits that a call may set: its own, and those of its context. Whether one changes is for `profile` to see. */
export function traitNamesOf({ type, properties, context }: IncomingEvent): string[] {
  const own = type === 'identify' ? Object.keys(properties) : type === 'group' ? ['group'] : [];
  return [...own, ...contextTraitNames.filter((name) => Object.hasOwn(context, name))];
}

/** When a request came in, what its envelope said, and a name for a call that brings none. */
export interface Envelope {
  readonly receivedAt: number;
  readonly sentAt: unknown;
  readonly newMessageId: () => string;
  /** The key that it came with is a browser's: it may not name people by what others know of them. */
  readonly byBrowserKey?: boolean | undefined;
  readonly isHistorical?: boolean | undefined;
}

/**
 * Reads one call: the one place where text from outside is made such that PostgreSQL holds it as JavaScript does. Ids that
 * are no text are refused, since a replacement would make two people one; in all other text U+FFFD replaces what is no
 * text. Whatever is thrown meanwhile is this call's problem.
 */
export function readCall(call: unknown, where: string, envelope: Envelope): IncomingEvent | Problem {
  try {
    const problem = tooLarge(call, where) ?? unfitId(call, where);
    if (problem) return problem;
    const flags: Problem[] = [];
    const read = safeParse(callSchema, withoutEmpties(call, flags));
    if (!read.success) return problemOf(read.error, where);
    return eventOf(read.data, where, envelope, flags);
  } catch {
    return unreadable(where, 'the call can not be read');
  }
}

function eventOf(call: Call, where: string, envelope: Envelope, flags: Problem[]): IncomingEvent | Problem {
  const { receivedAt, byBrowserKey, isHistorical } = envelope;
  const ids = readIds(call, byBrowserKey === true, flags);
  if (!ids.isSomebody) return { ...(ids.refused ?? nobody), where };
  const { timestamp, originalTimestamp } = call;
  const time = eventTime({ timestamp, originalTimestamp, sentAt: call.sentAt ?? envelope.sentAt, receivedAt });
  if (time.flag) flags.push(timeFlags[time.flag]);
  const { previousId } = ids;
  const { name: given, properties } = contentOf(call, previousId);
  const name = toStorable(given);
  const isNotOurs = call.type === 'track' && hasNameOfOurs(name);
  if (isNotOurs) flags.push(notOurs);
  return {
    type: call.type,
    name,
    messageId: call.messageId ? foreignMessageId(call.messageId) : envelope.newMessageId(),
    userId: ids.userId,
    anonymousId: ids.anonymousId,
    ...(ids.identities.length > 0 && { identities: ids.identities }),
    ...(previousId !== undefined && { previousId }),
    properties: storableMembers(properties),
    context: storableMembers(call.context ?? {}),
    timestamp: time.at,
    ...(isOfDevice(call, byBrowserKey === true) && { byDevice: true }),
    ...(byBrowserKey && { byBrowserKey }),
    ...(isHistorical && { isHistorical }),
    ...(isNotOurs && { isNotOurs }),
    ...(flags.length > 0 && { flags }),
  };
}

function contentOf(call: Call, previousId: string | undefined): { name: string; properties: Properties } {
  switch (call.type) {
    case 'track':
      return { name: call.event, properties: call.properties ?? {} };
    case 'identify':
      return { name: 'identify', properties: call.traits ?? traitsInContext(call.context) ?? {} };
    case 'page':
    case 'screen': {
      const named = { ...(call.category && { category: call.category }), ...(call.name && { name: call.name }) };
      const name = call.type === 'page' ? 'Page Viewed' : 'Screen Viewed';
      return { name, properties: { ...call.properties, ...named } };
    }
    case 'group':
      return { name: 'group', properties: { ...call.traits, ...(call.groupId && { id: call.groupId }) } };
    case 'alias':
      return { name: 'alias', properties: previousId === undefined ? {} : { previousId } };
  }
}

function traitsInContext(context: Properties | null | undefined): Properties | null | undefined {
  const read = safeParse(propertiesSchema, context?.traits);
  return read.success ? read.data : undefined;
}

const recordMembers = ['properties', 'traits', 'context', 'identities'];
const idMembers = ['userId', 'anonymousId', 'previousId', 'groupId'];

/**
 * PHP sends an empty object as a list, forms send it as text: what is empty counts as not given, as does what is no object
 * where one belongs, or neither text nor number where an id does.
 */
function withoutEmpties(call: unknown, flags: Problem[]): unknown {
  if (call === null || typeof call !== 'object' || Array.isArray(call)) return call;
  const given = { ...call } as Record<string, unknown>;
  const drop = (record: Record<string, unknown>, name: string, problem: Problem) => {
    if (!isEmpty(record[name])) flags.push(problem);
    delete record[name];
  };
  for (const name of recordMembers) {
    const value = given[name];
    if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) continue;
    drop(given, name, noObject(name));
  }
  for (const name of idMembers) if (!isIdLike(given[name])) drop(given, name, noId(name));
  if (given.identities) {
    const identities = Object.fromEntries(Object.entries(given.identities));
    for (const name of Object.keys(identities)) {
      const tooLong = isLongerThan(name, limits.name);
      if (tooLong || name === '__proto__' || !isIdLike(identities[name])) drop(identities, name, noId('identities'));
    }
    given.identities = identities;
  }
  if (typeof given.type === 'string') given.type = given.type.trim().toLowerCase();
  for (const name of ['name', 'category']) if (!isIdLike(given[name])) delete given[name];
  if (!isIdLike(given.messageId)) delete given.messageId;
  if (typeof given.messageId === 'string') given.messageId = shortened(given.messageId.trim());
  return given;
}

function isIdLike(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'number';
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

/** A messageId only tells calls apart: one that is too long for the index is replaced by its digest. */
function shortened(messageId: string): string {
  if (!isLongerThan(messageId, limits.id)) return messageId;
  return `sha256-${createHash('sha256').update(messageId).digest('hex')}`;
}

const noId = (where: string): Problem => ({
  code: 'id-unreadable',
  where,
  problem: `the ${where} is neither text nor a number, and was not used`,
  remedy: 'Send an id as text.',
  severity: 'warning',
});

const noObject = (where: string): Problem => ({
  code: 'no-object',
  where,
  problem: `the ${where} are no object and were not used`,
  remedy: 'Send names with their values: {"plan": "team"}.',
  severity: 'warning',
});

const timeFlags: Readonly<Record<EventTimeFlag, Problem>> = {
  'time-ahead': {
    code: 'time-ahead',
    where: 'timestamp',
    problem: 'the time lies ahead of ours: it counts as now',
    remedy: "Check the sender's clock, and send sentAt with it.",
    severity: 'warning',
  },
  'time-unreadable': {
    code: 'time-unreadable',
    where: 'timestamp',
    problem: 'the time can not be read, or lies before 1900: it counts as now',
    remedy: 'Send ISO 8601 text, such as "2026-03-02T20:10:00Z".',
    severity: 'warning',
  },
  'time-corrected': {
    code: 'time-corrected',
    where: 'sentAt',
    problem: "the sender's clock is more than a day behind ours: the difference was taken out of the time",
    remedy: "Check the sender's clock.",
    severity: 'warning',
  },
};

const nobody: Problem = {
  code: 'nobody',
  where: '',
  problem: 'the call says neither userId nor anonymousId',
  remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
};

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

function unfitId(call: unknown, where: string): Problem | undefined {
  const given = (call ?? {}) as { readonly [name: string]: unknown };
  const members = ['userId', 'anonymousId', 'messageId', 'previousId', 'groupId'].map((name) => [name, given[name]]);
  const { identities } = given;
  const named = identities !== null && typeof identities === 'object' ? Object.entries(identities) : [];
  for (const [name, id] of [...members, ...named] as [string, unknown][]) {
    if (typeof id === 'string' && !isStorable(id)) {
      return {
        code: 'id-no-text',
        where: `${where}.${toStorable(name)}`,
        problem: `the ${toStorable(name)} holds U+0000, or half of a character (a lone surrogate)`,
        remedy: 'Cut and encode ids by whole characters: an id is taken as it is, or not at all.',
      };
    }
    if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
      return {
        code: 'id-inexact',
        where: `${where}.${toStorable(name)}`,
        problem: `the ${toStorable(name)} is a number beyond 2^53, where two ids become one`,
        remedy: 'Send it as text.',
      };
    }
  }
  return undefined;
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
