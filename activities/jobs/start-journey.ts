import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import { notStarted, payloadOf, started, startStepOf } from '../../core/journey/steps/start-journey.ts';
import { enterFromRun } from '../../services/intake/emit.ts';
import type { InlineJobKind } from './job-kind.ts';

/** start-journey: the customer enters another journey in the turn itself, as intake would let them. Who does not: the rule says why. */
export const startJourney: InlineJobKind = {
  kind: 'start-journey',
  mode: 'inline',
  observe: async () => ({ result: 'done', answer: started }),
  async perform(context, job) {
    const { definition, run, customer, entry } = context;
    const step = startStepOf(definition, job.step);
    const { answers } = runStateVersions.upgrade(run.state);
    const place = { id: run.journeyId, journey_run_id: run.id, step: job.step, visit: job.visit };
    const rule = await enterFromRun(context, place, step.journey, payloadOf(step, { customer, entry, answers }));
    return { result: 'done', answer: rule === undefined ? started : notStarted, ...(rule !== undefined && { rule }) };
  },
};
