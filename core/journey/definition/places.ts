import { filterInRun, insideRun, type Place } from '../../condition/fields.ts';
import type { StepId } from './names.ts';

/** Of a definition what its own parts are checked against. */
export interface StepTypes {
  readonly steps: Readonly<Record<StepId, { readonly type: string; readonly answer?: unknown }>>;
}

/** The steps whose messages can be referred to. Their type is named here, since a definition knows no step types. */
export function sendingSteps({ steps }: StepTypes): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, { type }]) => (type === 'send' ? [id] : []));
}

/** The steps whose tasks can be referred to. */
export function taskSteps({ steps }: StepTypes): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, { type }]) => (type === 'task' ? [id] : []));
}

/** The steps whose answers can be referred to, with what each declares. */
function answeringSteps({ steps }: StepTypes): ReadonlyMap<StepId, readonly string[]> {
  return new Map(
    Object.entries(steps).flatMap(([id, { type, answer }]) =>
      type === 'call' ? [[id, Object.keys(answer ?? {})] as const] : [],
    ),
  );
}

/** The steps whose decisions can be referred to. */
export function decidingSteps({ steps }: StepTypes): readonly StepId[] {
  return Object.entries(steps).flatMap(([id, { type }]) => (type === 'decide' ? [id] : []));
}

/** What data of a step may refer to: entry, customer, answers of calls, decisions. */
export function dataInRun(definition: StepTypes): Place {
  return {
    ...insideRun,
    get answers() {
      return answeringSteps(definition);
    },
    get decided() {
      return decidingSteps(definition);
    },
  };
}

/** What a condition of a step or an exit may look at. */
export function placeInRun(definition: StepTypes): Place {
  return withSteps(insideRun, definition);
}

/** What the filter of an event that comes to a run may look at. */
export function placeOfFilter(definition: StepTypes): Place {
  return withSteps(filterInRun, definition);
}

/** The steps are listed only for a condition that names one: a definition may have thousands of each. */
function withSteps(place: Place, definition: StepTypes): Place {
  return {
    ...place,
    get messages() {
      return sendingSteps(definition);
    },
    get tasks() {
      return taskSteps(definition);
    },
    get answers() {
      return answeringSteps(definition);
    },
    get decided() {
      return decidingSteps(definition);
    },
  };
}
