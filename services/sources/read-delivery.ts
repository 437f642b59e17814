import { createHash } from 'node:crypto';
import type { Json } from '../../core/base/canonical-json.ts';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { toStorable } from '../../core/base/storable.ts';
import { type ForeignRecord, type Mapping, mapRecord } from '../../core/transfer/mapping.ts';
import type { Source, SourceCall } from '../../core/workspace/sources.ts';
import { type IncomingEvent, readCall } from '../intake/event.ts';
import { type ForeignDelivery, memberAt, type SourceForm } from './forms/form.ts';

/** What a delivery comes to. */
export interface ReadDelivery {
  /** What the sender calls it; of several events, each name once. */
  readonly topic: string | undefined;
  readonly events: readonly IncomingEvent[];
  /** Calls that could not be made of it. */
  readonly problems: readonly Problem[];
}

/** The objects that a delivery brings; undefined: it brings none. */
export function partsOf(form: SourceForm, json: unknown): readonly ForeignRecord[] | undefined {
  const parts = form.partsOf ? form.partsOf(json) : [json];
  return parts?.every((part) => part !== null && typeof part === 'object' && !Array.isArray(part))
    ? (parts as ForeignRecord[])
    : undefined;
}

/**
 * The calls that the source's mappings make of the parts of a payload. Their messageIds come from the delivery's own id, else from its
 * body, so a repeat is known by intake as any other duplicate.
 */
export function readDelivery(
  name: string,
  source: Source,
  form: SourceForm,
  delivery: ForeignDelivery,
  parts: readonly ForeignRecord[],
  context: ReadContext,
): ReadDelivery {
  const read = parts.map((json) => readPart(name, source, form, { ...delivery, json }, context));
  const topics = new Set(read.flatMap(({ topic }) => topic ?? []));
  return {
    topic: topics.size === 0 ? undefined : [...topics].join(', ').slice(0, 500),
    events: read.flatMap(({ events }) => events),
    problems: read.flatMap(({ problems }) => problems),
  };
}

interface ReadContext {
  readonly receivedAt: number;
  readonly newMessageId: () => string;
}

function readPart(
  name: string,
  source: Source,
  form: SourceForm,
  delivery: ForeignDelivery,
  { receivedAt, newMessageId }: ReadContext,
): ReadDelivery {
  const topic = form.topicOf(delivery, source);
  const payload = delivery.json as ForeignRecord;
  const record: ForeignRecord = { ...payload, ...(topic !== undefined && { '@topic': topic }) };
  const known = form.partsOf ? JSON.stringify(payload) : delivery.body;
  const id = form.idOf(delivery, source) ?? createHash('sha256').update(known).digest('hex');
  const calls = [...source.calls, ...(source.ready ? form.calls : [])];
  const events: IncomingEvent[] = [];
  const problems: Problem[] = [];
  for (const [index, call] of calls.entries()) {
    if (!meets(call, record)) continue;
    const read = readOne(call, source, record, {
      messageId: `source/${name}/${id}/${index}`,
      receivedAt,
      newMessageId,
    });
    if ('problem' in read) problems.push(read);
    else events.push(read);
  }
  return { topic, events, problems };
}

function meets({ when }: SourceCall, record: ForeignRecord): boolean {
  return Object.entries(when).every(([place, wanted]) => {
    const value = Object.hasOwn(record, place) ? record[place] : memberAt(record, place);
    return Array.isArray(wanted) ? wanted.some((each) => each === value) : wanted === value;
  });
}

function readOne(
  { call: type, event, map }: SourceCall,
  source: Source,
  record: ForeignRecord,
  { messageId, receivedAt, newMessageId }: { messageId: string; receivedAt: number; newMessageId: () => string },
): IncomingEvent | Problem {
  try {
    const { email, phone, ...fields } = mapRecord(withIdentity(map, source.identity), record);
    const identities = {
      ...(fields.identities as Record<string, Json> | undefined),
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
    };
    const call = { ...fields, type, ...(event !== undefined && { event }), identities, messageId };
    return readCall(call, '', { receivedAt, sentAt: undefined, newMessageId });
  } catch (thrown) {
    const [problem] = thrown instanceof ProblemError ? thrown.problems : [];
    if (!problem) throw thrown;
    return problem;
  }
}

/** The sender's own id of a customer becomes an identity of the declared kind. */
function withIdentity(map: Mapping, kind: string | undefined): Mapping {
  const { 'identities.$own': place, ...others } = map;
  if (place === undefined || kind === undefined) return others;
  const field = /^user-?id$/i.test(kind) ? 'userId' : `identities.${kind}`;
  const from = typeof place === 'string' ? ({ column: place, as: 'text' } as const) : place;
  return { ...others, [field]: from };
}

const secretNames = /secret|token|passw|authori[sz]ation|signature|api.?key|card|cvc|iban|account.?number|ssn/i;
const REMOVED = '(removed)';
const LONGEST_TEXT = 2_000;

/** A payload as people may look at it: without what names itself a secret, and with long texts cut. */
export function withoutSecrets(value: Json, depth = 0): Json {
  if (typeof value === 'string')
    return toStorable(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > 32) return REMOVED;
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => withoutSecrets(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      toStorable(name),
      secretNames.test(name) && member !== null ? REMOVED : withoutSecrets(member as Json, depth + 1),
    ]),
  );
}
