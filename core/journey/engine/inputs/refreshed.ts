import { defineVersions } from '../../../base/versions.ts';
import { findStep } from '../../definition/index.ts';
import { restartsOnRefresh } from '../../steps/wait.ts';
import { defineInput } from './input-type.ts';

/** refreshed: the customer entered again, and the new entry has taken the place of the run's. Waits that say so begin again. */
export interface RefreshedInput {
  readonly seq: number;
  readonly kind: 'refreshed';
}

export const refreshed = defineInput<RefreshedInput>({
  kind: 'refreshed',
  body: defineVersions({ what: 'refreshed input' }),
  take(draft) {
    draft.tokens = draft.tokens.map((token) => {
      const step = findStep(draft.definition, token.step);
      return step && restartsOnRefresh(step) ? { ...token, restartedAt: draft.now } : token;
    });
  },
});
