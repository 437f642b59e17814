import { defineVersions } from '../../../base/versions.ts';
import { goalReachedReason } from '../../goal.ts';
import { exitRun } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** goal-reached: intake saw the event that reaches a goal which ends the run. It comes before the event itself. */
export interface GoalReachedInput {
  readonly seq: number;
  readonly kind: 'goal-reached';
}

export const goalReached = defineInput<GoalReachedInput>({
  kind: 'goal-reached',
  body: defineVersions({ what: 'goal-reached input' }),
  take(draft) {
    exitRun(draft, goalReachedReason, 'goal');
  },
});
