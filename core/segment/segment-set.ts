import { holds } from '../condition/compile.ts';
import { emptyHistory } from '../condition/history/history.ts';
import { joinNeeds, type Needs, needsOf, noNeeds } from '../condition/history/needs.ts';
import { changingEvents } from '../journey/subscriptions.ts';
import { computedBy } from './computed.ts';
import { conditionsOf, type SegmentDefinition } from './definition.ts';

export interface LiveSegment {
  readonly id: string;
  readonly version: number;
  readonly definition: SegmentDefinition;
  /** What its condition looks at; nothing, of a static one. */
  readonly needs: Needs;
}

/** The live segments of a workspace, and what may change who is in them. */
export interface SegmentSet {
  /** By id; those that others name, and those that compute traits that others look at, come before them. */
  readonly all: ReadonlyMap<string, LiveSegment>;
  /** The traits that are computed. */
  readonly traits: readonly string[];
  /** Segments that an event of this name may change. */
  byEvent(name: string): readonly LiveSegment[];
  /** Segments that a change of this trait may change. */
  byTrait(trait: string): readonly LiveSegment[];
  /** Those that say something of somebody of whom nothing is known: a member of `not in the other segment`, a count of 0. */
  readonly ofNew: readonly LiveSegment[];
  /** Segments whose conditions name this one. */
  naming(segment: string): readonly LiveSegment[];
}

export function segmentSet(
  live: readonly { readonly version: number; readonly definition: SegmentDefinition }[],
): SegmentSet {
  const unordered = new Map(
    live.map(({ version, definition }): [string, LiveSegment] => {
      const { id } = definition;
      return [id, { id, version, definition, needs: joinNeeds([noNeeds, ...conditionsOf(definition).map(needsOf)]) }];
    }),
  );
  const all = inOrder(unordered);
  const indexed = (namesOf: (needs: Needs) => Iterable<string>) => {
    const index = new Map<string, LiveSegment[]>();
    for (const segment of all.values()) {
      for (const name of namesOf(segment.needs)) {
        const known = index.get(name);
        if (known) known.push(segment);
        else index.set(name, [segment]);
      }
    }
    return (name: string): readonly LiveSegment[] => index.get(name) ?? [];
  };
  return {
    all,
    ofNew: holdingOfNobody(all),
    traits: [...all.values()].flatMap(({ definition }) => definition.trait ?? []),
    // Segments that a segment names are looked at in the same pass: no event has to bring it.
    byEvent: indexed((needs) => changingEvents({ ...needs, segments: new Set() })),
    byTrait: indexed(({ traits }) => traits),
    naming: indexed(({ segments }) => segments),
  };
}

function holdingOfNobody(all: ReadonlyMap<string, LiveSegment>): LiveSegment[] {
  const memberOf = new Set<string>();
  const history = { ...emptyHistory(0, 'UTC'), segments: memberOf };
  return [...all.values()].filter(({ id, definition }) => {
    const { when, trait } = definition;
    if (trait !== undefined) return computedBy(definition)({ customer: { traits: {} }, history }) !== undefined;
    const isIn = when !== undefined && holds(when, { customer: { traits: {} }, history });
    if (isIn) memberOf.add(id);
    return isIn;
  });
}

/** Publishing refuses circles, so each comes behind all that it names. */
function inOrder(segments: ReadonlyMap<string, LiveSegment>): Map<string, LiveSegment> {
  const ordered = new Map<string, LiveSegment>();
  const computing = new Map([...segments.values()].map(({ id, definition }) => [definition.trait, id]));
  const add = (segment: LiveSegment, above: ReadonlySet<string>) => {
    if (ordered.has(segment.id) || above.has(segment.id)) return;
    const traits = [...segment.needs.traits].map((trait) => computing.get(trait));
    for (const name of [...segment.needs.segments, ...traits]) {
      const named = name === undefined ? undefined : segments.get(name);
      if (named) add(named, new Set([...above, segment.id]));
    }
    ordered.set(segment.id, segment);
  };
  for (const segment of segments.values()) add(segment, new Set());
  return ordered;
}
