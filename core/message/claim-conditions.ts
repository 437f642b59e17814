import { holds } from '../condition/compile.ts';
import type { Scope } from '../condition/schema.ts';
import { getExitKind, type JourneyDefinition } from '../journey/definition/index.ts';
import type { SendStep } from '../journey/steps/send.ts';

/** What a message's claim looks at once more, because days may lie between the request and the attempt. */
export interface ClaimConditions {
  /** Undefined: the step has no such condition. */
  readonly onlyIfHolds: boolean | undefined;
  /** The condition of an exit rule holds: the run's next turn will end it. */
  readonly exitHolds: boolean;
}

export function claimConditions(definition: JourneyDefinition, step: SendStep, scope: Scope): ClaimConditions {
  const levels = (definition.exit ?? []).flatMap((rule) => getExitKind(rule).level(rule) ?? []);
  return {
    onlyIfHolds: step.onlyIf && holds(step.onlyIf, scope),
    exitHolds: levels.some((level) => holds(level, scope)),
  };
}
