import { defineVersions } from '../../../base/versions.ts';
import { findStep } from '../../definition/index.ts';
import { arrive, leave } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/**
 * operator-skip: a person took the run on from a step, by one of its ways out. A job that has not begun is dropped; one that
 * has is awaited by the run. Where no token is there any more, nothing happens.
 */
export interface OperatorSkipInput {
  readonly seq: number;
  readonly kind: 'operator-skip';
  readonly step: string;
  readonly path: string;
  /** Free text of theirs. */
  readonly reason: string;
}

export const operatorSkip = defineInput<OperatorSkipInput>({
  kind: 'operator-skip',
  body: defineVersions({ what: 'operator-skip input' }),
  take(draft, { step, path }) {
    const found = findStep(draft.definition, step);
    const next = found && Object.hasOwn(found.paths, path) ? found.paths[path] : undefined;
    if (next === undefined) return;
    for (const token of draft.tokens.filter((each) => each.step === step)) {
      leave(draft, token, path);
      if (next !== null) arrive(draft, next, token);
    }
  },
});
