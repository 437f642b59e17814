import { jsonTooLarge } from '../base/json-limits.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checkCondition } from '../condition/check.ts';
import { ofCustomer } from '../condition/fields.ts';
import { measuredIn } from '../condition/history/measures.ts';
import { needsOf } from '../condition/history/needs.ts';
import type { Condition } from '../condition/schema.ts';
import { jsonLimits } from '../journey/definition/index.ts';
import { conditionsOf, type SegmentDefinition, segmentSchema } from './definition.ts';

export interface SegmentValidation {
  readonly segment?: SegmentDefinition | undefined;
  readonly problems: readonly Problem[];
}

/** Form and meaning of one segment. What it refers to outside of it is checked by `checkSegments`. */
export function validateSegment(json: unknown): SegmentValidation {
  const tooLarge = jsonTooLarge(json, jsonLimits);
  if (tooLarge) return { problems: [tooLarge] };
  const read = safeParse(segmentSchema, json);
  if (!read.success) return { problems: schemaProblems(segmentSchema, read.error, json) };
  const { when, static: isStatic, trait, measure, stages } = read.data;
  const problems = when ? [...checkCondition('when', when, ofCustomer)] : [];
  for (const [index, stage] of (stages ?? []).entries())
    problems.push(...checkCondition(`stages[${index}].when`, stage.when, ofCustomer));
  if (measure) {
    const asked: Condition = { combinator: 'and', rules: [{ ...measure, operator: 'notNull' }] };
    problems.push(...checkCondition('measure', asked, ofCustomer));
    if (measuredIn(measure.field)?.kind !== 'events') {
      const problem = 'A trait is computed from events.';
      problems.push({ code: 'bad-measure', where: 'measure.field', problem, remedy: 'Write customer.events.count.' });
    }
  }
  if ([when, isStatic, measure, stages].filter((kind) => kind !== undefined).length !== 1) {
    problems.push({
      code: 'segment-without-members',
      where: 'when',
      problem: 'It has to say one thing: who is in it, or how a trait is computed.',
      remedy: 'Give it "when", "static": true, or "trait" with "measure" or "stages".',
    });
  }
  if ((trait !== undefined) !== (measure !== undefined || stages !== undefined)) {
    problems.push({
      code: 'segment-without-trait',
      where: 'trait',
      problem: 'A trait that is computed has a name, and a segment has none.',
      remedy: 'Give "trait" beside "measure" or "stages", and nowhere else.',
    });
  }
  return problems.length > 0 ? { problems } : { segment: read.data, problems };
}

/** Segments that name each other: those that are not there, and circles, which would have no answer. */
export function checkSegments(segments: ReadonlyMap<string, SegmentDefinition>, changed: readonly string[]): Problem[] {
  const computing = new Map([...segments.values()].map(({ id, trait }) => [trait, id]));
  const needsIn = (id: string) => {
    const definition = segments.get(id);
    return definition ? conditionsOf(definition).map(needsOf) : [];
  };
  const segmentsIn = (id: string) => needsIn(id).flatMap((needs) => [...needs.segments]);
  const namedBy = (id: string) => [
    ...segmentsIn(id),
    ...needsIn(id).flatMap(({ traits }) => [...traits].flatMap((trait) => computing.get(trait) ?? [])),
  ];
  return changed.flatMap((id): Problem[] => {
    const same = [...segments.values()].find(
      ({ id: other, trait }) => other !== id && trait === segments.get(id)?.trait,
    );
    if (same?.trait !== undefined) {
      const problem = `"${same.id}" computes the trait "${same.trait}" too.`;
      return [{ code: 'trait-computed-twice', where: `${id}: trait`, problem, remedy: 'Give it a name of its own.' }];
    }
    const unknown = segmentsIn(id).find((name) => !segments.has(name));
    if (unknown !== undefined) {
      const remedy = didYouMean(unknown, [...segments.keys()]);
      return [{ code: 'unknown-segment', where: `${id}: when`, problem: `There is no segment "${unknown}".`, remedy }];
    }
    const reached = new Set<string>();
    const open = [...namedBy(id)];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      open.push(...namedBy(name));
    }
    if (!reached.has(id)) return [];
    const problem = `Who is in "${id}" depends on who is in "${id}".`;
    return [{ code: 'segments-in-a-circle', where: `${id}: when`, problem, remedy: 'Let one of them name no other.' }];
  });
}
