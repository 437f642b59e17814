import { after } from '../../core/base/calendar.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { Job } from '../../core/journey/engine/run-state.ts';
import { taskMoments } from '../../core/journey/steps/asked.ts';
import { mostInstruction, type TaskStep } from '../../core/journey/steps/task.ts';
import { taskStepOf } from '../../core/journey/steps/task-behind.ts';
import { renderText } from '../../core/journey/text-with-references.ts';
import type { PlayedJob, PlayedTurn } from './played-job.ts';

/** A task is made, reminds and escalates by the moments of production; the story answers it. */
export const task: PlayedJob = {
  kind: 'task',
  mode: 'external',
  visit(turn, job) {
    const { definition, run, now } = turn;
    const step = taskStepOf(definition, job.step, run.state.answers);
    const { remindAt, escalateAt } = momentsOf(turn, step, job);
    const made = run.tasks.get(job.visit) ?? {
      step: job.step,
      visit: job.visit,
      group: step.group,
      person: step.person,
      instruction: renderText(
        step.instruction ?? '',
        { customer: run.customer, entry: run.entry, answers: run.state.answers },
        mostInstruction,
      ),
      state: 'open',
      choice: undefined,
      by: undefined,
      remindedAt: undefined,
      escalatedAt: undefined,
    };
    const isDue = (moment: number | undefined, done: number | undefined) =>
      done === undefined && moment !== undefined && moment <= now;
    const reminded = isDue(remindAt, made.remindedAt) ? { remindedAt: now } : {};
    const { group, person } = step.escalation ?? step;
    const escalated = isDue(escalateAt, made.escalatedAt) ? { escalatedAt: now, group, person } : {};
    run.tasks.set(job.visit, { ...made, ...reminded, ...escalated });
  },
  withdraw(turn, job) {
    const made = turn.run.tasks.get(job.visit);
    if (made?.state !== 'open') return;
    const { dueAt } = momentsOf(turn, taskStepOf(turn.definition, job.step), job);
    const state = dueAt !== undefined && dueAt <= turn.now ? 'overdue' : 'cancelled';
    turn.run.tasks.set(job.visit, { ...made, state });
  },
};

function momentsOf({ run }: PlayedTurn, step: TaskStep, { requestedAt }: Job) {
  const zone = timeZoneOf(run.customer.traits);
  return taskMoments(step, requestedAt, (from, duration) => after(from, duration, zone));
}
