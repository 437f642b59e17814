import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { idSchema } from '../definition/index.ts';
import type { StepContext } from '../step-type.ts';

/** Who is asked to do something, and when: of tasks, and of decisions that a person approves. */
export const personSchema = z.string().trim().min(1).max(254);

export const askedFields = {
  group: idSchema.optional().describe('A group of the workspace configuration.'),
  person: personSchema.optional().describe('One person, by the name or address that your tools know them by.'),
};

interface Asked {
  readonly group?: string | undefined;
  readonly person?: string | undefined;
}

interface WithMoments {
  readonly reminder?: string | undefined;
  readonly escalation?: { readonly after: string } | undefined;
  readonly due?: string | undefined;
}

/** When something happens to a task by itself; each undefined where the step does not say so. */
export interface TaskMoments {
  readonly remindAt: number | undefined;
  readonly escalateAt: number | undefined;
  readonly dueAt: number | undefined;
}

/** `after`: the moment a duration after another one, in the customer's zone. */
export function taskMoments(
  { reminder, escalation, due }: WithMoments,
  arrivedAt: number,
  after: (from: number, duration: string) => number,
): TaskMoments {
  const at = (duration: string | undefined) => (duration === undefined ? undefined : after(arrivedAt, duration));
  return { remindAt: at(reminder), escalateAt: at(escalation?.after), dueAt: at(due) };
}

/** Who is asked, in words: "sales", "ann@example.com". */
export function describeAsked({ group, person }: Asked): string {
  return person ?? group ?? 'somebody';
}

export function checkAsked({ group, person }: Asked, where: string, { known }: StepContext): readonly Problem[] {
  if ((group === undefined) === (person === undefined)) {
    return [
      {
        code: 'task-for-nobody',
        where,
        problem: group === undefined ? 'Nobody is asked.' : 'Both a group and a person are asked.',
        remedy: 'Name a "group" or a "person", and only one of them.',
      },
    ];
  }
  if (group === undefined || !known?.groups || known.groups.has(group)) return [];
  return [
    {
      code: 'unknown-group',
      where: `${where}.group`,
      problem: `There is no group "${group}".`,
      remedy: didYouMean(group, [...known.groups]),
    },
  ];
}
