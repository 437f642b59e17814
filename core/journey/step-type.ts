import type { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import type { Problem } from '../base/problem.ts';
import type { Condition, Properties, Reference, TaskResult } from '../condition/schema.ts';
import type { DecisionRecord } from '../decision/record.ts';
import type { DrawnArm, Shares } from './arms.ts';
import type { EventTrigger, JourneyDefinition, StepId } from './definition/index.ts';
import type { Job, Token } from './engine/run-state.ts';
import type { EventInput, Facts } from './engine/turn.ts';
import type { Kinds } from './kinds.ts';
import type { KnownNames } from './known-names.ts';

/** What a step says when it is evaluated. */
export type Evaluation =
  /** Go out by this path. `consumed`: the inputs that served, so that they serve no other wait-for of this token. */
  | {
      readonly kind: 'proceed';
      readonly path: string;
      readonly consumed?: readonly number[] | undefined;
      /** Arms of experiments that were drawn for it, to be kept. */
      readonly drawn?: readonly DrawnArm[] | undefined;
      /** What a decide step chose, to be recorded. */
      readonly decided?: Decided | undefined;
    }
  /** Go back by this path, which counts as one more time round. */
  | { readonly kind: 'go-back'; readonly path: string }
  /** Go out by this path without the job that the step would have requested: a rule blocked it already. */
  | { readonly kind: 'block-job'; readonly job: Job['kind']; readonly rule: string; readonly path: string }
  /** Go on along each of these paths at once, with a token for each. */
  | { readonly kind: 'fork'; readonly paths: readonly string[] }
  /** Go out by this path, as one token with all those that wait here for the same fork. */
  | { readonly kind: 'merge'; readonly path: string }
  /** Stay; look again at `until` (if set) or when anything arrives. */
  | { readonly kind: 'wait'; readonly until?: number | undefined }
  /**
   * Ask the outside for a job and stay until it is settled. Evaluated again then, with `token.outcome`; before that at
   * `until` (if set) and when anything arrives. Who leaves before it is settled takes the request back, unless it has begun.
   */
  | {
      readonly kind: 'request-job';
      readonly job: Job['kind'];
      readonly until?: number | undefined;
      /** What the step leaves for its job, kept under its answers until it goes on. */
      readonly left?: Properties | undefined;
    }
  /** The whole run ends here, as by an exit rule. */
  | { readonly kind: 'exit-run'; readonly reason: string };

export const proceed = (path: string, consumed?: readonly number[]): Evaluation => ({
  kind: 'proceed',
  path,
  consumed,
});
export const goBack = (path: string): Evaluation => ({ kind: 'go-back', path });
export const blockJob = (job: Job['kind'], rule: string, path: string): Evaluation => ({
  kind: 'block-job',
  job,
  rule,
  path,
});
/** What a visit is stored with that went on along each of its paths at once. */
export const allPaths = 'all';

export const fork = (paths: readonly string[]): Evaluation => ({ kind: 'fork', paths });
export const merge = (path: string): Evaluation => ({ kind: 'merge', path });
export const wait = (until?: number): Evaluation => ({ kind: 'wait', until });
export const requestJob = (job: Job['kind'], until?: number): Evaluation => ({ kind: 'request-job', job, until });
export const exitRun = (reason: string): Evaluation => ({ kind: 'exit-run', reason });

/** A decision, what later steps see of it, and the arms that it drew. */
export interface Decided {
  readonly record: DecisionRecord;
  readonly gives: Properties;
  readonly drawn: readonly DrawnArm[];
}

/** What a step may know while it is evaluated. */
export interface Turn {
  readonly now: number;
  readonly facts: Facts;
  readonly definition: JourneyDefinition;
  /**
   * Is time up? Ask this, don't compare with `now`: while a turn takes inputs the answer is no, because an input further
   * on may have been accepted before the moment. The header of engine/advance.ts says why.
   */
  isPast(moment: number): boolean;
  /** Events this token may still use, oldest first. */
  lookBack(token: Token): readonly EventInput[];
  /** Is this event meant by the listener: name, filter, key? */
  matches(event: EventInput['event'], listener: EventTrigger): boolean;
  /** Does the condition hold now? */
  holds(condition: Condition): boolean;
  /** When will it next hold, or no longer, though nothing happens? Undefined: never. */
  nextChange(condition: Condition): number | undefined;
  /** Has this visit requested its job? A step that asks something on arrival only asks before that. */
  isRequested(visit: number): boolean;
  /** How often the run has gone back by this loop, in its present time round the loops about it. */
  passesOf(step: StepId): number;
  /** Could another token of the same fork still come to this token's step? */
  isAwaitingOthers(token: Token): boolean;
  /** The moment `duration` (ISO 8601) after `from`; days and longer are calendar units in the customer's zone. */
  after(from: number, duration: string): number;
  /** The same backwards. */
  before(from: number, duration: string): number;
  /** What the reference means now; undefined: it is missing. */
  read(reference: Reference): Json | undefined;
  /** A chance from 0 up to 1 that belongs to this visit and this purpose: the same at each look. Of steps that say `draws`. */
  chanceOf(token: Token, purpose: string): number;
  /** The customer's arm, kept or drawn by these shares. Of steps that say `draws`. */
  armOf(experiment: string, shares: Shares): DrawnArm & { readonly isNew: boolean };
  /** Chooses by a policy. Of steps that say `decides` and `draws`. `said`: what a person, or the end of their time, chose instead. */
  decide(token: Token, policy: string, said?: SaidChoice): Decided;
}

/** A choice that does not follow from the draw; `candidate: null`: none. */
export interface SaidChoice {
  readonly by: 'person' | 'fallback';
  readonly candidate: string | null;
}

/** What a step's own publish checks may look at. */
export interface StepContext {
  /** "steps.nudge": the beginning of every `where`. */
  readonly where: string;
  readonly definition: JourneyDefinition;
  /** Undefined where nothing outside is known yet (a journey file being loaded): then only the definition is checked. */
  readonly known: KnownNames | undefined;
}

/** A step type is one object that carries all of its behaviour. The registry is steps/index.ts. */
export interface StepType<S> {
  readonly type: string;
  /** The whole step in its canonical form, paths included. */
  readonly schema: z.ZodType<S>;
  /** Does it speak to the customer? Journeys that do should have a way out. */
  readonly facesCustomer?: true | undefined;
  /** May a token stay here for a while? Of the steps of a loop at least one has to. */
  readonly rests?: true | undefined;
  /** Tokens of one fork meet here: whether one waits depends on the others. */
  readonly joins?: true | undefined;
  /** A token goes on along all of its paths at once. */
  readonly forks?: true | undefined;
  /** Its job is done in the turn that requests it: no token is found here between turns. */
  readonly isPassed?: true | undefined;
  /** The ways out that must be given, and those that may be. A name twice is a problem of the step. */
  paths(step: S): { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** Paths that lead back to earlier steps; all others lead forward. Default: none. */
  readonly leadsBack?: readonly string[] | undefined;
  /** Events that must reach the run while it could stand here or look back from here. */
  subscriptions(step: S): readonly EventTrigger[];
  /** Conditions that let a token go on as soon as they hold: the run is notified when what they look at changes. Default: none. */
  levels?(step: S): readonly Condition[];
  /** Traits that a waiting token depends on, beside those of its levels: the run is notified when they change. Default: none. */
  watches?(step: S): readonly string[];
  /** Does it ask for chances or arms? Then the turn reads the customer's arms and the workspace's seed. Default: no. */
  draws?(step: S): boolean;
  /** The policy that it decides by. Then the turn is given it, with what was learned. Default: none. */
  decides?(step: S): string;
  /** Kinds that a process must know beside this step type: channels, jobs, and the inputs of those jobs. Default: none. */
  uses?(step: S): Kinds;
  /** For people, without values of the customer: "waiting for Order Completed". */
  describe(step: S): string;
  /** Its settings in a few words, for a card: "2 days". Default: `describe`. */
  summary?(step: S): string;
  /** Why a visit left by this path, for a person who reads a run afterwards: "Order Completed came". Where there is more to say than the path's name. */
  describePath?(step: S, path: string): string | undefined;
  /** Publish checks beyond schema and paths: references, what must exist outside, warnings. */
  check?(step: S, context: StepContext): readonly Problem[];
  /** Of a task: what later conditions see of it, when the token leaves by this path. */
  taskResult?(step: S, token: Token, path: string): TaskResult | undefined;
  /** Names that later conditions and data see of its answer, under `answers.<step>`. Default: none. */
  answers?(step: S): readonly string[];
  /** The values of these, when the token leaves. */
  answerOf?(token: Token): Properties | undefined;
  evaluate(step: S, token: Token, turn: Turn): Evaluation;
}

export type AnyStep = {
  readonly type: string;
  readonly title?: string | undefined;
  readonly paths: Readonly<Record<string, StepId | null>>;
};

/** For inference only: `evaluate` of a step type sees the step as its schema has parsed it. */
export function defineStep<S extends AnyStep>(type: StepType<S>): StepType<S> {
  return type;
}
