import type { StepId } from '../../definition/index.ts';
import type { SplitStep } from '../../steps/split.ts';
import { type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';

export interface SplitOptions<Variant extends string> extends StepOptions {
  /** The variant that the others are compared with. */
  readonly control?: Variant | undefined;
}

/**
 * One of several variants for each customer, by shares of a thousand, kept for all of their runs:
 * `split('offer', { plain: 500, coupon: 500 }, { coupon: flow(…) })`.
 */
export function split<const Variant extends string>(
  id: StepId,
  variants: Readonly<Record<Variant, number>>,
  ways: { readonly [Name in Variant]?: Flow | undefined } = {},
  { title, control }: SplitOptions<Variant> = {},
): FlowStep {
  const names = Object.keys(variants);
  const unknown = Object.keys(ways).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const remedy = `Its variants are ${names.join(', ')}.`;
    throw mistake(`steps.${id}`, `There is a flow for "${unknown}", which is no variant of the split.`, remedy);
  }
  const given = new Map<string, Flow | undefined>(Object.entries(ways));
  const flows = Object.fromEntries(names.map((name) => [name, given.get(name) ?? onward]));
  return flowStep<SplitStep>(id, { type: 'split', title, variants, control }, flows);
}
