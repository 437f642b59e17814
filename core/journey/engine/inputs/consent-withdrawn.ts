import { defineVersions } from '../../../base/versions.ts';
import { exitRun } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** consent-withdrawn: the customer no longer wants what this run is about; see exitsOnWithdrawal. */
export interface ConsentWithdrawnInput {
  readonly seq: number;
  readonly kind: 'consent-withdrawn';
  /** The topic that was withdrawn; "marketing" for all of it. */
  readonly consent: string;
}

export const consentWithdrawn = defineInput<ConsentWithdrawnInput>({
  kind: 'consent-withdrawn',
  body: defineVersions({ what: 'consent-withdrawn input' }),
  take(draft) {
    exitRun(draft, 'consent-withdrawn', 'consent');
  },
});
