import { after } from '../../core/base/calendar.ts';
import { newId } from '../../core/base/id.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Job, RunState } from '../../core/journey/engine/run-state.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import { type TaskMoments, taskMoments } from '../../core/journey/steps/asked.ts';
import { mostInstruction, type TaskStep } from '../../core/journey/steps/task.ts';
import { taskStepOf } from '../../core/journey/steps/task-behind.ts';
import { renderText } from '../../core/journey/text-with-references.ts';
import type { Customer } from '../../store/customers/customers.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import type { LockedRun } from '../../store/runs/runs.ts';
import { changeTask, insertTask, type LockedTask, lockTaskOfVisit } from '../../store/tasks/tasks.ts';
import { type AskingPlace, askedOf } from './asked.ts';
import { tellAsked } from './tell.ts';

/** The turn that a task belongs to: its transaction holds the customer's and the run's lock. */
export interface TaskTurn {
  readonly database: Database;
  readonly trx: Transaction;
  readonly definition: JourneyDefinition;
  readonly run: LockedRun;
  readonly customer: Customer;
  readonly entry: EventFact;
  readonly now: number;
}

/** Makes the task of a step, with the customer's values in its instruction. */
export async function openTask(turn: TaskTurn, job: Job, { answers }: Pick<RunState, 'answers'>): Promise<void> {
  const { database, trx, definition, run, customer, entry } = turn;
  const step = taskStepOf(definition, job.step, answers);
  const { workspace } = run;
  const place = { database, trx, workspace };
  const asked = await askedOf(place, step);
  const id = newId();
  await insertTask(trx, {
    id,
    workspace,
    journeyRunId: run.id,
    visit: job.visit,
    journeyId: run.journeyId,
    step: job.step,
    title: step.title ?? job.step,
    instruction: renderText(step.instruction ?? '', { customer, entry, answers }, mostInstruction),
    choices: step.choices,
    ...asked,
    ...momentsOf(turn, step, job),
    createdAt: job.requestedAt,
  });
  await tellAsked(place, { id, ...asked }, 'created');
}

/** Reminds and escalates, each once, when it is time. The turn that this happens in is one that the step asked for. Gives whether it did. */
export async function revisitTask(turn: TaskTurn, job: Job): Promise<boolean> {
  const { database, trx, definition, run, now } = turn;
  const place: AskingPlace = { database, trx, workspace: run.workspace };
  const step = taskStepOf(definition, job.step);
  const { remindAt, escalateAt } = momentsOf(turn, step, job);
  const isDue = (moment: number | undefined) => moment !== undefined && moment <= now;
  if (!isDue(remindAt) && !isDue(escalateAt)) return false;
  const task = await lockTaskOfVisit(trx, run.id, job.visit);
  if (!task || task.closedAt !== null) return false;
  const reminds = isDue(remindAt) && task.remindedAt === null;
  const escalates = step.escalation && isDue(escalateAt) && task.escalatedAt === null;
  if (reminds) {
    const { state, group, assignee } = task;
    await changeTask(trx, task.id, { what: 'reminded', at: now, by: assignee, group, state, asked: task });
    if (!escalates) await tellAsked(place, task, 'reminded');
  }
  if (step.escalation && escalates) {
    const asked = await askedOf(place, step.escalation);
    const { assignee: by, group } = asked;
    await changeTask(trx, task.id, { what: 'escalated', at: now, by, group, state: 'open', asked });
    await tellAsked(place, { id: task.id, ...asked }, 'escalated');
  }
  return reminds || escalates === true;
}

/** The run waits no longer: the task was not answered in time, or an exit has taken it away. */
export async function withdrawTask(turn: TaskTurn, job: Job): Promise<void> {
  const { trx, definition, run, now } = turn;
  const task = await lockTaskOfVisit(trx, run.id, job.visit);
  if (!task || task.closedAt !== null) return;
  const { dueAt } = momentsOf(turn, taskStepOf(definition, job.step), job);
  const what = dueAt !== undefined && dueAt <= now ? 'overdue' : 'cancelled';
  await changeTask(trx, task.id, { what, at: now, by: null, state: what, asked: askedBefore(task) });
}

const askedBefore = ({ group, person, assignee }: LockedTask) => ({ group, person, assignee });

function momentsOf({ customer }: TaskTurn, step: TaskStep, { requestedAt }: Job): TaskMoments {
  const zone = timeZoneOf(customer.traits);
  return taskMoments(step, requestedAt, (from, duration) => after(from, duration, zone));
}
