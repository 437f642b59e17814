import { canonicalJson } from '../../base/canonical-json.ts';
import { getEntryKind, getExitKind, getInterruptKind, type JourneyDefinition } from '../definition/index.ts';
import { describeEntryCaps } from '../entry-caps.ts';
import { type Change, settingChanges, valueInWords } from './settings.ts';
import { stepChanges } from './steps.ts';

export type { Change } from './settings.ts';

/** What changed from one definition of a journey to another, for people: "Wait settle: 1 hour ▸ 2 hours". */
export function differenceOf(before: JourneyDefinition, after: JourneyDefinition): readonly Change[] {
  return [
    ...frameChanges(before, after),
    ...ruleChanges('entry', 'Entry', before.entry, after.entry, describedBy(getEntryKind), () => undefined),
    ...ruleChanges('exit', 'Exit', before.exit, after.exit, describedBy(getExitKind), ({ reason }) => reason),
    ...ruleChanges('interrupt', 'Interrupt', before.on, after.on, describedBy(getInterruptKind), ({ id }) => id),
    ...goalChanges(before, after),
    ...stepChanges(before, after),
  ];
}

const frameFields = [
  'title',
  'description',
  'owner',
  'reviewBy',
  'tags',
  'purpose',
  'topic',
  'priority',
  'key',
  'reentry',
  'whileOpen',
  'entryCaps',
  'lifetime',
  'startDate',
  'endDate',
  'holdoutPerMille',
] as const;

function frameChanges(before: JourneyDefinition, after: JourneyDefinition): readonly Change[] {
  const of = (definition: JourneyDefinition) => ({
    ...Object.fromEntries(frameFields.map((field) => [field, definition[field]] as const)),
    entryCaps: definition.entryCaps && describeEntryCaps(definition.entryCaps),
  });
  const changes = settingChanges(of(before), of(after)).map(
    ({ name, text }): Change => ({ part: 'journey', kind: 'changed', text: `Journey: ${name} ${text}` }),
  );
  if (before.start === after.start) return changes;
  return [
    ...changes,
    { part: 'journey', kind: 'changed', text: `Journey: begins at ${after.start}, not at ${before.start}` },
  ];
}

function goalChanges({ goal: before }: JourneyDefinition, { goal: after }: JourneyDefinition): readonly Change[] {
  if (!before && !after) return [];
  if (!before) return [{ part: 'goal', kind: 'added', text: `Goal: ${after?.event} added` }];
  if (!after) return [{ part: 'goal', kind: 'removed', text: `Goal: ${before.event} removed` }];
  return settingChanges(before, after).map(({ name, text }) => ({
    part: 'goal',
    kind: 'changed',
    text: `Goal: ${name} ${text}`,
  }));
}

/** A rule in words. One of a kind that only a newer program knows stays as it is. */
function describedBy<Rule extends object>(kindOf: (rule: Rule) => { describe(rule: Rule): string }) {
  return (rule: Rule): string => {
    try {
      return kindOf(rule).describe(rule);
    } catch {
      return valueInWords(rule);
    }
  };
}

/** Rules with a name are the same rule by that name; others only when they are equal. */
function ruleChanges<Rule extends object>(
  part: Change['part'],
  title: string,
  before: readonly Rule[] = [],
  after: readonly Rule[] = [],
  describe: (rule: Rule) => string,
  nameOf: (rule: Rule) => string | undefined,
): readonly Change[] {
  const isIn = (rules: readonly Rule[]) => {
    const known = new Set(rules.map((rule) => canonicalJson(rule)));
    return (rule: Rule) => known.has(canonicalJson(rule));
  };
  const gone = before.filter((rule) => !isIn(after)(rule));
  const come = after.filter((rule) => !isIn(before)(rule));
  const titled = (rule: Rule) => [title, nameOf(rule)].filter((word) => word !== undefined).join(' ');
  const changed = gone.flatMap((rule): readonly (readonly [Rule, Rule])[] => {
    const name = nameOf(rule);
    const now = name === undefined ? undefined : come.find((other) => nameOf(other) === name);
    return now ? [[rule, now]] : [];
  });
  const isChanged = new Set(changed.flat());
  const one =
    (kind: 'added' | 'removed') =>
    (rule: Rule): Change => ({
      part,
      kind,
      text: `${titled(rule)}: ${describe(rule)} ${kind}`,
    });
  return [
    ...changed.map(([from, to]): Change => {
      const [was, is] = [describe(from), describe(to)];
      const text =
        was === is
          ? settingChanges(from, to)
              .map(({ name, text: how }) => `${name} ${how}`)
              .join(', ')
          : `${was} ▸ ${is}`;
      return { part, kind: 'changed', text: `${titled(to)}: ${text}` };
    }),
    ...gone.filter((rule) => !isChanged.has(rule)).map(one('removed')),
    ...come.filter((rule) => !isChanged.has(rule)).map(one('added')),
  ];
}
