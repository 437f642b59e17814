import { momentOf } from '../../core/base/calendar.ts';
import type { Json } from '../../core/base/canonical-json.ts';
import { greatestAmount } from '../../core/base/decimal-sum.ts';
import { parseDuration } from '../../core/base/duration.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { isGroup, isReference } from '../../core/condition/compile.ts';
import { valueTrait } from '../../core/condition/customer-value.ts';
import type { EngagementLevel } from '../../core/condition/engagement.ts';
import { defaultAge, type MeasuredField, measuredIn, namesOfProperty } from '../../core/condition/history/measures.ts';
import { atMostMs, isOfCalendar } from '../../core/condition/history/windows.ts';
import type { Condition, Measure, Operator, Rule } from '../../core/condition/schema.ts';
import { timestamp } from '../database/database.ts';
import { reactedTo } from '../events/events.ts';

/**
 * A condition as SQL, for an audience: it speaks of the customer in the row `customer` (columns id, traits) and, for what was,
 * of `person.ids`, the ids of the customer and of those joined into them. Values are parameters, question marks in order.
 * True, false, and null for what cannot be known, as the closure has it. A property test holds the two to one answer.
 */
export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** What a customer's conditions are evaluated for: the moment decides what is in a window. */
export function conditionSql(condition: Condition, now: number): Fragment {
  return groupSql(condition, { now, event: undefined });
}

/** A condition on one event, whose row has this alias, that looks at the event alone. */
export function eventConditionSql(condition: Condition, alias: string): Fragment {
  return groupSql(condition, { now: 0, event: alias });
}

interface Context {
  readonly now: number;
  /** The alias of the event's row, in a condition on events. */
  readonly event: string | undefined;
}

/** Pieces of SQL put together; each keeps its parameters. */
function sql(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {
    sql: texts.reduce((all, text, index) => `${all}${parts[index - 1]?.sql ?? ''}${text}`),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

const raw = (text: string): Fragment => ({ sql: text, bindings: [] });
const value = (type: string, bound: unknown): Fragment => ({ sql: `cast(? as ${type})`, bindings: [bound] });
const json = (bound: Json | undefined): Fragment =>
  bound === undefined ? raw('cast(null as jsonb)') : value('jsonb', JSON.stringify(bound));

function joined(fragments: readonly Fragment[], between: string): Fragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(between),
    bindings: fragments.flatMap(({ bindings }) => bindings),
  };
}

function groupSql({ combinator, not, rules }: Condition, context: Context): Fragment {
  const parts = rules.map((part) => (isGroup(part) ? groupSql(part, context) : ruleSql(part, context)));
  const all = sql`(${joined(parts, combinator === 'and' ? ' and ' : ' or ')})`;
  return not ? sql`(not ${all})` : all;
}

function ruleSql(rule: Rule, context: Context): Fragment {
  const { field, of = {}, operator, value: given } = rule;
  const expected = isReference(given) ? fieldSql(given.ref, context) : json(given as Json | undefined);
  const measured = measuredIn(field);
  const literal = isReference(given) ? undefined : (given as Json | undefined);
  if (measured?.kind === 'messages')
    return messagesSql(measured.take, of, context, (count) => operate(operator, count, expected, literal));
  const actual = measured ? measureSql(measured, of, context) : fieldSql(field, context);
  return operate(operator, actual, expected, literal);
}

/** The value of a field as jsonb; SQL's null where it is missing. */
function fieldSql(field: string, { event }: Context): Fragment {
  if (field === 'event.name' && event !== undefined) return raw(`to_jsonb(${event}.name)`);
  const [part, member, ...names] = field.split('.');
  if (part === 'customer' && member === 'traits') return path(raw('customer.traits'), names);
  if (part === 'customer' && member === 'value') return path(raw('customer.traits'), [valueTrait, ...names]);
  if (part === 'event' && member === 'properties' && event !== undefined)
    return path(raw(`${event}.properties`), names);
  throw new PermanentFailure('no-such-field', `an audience has no "${field}"`);
}

