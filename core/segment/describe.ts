import { describeCondition, describeMeasure } from '../condition/describe.ts';
import type { SegmentDefinition } from './definition.ts';

/** A segment in words: its condition, the trait that it computes, or that people put customers in. */
export function describeSegment({ when, trait, measure, stages = [] }: SegmentDefinition): string {
  if (when) return describeCondition(when);
  if (measure) return `the trait "${trait}": ${describeMeasure(measure)}`;
  if (stages.length === 0) return 'customers that were put in by hand';
  const ranked = stages.map((stage) => `${stage.id} if ${describeCondition(stage.when)}`);
  return `the trait "${trait}", the first of these that holds: ${ranked.join('; ')}`;
}
