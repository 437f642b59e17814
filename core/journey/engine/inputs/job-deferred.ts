import { defineVersions } from '../../../base/versions.ts';
import type { Job } from '../run-state.ts';
import { defineInput } from './input-type.ts';

/**
 * job-deferred: not now but later, as a rule says or because an attempt failed temporarily. Where no token waits for the
 * job any more, it is dropped; one that may have been received all the same is not, and its receiver is asked again.
 */
export interface JobDeferredInput {
  readonly seq: number;
  readonly kind: 'job-deferred';
  readonly visit: number;
  readonly until: number;
  readonly rule: string;
}

export const jobDeferred = defineInput<JobDeferredInput>({
  kind: 'job-deferred',
  body: defineVersions({ what: 'job-deferred input' }),
  take(draft, { visit, until, rule }) {
    const isAwaited = draft.tokens.some((token) => token.visit === visit) || draft.facts.begunJobs.has(visit);
    const deferred = (job: Job) => (isAwaited ? [{ ...job, notBefore: until, deferredBy: rule }] : []);
    draft.jobs = draft.jobs.flatMap((job) => (job.visit === visit ? deferred(job) : [job]));
  },
});
