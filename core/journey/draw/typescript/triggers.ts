import type { EntryRule, EventTrigger, ExitRule, GoalRule, InterruptRule } from '../../definition/index.ts';
import { directEntryNames } from '../../definition/index.ts';
import type { CountSettings } from '../../event-count.ts';
import { conditionCode, durationCode } from './conditions.ts';
import { type Code, call, list, literal, object, quoted } from './layout.ts';
import type { Printing } from './printing.ts';
import { propertyOf, reference } from './references.ts';

type AnyTrigger = EventTrigger & CountSettings & Partial<Pick<GoalRule, 'value' | 'endsRun'>> & { maxAge?: string };

const helpers: Readonly<Record<string, string>> = {
  'Message Opened': 'opened',
  'Message Clicked': 'clicked',
  'Message Delivered': 'delivered',
  'Message Bounced': 'bounced',
  'Message Seen': 'seen',
  'Message Replied': 'replied',
  'Message Dismissed': 'dismissed',
  'Survey Answered': 'answered',
};

/** An event that is listened for: `on(OrderCompleted).match(OrderCompleted.cart_id)`. */
export function triggerCode(printing: Printing, trigger: AnyTrigger): Code {
  const { names, declarations } = printing;
  const { event, where, match, anyRun, message, maxAge, within, value, endsRun, count, day } = trigger;
  const helper = Object.hasOwn(helpers, event) ? helpers[event] : undefined;
  const step = message === undefined ? undefined : (printing.handleOf(message) ?? quoted(message));
  const isHelped = step !== undefined && helper !== undefined;
  const code: Code[] = [isHelped ? call(names.use(helper), step) : call(names.use('on'), declarations.event(event))];
  const add = (method: string, ...args: readonly Code[]) => code.push(`.${method}(`, ...args, ')');
  if (step !== undefined && !isHelped) add('about', step);
  if (count !== undefined) add('times', String(count));
  if (day !== undefined) add('onOneDay');
  if (where) add('where', conditionCode(printing, where, event));
  if (match) add('match', reference(printing, match, event));
  if (anyRun) add('anyRun');
  if (maxAge !== undefined) add('maxAge', durationCode(maxAge));
  if (within !== undefined) add('within', durationCode(within));
  if (value) add('value', valueCode(printing, value, event));
  if (endsRun) add('endsRun');
  return code;
}

function valueCode(printing: Printing, value: { readonly ref: string }, event: string): Code {
  const name = propertyOf(value.ref);
  const handle = name === undefined ? undefined : printing.declarations.property(event, name, 'number');
  return handle ?? literal(value);
}

/** An entry; of a kind that the builder has no function for, as JSON. */
export function entryCode(printing: Printing, rule: EntryRule, place: number): Code {
  if (rule.on === 'event') {
    const { on: _on, ...trigger } = rule;
    return triggerCode(printing, trigger as AnyTrigger);
  }
  if (rule.on === 'schedule') {
    const { on: _on, id, where, ...options } = rule;
    const plain = Object.entries(options).map(([name, value]) => [name, literal(value)] as const);
    const settings = object({ ...Object.fromEntries(plain), where: where && conditionCode(printing, where) });
    return call(printing.names.use('bySchedule'), quoted(id), settings);
  }
  if (rule.on === 'date') {
    const { on: _on, id, date, where, before, after, ...plain } = rule;
    const settings = object({
      before: before === undefined ? undefined : durationCode(before),
      after: after === undefined ? undefined : durationCode(after),
      ...Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, literal(value)])),
      where: where && conditionCode(printing, where),
    });
    return call(printing.names.use('byDate'), quoted(id), reference(printing, date), settings);
  }
  if (!(rule.on in directEntryNames) || !('data' in rule || 'where' in rule || Object.keys(rule).length === 1))
    return literal(rule);
  const known = Object.keys(rule).every((name) => ['on', 'data', 'where'].includes(name));
  const isEmpty = 'data' in rule && rule.data && Object.keys(rule.data).length === 0;
  const name = known && !isEmpty && !rule.where ? printing.declarations.direct(place) : undefined;
  return name ?? literal(rule);
}

export function exitCode(printing: Printing, rule: ExitRule): Code {
  if (rule.on === 'condition') return conditionCode(printing, rule.when);
  const { reason: _reason, on: _on, ...trigger } = rule;
  return triggerCode(printing, trigger);
}

/** `side`: the flow of its own path. */
export function interruptCode(printing: Printing, rule: InterruptRule, side: Code | undefined): Code {
  const { names } = printing;
  const step = (id: string) => printing.handleOf(id) ?? object({ id: quoted(id) });
  const when = rule.on === 'event' ? rule.when : undefined;
  const options = object({
    when: when && conditionCode(printing, when),
    repeat: rule.repeat && 'true',
    jump: rule.jump === undefined ? undefined : step(rule.jump),
    skip: rule.skip && list(rule.skip.map(step)),
    do: side,
  });
  if (rule.on === 'condition') return call(names.use('interrupt'), conditionCode(printing, rule.when), options);
  const { id, on, when: _when, repeat, jump, skip, do: _do, ...trigger } = rule;
  return call(names.use('interrupt'), triggerCode(printing, trigger), options);
}
