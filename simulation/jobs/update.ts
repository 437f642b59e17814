import { mostDepth } from '../../core/journey/entry.ts';
import { effectsOf, updateStepOf } from '../../core/journey/steps/update.ts';
import type { PlayedJob } from './played-job.ts';

/** An update changes traits and emits its event at once; this run and others of the customer react to it. */
export const update: PlayedJob = {
  kind: 'update',
  mode: 'inline',
  perform({ definition, run, track, identify }, { step: id, visit }) {
    const { customer, entry } = run;
    const { traits, event } = effectsOf(updateStepOf(definition, id), { customer, entry, answers: run.state.answers });
    if (Object.keys(traits).length > 0) identify(customer, traits);
    const depth = event ? track(customer, event.name, event.properties) : 0;
    const rule = depth >= mostDepth ? 'causation-depth' : undefined;
    return { input: { kind: 'job-settled', visit, outcome: { result: 'done', ...(rule && { rule }) } } };
  },
};
