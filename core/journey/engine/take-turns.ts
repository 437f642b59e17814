import type { DrawFacts, DrawnArm } from '../arms.ts';
import type { JourneyDefinition } from '../definition/index.ts';
import { advance } from './advance.ts';
import type { Input } from './inputs/index.ts';
import type { RunState } from './run-state.ts';
import type { EventInput, Facts, TurnOutcome } from './turn.ts';

/**
 * Time passes only in a turn without inputs (the header of advance.ts says why), so a turn with inputs that finds
 * something due is followed at once by one without. Every caller that drives a run takes its turns through here.
 */
export function takeTurns(
  definition: JourneyDefinition,
  state: RunState,
  inputs: readonly Input[],
  facts: Facts,
  now: number,
): TurnOutcome {
  const first = advance(definition, state, inputs, facts, now);
  if (inputs.length === 0 || first.finished || first.moves) return first;
  if (first.wakeAt === undefined || first.wakeAt > now) return first;
  const events = inputs.flatMap((input): EventInput[] => {
    if (input.kind === 'observed-change' && input.emitted)
      return [{ seq: input.seq, kind: 'event', event: input.emitted }];
    return input.kind === 'event' ? [input] : [];
  });
  const known = { ...facts, lookBack: [...facts.lookBack, ...events], draws: withArms(facts.draws, first.drawn) };
  const second = advance(definition, first.state, [], known, now);
  const visits = new Map([...first.visits, ...second.visits].map((visit) => [visit.visit, visit]));
  return {
    ...second,
    taken: first.taken,
    visits: [...visits.values()],
    blocked: [...first.blocked, ...second.blocked],
    drawn: [...first.drawn, ...second.drawn],
    decisions: [...first.decisions, ...second.decisions],
  };
}

/** With arms that were drawn and are not stored yet. */
export function withArms(draws: DrawFacts | undefined, drawn: readonly DrawnArm[]): DrawFacts | undefined {
  if (!draws || drawn.length === 0) return draws;
  return {
    ...draws,
    arms: new Map([...draws.arms, ...drawn.map(({ experiment, arm }) => [experiment, arm] as const)]),
  };
}