/** Into objects alone: -> with a text gives nothing of a list. */
const path = (start: Fragment, names: readonly string[]): Fragment =>
  names.reduce((inner, name) => sql`(${inner} -> ${value('text', name)})`, start);

/** Always true or false. `literal`: the expected value, where it is one; for most of them PostgreSQL compares directly. */
function operate(operator: Operator, actual: Fragment, expected: Fragment, literal?: Json): Fragment {
  const ordered = (comparison: string) =>
    directOrder(actual, literal, comparison) ??
    sql`coalesce(json_order(${actual}, ${expected}) ${raw(comparison)} 0, false)`;
  switch (operator) {
    case '=':
      return equals(actual, expected, literal);
    case '!=':
      return sql`(not ${equals(actual, expected, literal)})`;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator);
    case 'in':
      return isOneOf(actual, expected, literal);
    case 'notIn':
      return sql`(not ${isOneOf(actual, expected, literal)})`;
    case 'between': {
      const [least, greatest] = Array.isArray(literal) && literal.length === 2 ? literal : [];
      if (least === undefined || greatest === undefined) return raw('false');
      return sql`(${operate('>=', actual, json(least), least)} and ${operate('<=', actual, json(greatest), greatest)})`;
    }
    case 'contains':
      return sql`coalesce(json_contains(${actual}, ${expected}), false)`;
    case 'doesNotContain':
      return sql`(not coalesce(json_contains(${actual}, ${expected}), false))`;
    case 'beginsWith':
      return ofTexts(actual, expected, (x, y) => sql`starts_with(${x}, ${y})`);
    case 'endsWith':
      return ofTexts(actual, expected, (x, y) => sql`right(${x}, length(${y})) = ${y}`);
    case 'null':
      return sql`coalesce(jsonb_typeof(${actual}) = 'null', true)`;
    case 'notNull':
      return sql`(not coalesce(jsonb_typeof(${actual}) = 'null', true))`;
  }
}

function equals(actual: Fragment, expected: Fragment, literal: Json | undefined): Fragment {
  const isDirect =
    typeof literal === 'number' ||
    typeof literal === 'boolean' ||
    (typeof literal === 'string' && momentOf(literal) === undefined);
  if (isDirect) return sql`coalesce(${actual} = ${expected}, false)`;
  return sql`coalesce(json_equal(${actual}, ${expected}), false)`;
}

function directOrder(actual: Fragment, literal: Json | undefined, comparison: string): Fragment | undefined {
  if (typeof literal !== 'number') return undefined;
  return sql`(case when jsonb_typeof(${actual}) = 'number' then cast(${actual} as numeric) ${raw(comparison)} ${value('numeric', String(literal))} else false end)`;
}

function isOneOf(actual: Fragment, expected: Fragment, literal: Json | undefined): Fragment {
  if (Array.isArray(literal)) {
    const each = literal.map((item: Json) => equals(actual, json(item), item));
    return each.length === 0 ? raw('false') : sql`(${joined(each, ' or ')})`;
  }
  return sql`coalesce(case when jsonb_typeof(${expected}) = 'array' then exists (
    select 1 from jsonb_array_elements(${expected}) as item where json_equal(${actual}, item)) end, false)`;
}

function ofTexts(actual: Fragment, expected: Fragment, fits: (x: Fragment, y: Fragment) => Fragment): Fragment {
  const text = (of: Fragment) => sql`(${of} #>> '{}')`;
  return sql`(case when jsonb_typeof(${actual}) = 'string' and jsonb_typeof(${expected}) = 'string'
    then ${fits(text(actual), text(expected))} else false end)`;
}

function measureSql(field: Exclude<MeasuredField, { kind: 'messages' }>, of: Measure, context: Context): Fragment {
  switch (field.kind) {
    case 'events':
      return eventsSql(field.take, of, context);
    case 'journey':
      return runsSql(field, of, context);
    case 'segments':
      return raw(
        'to_jsonb(array(select m.segment_id from segment_members m where m.customer_id = customer.id and m.is_member))',
      );
  }
}

