import { payloadOf, startStepOf } from '../../core/journey/steps/start-journey.ts';
import type { PlayedJob } from './played-job.ts';

/** Where the other journey is played too, it lets the customer in; a story plays one, and the other is taken to do so. */
export const startJourney: PlayedJob = {
  kind: 'start-journey',
  mode: 'inline',
  perform({ definition, run, startJourney: start }, { step: id, visit }) {
    const { customer, entry } = run;
    const step = startStepOf(definition, id);
    const payload = payloadOf(step, { customer, entry, answers: run.state.answers });
    const answer = start(step.journey, payload, step.wait === undefined ? undefined : visit);
    return { input: { kind: 'job-settled', visit, outcome: { result: 'done', answer } } };
  },
};
