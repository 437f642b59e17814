import { notStarted, payloadOf, started, startStepOf } from '../../core/journey/steps/start-journey.ts';
import type { PlayedJob } from './played-job.ts';

/** Where the other journey is played too, it lets the customer in; a story plays one, and the other is taken to do so. */
export const startJourney: PlayedJob = {
  kind: 'start-journey',
  mode: 'inline',
  perform({ definition, run, startJourney: start }, { step: id, visit }) {
    const { customer, entry } = run;
    const step = startStepOf(definition, id);
    const isIn = start(step.journey, payloadOf(step, { customer, entry, answers: run.state.answers }));
    return { input: { kind: 'job-settled', visit, outcome: { result: 'done', answer: isIn ? started : notStarted } } };
  },
};