const isoText = (moment: string) =>
  `to_char(date_trunc('milliseconds', ${moment}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** By the event's own time, and where two have the same one by our ids, which grow: eventOrder. */
const inOrder = (direction: 'asc' | 'desc') =>
  `order by date_trunc('milliseconds', e.occurred_at) ${direction}, e.id ${direction} limit 1`;

function eventsSql(take: Extract<MeasuredField, { kind: 'events' }>['take'], of: Measure, context: Context): Fragment {
  const events = sql`from events e where ${eventsNamed('e', of.event ?? '', of.where, context)} and ${windowSql(of, raw('e.occurred_at'), context)}
    ${acceptedSince(of, context)}`;
  const property = path(raw('e.properties'), namesOfProperty(of.property));
  switch (take) {
    case 'count':
      return sql`to_jsonb((select count(*) ${events}))`;
    case 'sum':
      return sql`to_jsonb((select coalesce(cast(sum(amount) as float8), 0) from (
        select case when jsonb_typeof(of) = 'number' then cast(of as numeric) end as amount from (
          select ${property} as of ${events}) each) amounts where abs(amount) <= ${value('numeric', String(greatestAmount))}))`;
    case 'mostFrequent':
      return sql`(select of from (select ${property} as of, e.occurred_at, e.id ${events}) each
        where jsonb_typeof(of) in ('string', 'number', 'boolean') group by of
        order by count(*) desc, max(cast(floor(extract(epoch from occurred_at) * 1000) + 10000000000000 as text) || id) desc limit 1)`;
    case 'first':
    case 'last': {
      const taken = of.property === undefined ? raw(`to_jsonb(${isoText('e.occurred_at')})`) : property;
      return sql`(select ${taken} ${events} ${raw(inOrder(take === 'first' ? 'asc' : 'desc'))})`;
    }
  }
}

function eventsNamed(alias: string, name: string, where: Condition | undefined, { now }: Context): Fragment {
  const named = sql`${raw(alias)}.customer_id = any (person.ids) and ${raw(alias)}.name = ${value('text', name)}
    and ${raw(alias)}.type in ('track', 'page', 'screen') and ${raw(reactedTo.replaceAll('e.flags', `${alias}.flags`))}`;
  return where ? sql`${named} and ${groupSql(where, { now, event: alias })} is true` : named;
}

/** What is accepted later than the window began may have happened before, never the other way round: months are left out by it. */
function acceptedSince({ within }: Measure, { now }: Context): Fragment {
  return within === undefined
    ? raw('')
    : sql`and e.accepted_at > ${value('timestamptz', timestamp(now - atMostMs(within)))}`;
}

/** Whether a moment is in the window: core/condition/history/windows.ts. */
function windowSql({ within, since }: Measure, moment: Fragment, context: Context): Fragment {
  const parts = [
    ...(within === undefined ? [] : [leavesAfterNow(within, moment, context.now)]),
    ...(since === undefined ? [] : [sinceSql(since, moment, context)]),
  ];
  return parts.length === 0 ? raw('true') : joined(parts, ' and ');
}

function leavesAfterNow(within: string, moment: Fragment, now: number): Fragment {
  const {
    years = 0,
    months = 0,
    weeks = 0,
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
  } = parseDuration(within) ?? {};
  const exact = Math.round(hours * 3_600_000 + minutes * 60_000 + seconds * 1000);
  const at = sql`date_trunc('milliseconds', ${moment})`;
  if (!isOfCalendar(within)) return sql`${at} > ${value('timestamptz', timestamp(now - exact))}`;
  const calendar = { months: years * 12 + months, days: weeks * 7 + days };
  const surely = calendar.months * 28 + calendar.days - 2;
  // Only what lies near the edge depends on the zone, and is computed.
  return sql`(${moment} > ${value('timestamptz', timestamp(now - atMostMs(within)))} and (
    ${moment} > ${value('timestamptz', timestamp(now - Math.max(0, surely) * 86_400_000 - exact))}
      and ${value('boolean', surely > 0)}
    or calendar_after(${at}, ${value('integer', calendar.months)}, ${value('integer', calendar.days)}, ${value('bigint', exact)}, zone_of(customer.traits))
      > ${value('timestamptz', timestamp(now))}))`;
}

function sinceSql(since: NonNullable<Measure['since']>, moment: Fragment, context: Context): Fragment {
  const at = sql`date_trunc('milliseconds', ${moment})`;
  if (typeof since === 'string') {
    const from = momentOf(since);
    return from === undefined ? raw('false') : sql`${at} >= ${value('timestamptz', timestamp(from))}`;
  }
  if ('event' in since) {
    return sql`${at} > (select max(date_trunc('milliseconds', a.occurred_at)) from events a
      where ${eventsNamed('a', since.event, since.where, context)})`;
  }
  const trait = fieldSql(since.ref, { ...context, event: undefined });
  return sql`coalesce(floor(extract(epoch from ${moment}) * 1000) >= (case when jsonb_typeof(${trait}) = 'string' then moment_of(${trait} #>> '{}') end), false)`;
}

const signs: Readonly<Record<EngagementLevel, { readonly known: string; readonly unknown: string }>> = {
  sent: { known: 'true', unknown: 'false' },
  delivered: { known: 'coalesce(delivered_at, opened_at, clicked_at) is not null', unknown: 'false' },
  opened: { known: 'coalesce(opened_at, clicked_at) is not null', unknown: 'tracks_opens is false' },
  clicked: { known: 'clicked_at is not null', unknown: 'tracks_links is false' },
};

/** Every number that is possible is tried: where they don't agree, it is not known. */
function messagesSql(
  level: EngagementLevel,
  { channel = '', last = 0, olderThan = defaultAge }: Measure,
  { now }: Context,
  verdictOf: (count: Fragment) => Fragment,
): Fragment {
  const { known, unknown } = signs[level];
  return sql`(select case when bool_and(verdict) then true when not bool_or(verdict) then false end from (
    select ${verdictOf(raw('to_jsonb(number)'))} as verdict from (
      select count(*) filter (where ${raw(known)}) as known, count(*) filter (where not (${raw(known)}) and ${raw(unknown)}) as unknown
      from (select m.* from messages m where m.customer_id = customer.id and m.accepted_at is not null
              and split_part(m.channel, ':', 1) = ${value('text', channel)}
              and date_trunc('milliseconds', m.accepted_at) <= ${value('timestamptz', timestamp(now - atMostMs(olderThan)))}
            order by m.accepted_at desc, m.id desc limit ${value('integer', last)}) newest) counted
    cross join lateral generate_series(known, known + unknown) as number) possible)`;
}

function runsSql(
  { take, journey }: Extract<MeasuredField, { kind: 'journey' }>,
  of: Measure,
  context: Context,
): Fragment {
  const runs = sql`from journey_runs r where r.customer_id = customer.id and r.journey_id = ${value('text', journey)} and r.superseded_at is null and r.observation is null`;
  const reason = of.reason === undefined ? raw('') : sql`and r.end_reason = ${value('text', of.reason)}`;
  switch (take) {
    case 'isIn':
      return sql`to_jsonb(exists (select 1 ${runs} and r.ended_at is null))`;
    case 'entries':
      return sql`to_jsonb((select count(*) ${runs} and ${windowSql(of, raw('r.entered_at'), context)}))`;
    case 'exits':
      return sql`to_jsonb((select count(*) ${runs} and r.ended_at is not null ${reason} and ${windowSql(of, raw('r.ended_at'), context)}))`;
    case 'enteredAt':
      return sql`(select to_jsonb(${raw(isoText('max(r.entered_at)'))}) ${runs})`;
    case 'exitedAt':
      return sql`(select to_jsonb(${raw(isoText('max(r.ended_at)'))}) ${runs})`;
    case 'exitReason':
      return sql`(select to_jsonb(r.end_reason) ${runs} and r.ended_at is not null order by r.ended_at desc limit 1)`;
  }
}
