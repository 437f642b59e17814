import { started } from '../../core/journey/steps/start-journey.ts';
import type { PlayedJob } from './played-job.ts';

/** A story plays one journey: another one is taken to let the customer in. */
export const startJourney: PlayedJob = {
  kind: 'start-journey',
  mode: 'inline',
  perform: (_turn, { visit }) => ({
    input: { kind: 'job-settled', visit, outcome: { result: 'done', answer: started } },
  }),
};
