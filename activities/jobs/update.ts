import { PermanentFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { runStateVersions } from '../../core/journey/engine/run-state.ts';
import { effectsOf, updateStepOf } from '../../core/journey/steps/update.ts';
import { acceptFromRun } from '../../services/intake/emit.ts';
import { causationDepth } from '../../services/intake/enter.ts';
import { reportRefusal } from '../../store/measurement/failures.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import type { InlineJobKind } from './job-kind.ts';

/** update: changes traits and emits an event in the turn itself, as intake would. What is held back is the outcome's rule. */
export const update: InlineJobKind = {
  kind: 'update',
  mode: 'inline',
  async observe({ trx, definition, run, customer, entry, now }, job) {
    const scope = { customer, entry, answers: runStateVersions.upgrade(run.state).answers };
    const { traits, event } = effectsOf(updateStepOf(definition, job.step), scope);
    const emitted = event && { ...event, id: newId(), timestamp: now, acceptedAt: now };
    await appendInputs(trx, now, [
      { journeyRunId: run.id, kind: 'observed-change', traits, ...(emitted && { emitted }) },
    ]);
    return { result: 'done' };
  },
  async perform(context, job) {
    const { database, definition, run, customer, entry } = context;
    const step = updateStepOf(definition, job.step);
    const place = { id: run.journeyId, journey_run_id: run.id, step: job.step, visit: job.visit };
    const [rule] = await acceptFromRun(
      context,
      place,
      effectsOf(step, { customer, entry, answers: runStateVersions.upgrade(run.state).answers }),
    );
    if (rule === causationDepth) await reportRefusal(database, tooDeep(run.journeyId, job.step));
    return { result: 'done', ...(rule !== undefined && { rule }) };
  },
};

function tooDeep(journey: string, step: string): PermanentFailure {
  return new PermanentFailure(
    causationDepth,
    `the event that step "${step}" of "${journey}" emits enters nothing: journeys enter each other by the events they emit`,
  );
}
