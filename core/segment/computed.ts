import type { Json } from '../base/canonical-json.ts';
import { compile, holds } from '../condition/compile.ts';
import { measuredIn, measureReader } from '../condition/history/measures.ts';
import type { Scope } from '../condition/schema.ts';
import type { SegmentDefinition } from './definition.ts';

/** What a computed trait is, or which stage of a lifecycle: the first whose condition holds. */
export function computedBy({ measure, stages = [] }: SegmentDefinition): (scope: Scope) => Json | undefined {
  const field = measure && measuredIn(measure.field);
  if (!measure || !field) return (scope) => stages.find(({ when }) => holds(when, scope))?.id;
  const read = measureReader(field, measure.of, compile);
  return (scope) => read(scope)[0] ?? undefined;
}
