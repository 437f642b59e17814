import { filterInRun, insideRun, type Place } from '../../condition/fields.ts';
import type { StepId } from './names.ts';

/** Of a definition what its own parts are checked against. */
export interface StepTypes {
  readonly steps: Readonly<Record<StepId, { readonly type: string }>>;
}

/** The steps whose messages can be referred to. Their type is named here, since a definition knows no step types. */
export function sendingSteps({ steps }: StepTypes): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, { type }]) => (type === 'send' ? [id] : []));
}

/** The steps whose tasks can be referred to. */
export function taskSteps({ steps }: StepTypes): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, { type }]) => (type === 'task' ? [id] : []));
}

/** What a condition of a step or an exit may look at. */
export function placeInRun(definition: StepTypes): Place {
  return { ...insideRun, messages: sendingSteps(definition), tasks: taskSteps(definition) };
}

/** What the filter of an event that comes to a run may look at. */
export function placeOfFilter(definition: StepTypes): Place {
  return { ...filterInRun, messages: sendingSteps(definition), tasks: taskSteps(definition) };
}
