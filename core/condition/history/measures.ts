import type { Json } from '../../base/canonical-json.ts';
import { decimalSum } from '../../base/decimal-sum.ts';
import { type Engagement, type EngagementLevel, engagementLevels } from '../engagement.ts';
import type { Condition, Measure, Scope } from '../schema.ts';
import type { CustomerHistory, PastEvent, PastMessage, PastRun } from './history.ts';
import { leavesAt, windowOf } from './windows.ts';

/**
 * Fields that measure what was, with the members that `of` takes:
 *   customer.events.count          event, where, within, since
 *   customer.events.sum            the same and property: of the numbers that the events have there
 *   customer.events.first, .last   the same; property: its value in that event, else the event's moment
 *   customer.messages.<level>      channel, last, olderThan: how many of the newest accepted messages were sent, delivered,
 *                                  opened, clicked. Where opens are not measured, each number that is possible is tried
 *   customer.journeys.<id>.isIn, .enteredAt, .exitedAt, .exitReason   nothing; of the newest passage that has it
 *   customer.journeys.<id>.entries within, since        .exits   the same and reason
 *   customer.segments              nothing: the list of segments that the customer is in
 */
export type MeasuredField =
  | { readonly kind: 'events'; readonly take: (typeof eventMeasures)[number] }
  | { readonly kind: 'messages'; readonly take: EngagementLevel }
  | { readonly kind: 'journey'; readonly take: (typeof journeyMeasures)[number]; readonly journey: string }
  | { readonly kind: 'segments' };

export const eventMeasures = ['count', 'sum', 'first', 'last'] as const;
export const journeyMeasures = ['isIn', 'enteredAt', 'exitedAt', 'exitReason', 'entries', 'exits'] as const;

export const measuredRoots = ['customer.events', 'customer.messages', 'customer.journeys', 'customer.segments'];

/** Undefined: the field measures nothing. */
export function measuredIn(field: string): MeasuredField | undefined {
  const [part, root, ...names] = field.split('.');
  if (part !== 'customer') return undefined;
  const [first, second, more] = names;
  if (root === 'segments') return first === undefined ? { kind: 'segments' } : undefined;
  if (root === 'journeys') {
    const take = journeyMeasures.find((name) => name === second);
    return take && first && more === undefined ? { kind: 'journey', take, journey: first } : undefined;
  }
  if (second !== undefined) return undefined;
  if (root === 'events') {
    const take = eventMeasures.find((name) => name === first);
    return take && { kind: 'events', take };
  }
  const level = engagementLevels.find((name) => name === first);
  return root === 'messages' && level ? { kind: 'messages', take: level } : undefined;
}

/** Messages younger than this count in no measure of engagement, unless it says otherwise: people need time to answer. */
export const defaultAge = 'PT24H';

/** Every value that the field may have, most often one; none where nothing is known of the customer's history. */
export type MeasureReader = (scope: Scope) => readonly (Json | undefined)[];

type Filter = (scope: Scope) => boolean;

/** `compile` is that of compile.ts, which can't be imported from here: it needs this file. */
export function measureReader(
  field: MeasuredField,
  of: Measure = {},
  compile: (condition: Condition) => Filter,
): MeasureReader {
  const where = of.where && compile(of.where);
  const { since } = of;
  const sinceWhere = typeof since === 'object' && 'event' in since && since.where ? compile(since.where) : undefined;
  return (scope) => {
    const { history } = scope;
    if (!history) return [];
    const isMeant = (filter: Filter | undefined) => (event: PastEvent) =>
      filter === undefined || filter({ ...scope, event, history: undefined });
    const inWindow = windowOf(of, scope, history, isMeant(sinceWhere));
    switch (field.kind) {
      case 'events': {
        const events = (history.events.get(of.event ?? '') ?? []).filter(inWindow).filter(isMeant(where));
        return [ofEvents(field.take, events, of)];
      }
      case 'messages':
        return ofMessages(field.take, of, history);
      case 'journey': {
        const runs = history.journeys.get(field.journey) ?? [];
        return [ofRuns(field.take, runs, of, (timestamp) => inWindow({ timestamp }))];
      }
      case 'segments':
        return [[...history.segments].sort()];
    }
  };
}

