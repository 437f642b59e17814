import { chance } from '../base/chance.ts';
import type { JourneyDefinition, StepId } from './definition/index.ts';

/**
 * Arms of experiments: which variant a customer has. An arm is drawn when it is first asked for, stored, and kept: through
 * new weights, new versions and merges. An arm that is no variant any more is drawn again.
 */
export interface DrawnArm {
  readonly experiment: string;
  readonly arm: string;
}

/** The name of the experiment of a split. */
export const experimentOf = ({ id }: Pick<JourneyDefinition, 'id'>, step: StepId) => `${id}/${step}`;

export const holdoutOf = ({ id }: Pick<JourneyDefinition, 'id'>) => `${id}/holdout`;
/** Of a policy: who is served evenly, what a customer keeps, and what a story says is chosen. */
export const policyArmsOf = (policy: string) => ({
  baseline: `policy/${policy}/baseline`,
  choice: `policy/${policy}/choice`,
  said: `policy/${policy}/said`,
});
export const globalControlExperiment = 'global-control';

/** The name under which a holdout is drawn: no split may have it. */
export const holdoutName = 'holdout';

/** Shares of variants, of a thousand. */
export type Shares = Readonly<Record<string, number>>;

/** The arm that is kept, else the one that is drawn by the names of experiment and customer: every draw gives the same. */
export function keepOrDraw(
  { seed, customerId, arms }: DrawFacts,
  experiment: string,
  shares: Shares,
): DrawnArm & { readonly isNew: boolean } {
  const kept = arms.get(experiment);
  if (kept !== undefined && Object.hasOwn(shares, kept)) return { experiment, arm: kept, isNew: false };
  return { experiment, arm: armAt(shares, chance(seed, 'split', experiment, customerId)), isNew: true };
}

/** What chances and arms of a customer are drawn from. */
export interface DrawFacts {
  /** The workspace's, as hexadecimal digits: never shown. */
  readonly seed: string;
  readonly customerId: string;
  /** The arms that the customer has, by experiment. */
  readonly arms: ReadonlyMap<string, string>;
}

/** The variant at `luck` (0 up to 1), with the variants in the order of their names: how they are written does not matter. */
export function armAt(shares: Shares, luck: number): string {
  const names = Object.keys(shares).sort();
  let left = luck * names.reduce((sum, name) => sum + (shares[name] ?? 0), 0);
  for (const name of names) {
    left -= shares[name] ?? 0;
    if (left < 0) return name;
  }
  return names.at(-1) ?? '';
}
