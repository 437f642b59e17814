import type { DrawnArm, Shares } from './arms.ts';
import { globalControlExperiment, holdoutOf } from './arms.ts';
import type { JourneyDefinition } from './definition/index.ts';

/**
 * Runs in the books only: the customer enters, exits and may reach the goal under the same rules, and there are no steps, so
 * nothing is sent. Of a journey with a holdout a share of its customers; of all marketing journeys of a workspace with a global
 * control a share of all customers. Who is one of them is drawn once, as arms of experiments are.
 */
export type Books = 'holdout' | 'global-control';

export const heldOut = 'held-out';
export const treated = 'treated';

const sharesOf = (perMille: number): Shares => ({ [heldOut]: perMille, [treated]: 1000 - perMille });

export interface BooksSettings {
  /** Of the workspace. */
  readonly globalControlPerMille: number;
}

/** The experiments that say whether a run of this journey is in the books only; most often none. */
export function booksExperiments(
  definition: JourneyDefinition,
  { globalControlPerMille }: BooksSettings,
): readonly { readonly books: Books; readonly experiment: string; readonly shares: Shares }[] {
  const { purpose, holdoutPerMille = 0 } = definition;
  const global =
    purpose === 'marketing' && globalControlPerMille > 0
      ? [
          {
            books: 'global-control' as const,
            experiment: globalControlExperiment,
            shares: sharesOf(globalControlPerMille),
          },
        ]
      : [];
  const own =
    holdoutPerMille > 0
      ? [{ books: 'holdout' as const, experiment: holdoutOf(definition), shares: sharesOf(holdoutPerMille) }]
      : [];
  return [...global, ...own];
}

/** Whether a run that opens now is in the books only, and the arms that were drawn to say so. Who is in the control of all is drawn for no other. */
export function drawBooks(
  definition: JourneyDefinition,
  settings: BooksSettings,
  armOf: (experiment: string, shares: Shares) => DrawnArm & { readonly isNew: boolean },
): { readonly books: Books | undefined; readonly drawn: readonly DrawnArm[] } {
  const drawn: DrawnArm[] = [];
  for (const { books, experiment, shares } of booksExperiments(definition, settings)) {
    const { arm, isNew } = armOf(experiment, shares);
    if (isNew) drawn.push({ experiment, arm });
    if (arm === heldOut) return { books, drawn };
  }
  return { books: undefined, drawn };
}

export function describeBooks(books: Books): string {
  return books === 'holdout' ? 'in the books only: held out' : 'in the books only: in the global control';
}
