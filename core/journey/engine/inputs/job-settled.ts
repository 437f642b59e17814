import { defineVersions } from '../../../base/versions.ts';
import type { JobOutcome } from '../run-state.ts';
import { defineInput } from './input-type.ts';

/** job-settled: how a job ended. An outcome of a visit without an open job comes late, or twice, and changes nothing. */
export interface JobSettledInput {
  readonly seq: number;
  readonly kind: 'job-settled';
  readonly visit: number;
  readonly outcome: JobOutcome;
}

export const jobSettled = defineInput<JobSettledInput>({
  kind: 'job-settled',
  body: defineVersions({ what: 'job-settled input' }),
  take(draft, { visit, outcome }) {
    if (!draft.jobs.some((job) => job.visit === visit)) return;
    draft.jobs = draft.jobs.filter((job) => job.visit !== visit);
    draft.tokens = draft.tokens.map((token) => (token.visit === visit ? { ...token, outcome } : token));
  },
});
