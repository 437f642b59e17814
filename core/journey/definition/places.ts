import { filterInRun, insideRun, type Place } from '../../condition/fields.ts';
import type { StepId } from './names.ts';

/** Of a definition what its own parts are checked against. */
export interface StepTypes {
  readonly steps: Readonly<
    Record<StepId, { readonly type: string; readonly answer?: unknown; readonly wait?: unknown }>
  >;
}

/** The steps that others can refer to, by what is referred to. */
interface ReferredSteps {
  readonly sending: readonly StepId[];
  readonly tasks: readonly StepId[];
  readonly deciding: readonly StepId[];
  /** With what each declares of its answer. */
  readonly answering: ReadonlyMap<StepId, readonly string[]>;
}

/** Kept for as long as the steps are: each of thousands of conditions asks for them. */
const known = new WeakMap<StepTypes['steps'], ReferredSteps>();

/** The types are named here, since a definition knows no step types. */
function referredSteps({ steps }: StepTypes): ReferredSteps {
  const before = known.get(steps);
  if (before) return before;
  const ofType = (type: string) => Object.keys(steps).filter((id) => steps[id]?.type === type);
  const waiting = ofType('start-journey').filter((id) => steps[id]?.wait !== undefined);
  const answering = new Map<StepId, readonly string[]>([
    ...ofType('call').map((id) => [id, Object.keys(steps[id]?.answer ?? {})] as const),
    ...waiting.map((id) => [id, ['reason']] as const),
  ]);
  const referred = { sending: ofType('send'), tasks: ofType('task'), deciding: ofType('decide'), answering };
  known.set(steps, referred);
  return referred;
}

/** The steps whose messages can be referred to. */
export function sendingSteps(definition: StepTypes): readonly StepId[] {
  return referredSteps(definition).sending;
}

/** The steps whose decisions can be referred to. */
export function decidingSteps(definition: StepTypes): readonly StepId[] {
  return referredSteps(definition).deciding;
}

/** What data of a step may refer to: entry, customer, answers of calls, decisions. */
export function dataInRun(definition: StepTypes): Place {
  return {
    ...insideRun,
    get answers() {
      return referredSteps(definition).answering;
    },
    get decided() {
      return referredSteps(definition).deciding;
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
      return referredSteps(definition).sending;
    },
    get tasks() {
      return referredSteps(definition).tasks;
    },
    get answers() {
      return referredSteps(definition).answering;
    },
    get decided() {
      return referredSteps(definition).deciding;
    },
  };
}
