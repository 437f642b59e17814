import type { Json } from '../../base/canonical-json.ts';
import type { StepId } from '../definition/index.ts';
import type { Flow, FlowStep } from './flow.ts';

/** A step in its canonical form, without the paths, and its ways out: for what the other functions cannot say. */
export function jsonStep(
  id: StepId,
  settings: { readonly type: string; readonly [setting: string]: Json },
  ways: Readonly<Record<string, Flow>>,
): FlowStep {
  return { id, settings, ways };
}