function ofEvents(take: (typeof eventMeasures)[number], events: readonly PastEvent[], { property }: Measure) {
  switch (take) {
    case 'count':
      return events.length;
    case 'sum':
      return decimalSum(
        events.map((event) => propertyOf(event, property)).filter((value) => typeof value === 'number'),
      );
    case 'first':
    case 'last': {
      const event = take === 'first' ? events[0] : events.at(-1);
      if (!event) return undefined;
      return property === undefined ? new Date(event.timestamp).toISOString() : propertyOf(event, property);
    }
  }
}

export const propertyRoot = 'event.properties.';

/** The names that lead to a property: "event.properties.cart.total" is cart, total. */
export function namesOfProperty(property = ''): readonly string[] {
  return property.startsWith(propertyRoot) ? property.slice(propertyRoot.length).split('.') : [];
}

function propertyOf({ properties }: PastEvent, property: string | undefined): Json | undefined {
  const names = namesOfProperty(property);
  return names.length === 0 ? undefined : walk(properties, names);
}

/** Where the names lead to. Lists are not entered, and only what an object has of its own is seen. */
export function walk(start: Json | undefined, names: readonly string[]): Json | undefined {
  let value = start;
  for (const name of names) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as { readonly [name: string]: Json })[name];
  }
  return value;
}

/** From the least to the greatest number that is possible. */
function ofMessages(level: EngagementLevel, of: Measure, history: CustomerHistory): number[] {
  const levels: Engagement[] = measuredMessages(of, history).map((message) => message.levels);
  const known = levels.filter((each) => each[level] === true).length;
  const unknown = levels.filter((each) => each[level] === undefined).length;
  return Array.from({ length: unknown + 1 }, (_, more) => known + more);
}

function measuredMessages({ channel = '', last = 0, olderThan }: Measure, history: CustomerHistory) {
  const of = { within: olderThan ?? defaultAge };
  const isOld = ({ acceptedAt }: PastMessage) => leavesAt(of, acceptedAt, history) === undefined;
  return (history.messages.get(channel) ?? []).filter(isOld).slice(0, last);
}

function ofRuns(
  take: (typeof journeyMeasures)[number],
  runs: readonly PastRun[],
  { reason }: Measure,
  inWindow: (moment: number) => boolean,
): Json | undefined {
  const ended = runs.filter((run) => run.endedAt !== undefined);
  const latest = ended.reduce<PastRun | undefined>(
    (last, run) => (last && (last.endedAt as number) >= (run.endedAt as number) ? last : run),
    undefined,
  );
  const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString());
  switch (take) {
    case 'isIn':
      return ended.length < runs.length;
    case 'enteredAt':
      return iso(runs[0]?.enteredAt);
    case 'exitedAt':
      return iso(latest?.endedAt);
    case 'exitReason':
      return latest?.endReason;
    case 'entries':
      return runs.filter(({ enteredAt }) => inWindow(enteredAt)).length;
    case 'exits':
      return ended.filter(
        ({ endedAt, endReason }) => inWindow(endedAt as number) && (reason === undefined || endReason === reason),
      ).length;
  }
}

/** Moments after now at which the field may have another value though nothing happens. */
export function changeMoments(field: MeasuredField, of: Measure = {}, history: CustomerHistory): readonly number[] {
  const leaving = (moments: readonly number[], measure: Measure) =>
    moments.flatMap((moment) => leavesAt(measure, moment, history) ?? []);
  switch (field.kind) {
    case 'events':
      return leaving(
        (history.events.get(of.event ?? '') ?? []).map(({ timestamp }) => timestamp),
        of,
      );
    case 'messages':
      return leaving(
        (history.messages.get(of.channel ?? '') ?? []).map(({ acceptedAt }) => acceptedAt),
        { within: of.olderThan ?? defaultAge },
      );
    case 'journey':
      return leaving(
        (history.journeys.get(field.journey) ?? []).flatMap(({ enteredAt, endedAt }) =>
          [enteredAt, endedAt ?? []].flat(),
        ),
        of,
      );
    case 'segments':
      return [];
  }
}
