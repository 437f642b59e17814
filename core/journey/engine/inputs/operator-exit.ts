import { defineVersions } from '../../../base/versions.ts';
import { exitRun } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** operator-exit: a person ended the run. The reason is free text of theirs. */
export interface OperatorExitInput {
  readonly seq: number;
  readonly kind: 'operator-exit';
  readonly reason: string;
}

export const operatorExit = defineInput<OperatorExitInput>({
  kind: 'operator-exit',
  body: defineVersions({ what: 'operator-exit input' }),
  take(draft, { reason }) {
    exitRun(draft, reason, 'operator');
  },
});
