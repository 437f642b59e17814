import type { JourneyDefinition } from '../definition/index.ts';
import { momentOfCall } from './calls.ts';
import { momentOfDecision } from './decisions.ts';
import {
  type ExplainedExit,
  type ExplainedInterrupt,
  type ExplainedVisit,
  explainExit,
  explainInterrupts,
  explainVisit,
  refusedInterrupts,
} from './explain.ts';
import { momentsOfInput } from './inputs.ts';
import { momentsOfMessage } from './messages.ts';
import { listNext, type NextMoment } from './next.ts';
import type { RunFacts, VisitFacts } from './run-facts.ts';
import type { PlacedMoment, RunMoment } from './run-moment.ts';
import { momentsOfTask } from './tasks.ts';
import { momentOfInterrupt, momentOfRefusal, momentsOfVisit } from './visits.ts';

/** What a run's facts and its definition amount to, for people: API, command line and console show the same. */
export interface ComposedRun extends ExplainedExit {
  /** The journey's. */
  readonly title: string;
  readonly visits: readonly (VisitFacts & ExplainedVisit)[];
  /** Those that have acted. */
  readonly interrupts: readonly ExplainedInterrupt[];
  /** All that happened, in order. */
  readonly timeline: readonly RunMoment[];
  readonly next: readonly NextMoment[];
}

/** Pure; `now` is the workspace's. */
export function composeRun(run: RunFacts, definition: JourneyDefinition, now: number): ComposedRun {
  const visits = run.visits.map((visit) => explainVisit(visit, run, definition));
  const acted = explainInterrupts(run, definition);
  const exit = explainExit(run, definition);
  const moments = [
    ...run.inputs.flatMap((input) => momentsOfInput(input, run, definition)),
    ...visits.flatMap(momentsOfVisit),
    ...run.messages.flatMap((message) => momentsOfMessage(message, run)),
    ...acted.map(momentOfInterrupt),
    ...refusedInterrupts(run, definition).map(momentOfRefusal),
    ...run.tasks.flatMap(momentsOfTask),
    ...run.calls.map(momentOfCall),
    ...run.decisions.map(momentOfDecision),
    ...momentsOfRun(run, exit),
  ];
  return {
    ...exit,
    title: definition.title ?? run.journey,
    visits,
    interrupts: acted,
    timeline: moments.sort((a, b) => a.at - b.at || a.place - b.place).map(({ place, ...moment }) => moment),
    next: listNext(run, visits, now),
  };
}

function momentsOfRun(run: RunFacts, exit: ExplainedExit): PlacedMoment[] {
  const { goal, stuckAt, stuckErrorCode, endedAt } = run;
  const own = { visit: null, place: Number.MAX_SAFE_INTEGER };
  const stuck = `stuck: ${stuckErrorCode ?? 'error gone'}`;
  return [
    ...(goal === null
      ? []
      : [{ ...own, at: goal.reachedAt, place: 0, kind: 'goal', text: describeGoal(goal) } as const]),
    ...(stuckAt === null ? [] : [{ ...own, at: stuckAt, kind: 'stuck', text: stuck } as const]),
    ...(endedAt === null ? [] : [{ ...own, at: endedAt, kind: 'ended', text: describeEnd(run, exit) } as const]),
  ];
}

function describeGoal({ event, value }: NonNullable<RunFacts['goal']>): string {
  return `the goal was reached${event === null ? '' : ` by ${event}`}${value === null ? '' : `, worth ${value}`}`;
}

function describeEnd({ exit, endReason }: RunFacts, { exitEvents, exitCondition }: ExplainedExit): string {
  if (!exit)
    return endReason === 'completed' ? 'the run ended: its path was at its end' : `the run ended: ${endReason}`;
  switch (exit.by) {
    case 'operator':
      return `the run ended by an operator: ${exit.reason}`;
    case 'books':
      return 'the run ended: there is nothing more to watch for';
    case 'goal':
      return 'the run ended: its goal was reached';
    case 'consent':
      return 'the run ended, as the customer withdrew consent';
    case 'merge':
      return 'the run ended by a merge: an older run of the same customer goes on';
    case 'step':
      return `the run ended by its exit step: ${exit.reason}`;
    case 'rule': {
      const causes = exitEvents.length > 0 ? [`${exitEvents.join(' or ')} came`] : [];
      const why = [...causes, ...(exitCondition ? [exitCondition] : [])].join(', or ');
      return `the run ended by its exit rule ${exit.reason}: ${why}`;
    }
  }
}
