import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import { ended, notStarted, payloadOf, started, startStepOf } from '../../core/journey/steps/start-journey.ts';
import { enterFromRun } from '../../services/intake/emit.ts';
import { awaitRun } from '../../store/runs/awaited-runs.ts';
import type { InlineJobKind } from './job-kind.ts';

/** start-journey: the customer enters another journey in the turn itself, as intake would let them. Who does not: the rule says why. */
export const startJourney: InlineJobKind = {
  kind: 'start-journey',
  mode: 'inline',
  observe: async () => ({ result: 'done', answer: ended }), // there is no run whose end it could wait for
  async perform(context, job) {
    const { trx, definition, run, customer, entry } = context;
    const step = startStepOf(definition, job.step);
    const { answers } = runStateVersions.upgrade(run.state);
    const place = { id: run.journeyId, journey_run_id: run.id, step: job.step, visit: job.visit };
    const payload = payloadOf(step, { customer, entry, answers });
    const entered = await enterFromRun(context, place, step.journey, payload);
    if ('rule' in entered) return { result: 'done', answer: notStarted, rule: entered.rule };
    if (step.wait === undefined) return { result: 'done', answer: started };
    if (entered.inBooks) return { result: 'done', answer: ended };
    await awaitRun(trx, entered.journeyRunId, { journeyRunId: run.id, visit: job.visit });
    return { result: 'done', answer: started };
  },
};
