import { didYouMean } from '../../base/nearest.ts';
import { isGroup } from '../../condition/compile.ts';
import type { Condition } from '../../condition/schema.ts';
import { type JourneyDefinition, segmentJoined, segmentLeft } from '../definition/index.ts';
import { historyNeeds } from '../history-needs.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A condition can only ask whether the customer is in a segment that there is, and nobody joins or leaves another one. */
export const segments = defineCheck({
  name: 'segments',
  codes: { 'unknown-segment': 'A condition, or what is listened for, names a segment that does not exist.' },
  examples: () => ({
    'unknown-segment': exampleWith({
      exit: [
        {
          reason: 'spent',
          on: 'condition',
          when: {
            combinator: 'and',
            rules: [{ field: 'customer.segments', operator: 'contains', value: 'big-spender' }],
          },
        },
      ],
    }),
  }),
  *problems(definition, known) {
    if (!known?.segments) return;
    const { atEntry, inRun } = historyNeeds(definition);
    const looked = [...(atEntry?.segments ?? []), ...(inRun?.segments ?? [])];
    const heard = [...heardSegments(definition)];
    const named = [
      ...looked.map((id) => ({ where: '(all)', id })),
      ...heard.filter(({ id }) => !looked.includes(id)), // once is enough
    ];
    const told = new Set<string>();
    for (const { where, id } of named) {
      if (known.segments.has(id) || told.has(id)) continue;
      told.add(id);
      const remedy = didYouMean(id, [...known.segments]);
      yield { code: 'unknown-segment', where, problem: `There is no segment "${id}".`, remedy };
    }
  },
});

interface NamedSegment {
  readonly where: string;
  readonly id: string;
}

/** The segments whose joining or leaving an entry, exit, interrupt or step listens for, wherever its filter stands. */
function* heardSegments({ entry, exit, on, steps }: JourneyDefinition): Generator<NamedSegment> {
  for (const [name, part] of Object.entries({ entry, exit, on, steps })) yield* heardIn(name, part);
}

/** The segments whose joining enters the journey. */
export function joinedSegments({ entry }: Pick<JourneyDefinition, 'entry'>): readonly string[] {
  const joining = entry.filter((rule) => 'event' in rule && rule.event === segmentJoined);
  return [...new Set([...heardIn('entry', joining)].map(({ id }) => id))];
}

function* heardIn(where: string, part: unknown): Generator<NamedSegment> {
  if (typeof part !== 'object' || part === null) return;
  const { event, where: filter } = part as { readonly event?: unknown; readonly where?: Condition };
  if ((event === segmentJoined || event === segmentLeft) && filter)
    for (const id of segmentsIn(filter)) yield { where: `${where}.where`, id };
  for (const [name, each] of Object.entries(part))
    yield* heardIn(Array.isArray(part) ? `${where}[${name}]` : `${where}.${name}`, each);
}

function segmentsIn(condition: Condition): readonly string[] {
  return condition.rules.flatMap((part) => {
    if (isGroup(part)) return segmentsIn(part);
    const isNamed = part.field === 'event.properties.segment' && (part.operator === '=' || part.operator === 'in');
    return isNamed ? [part.value].flat().filter((value) => typeof value === 'string') : [];
  });
}
