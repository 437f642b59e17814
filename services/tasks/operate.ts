import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import { lockRun } from '../../store/runs/runs.ts';
import { findTaskView, type TaskView } from '../../store/tasks/task-views.ts';
import { changeTask, findRunOfTask, type LockedTask, lockTask } from '../../store/tasks/tasks.ts';
import { type AskingPlace, mayTake } from './asked.ts';

/**
 * What people do with a task: claim, release, answer. Each is one transaction under the task's lock, so of two at once
 * exactly one wins and the other gets an error that says what happened. An answer locks the run first and appends to its inputs.
 */
export type TaskOperation =
  | { readonly result: 'done'; readonly task: TaskView }
  | { readonly result: 'gone' }
  /** It is answered, overdue or cancelled. */
  | { readonly result: 'closed'; readonly task: TaskView }
  /** Somebody else has claimed it. */
  | { readonly result: 'claimed'; readonly by: string }
  /** Nobody has claimed it. */
  | { readonly result: 'unclaimed' }
  /** Others are asked. */
  | { readonly result: 'not-asked'; readonly task: TaskView }
  | { readonly result: 'no-such-choice'; readonly choices: readonly string[] };

export interface TaskPlace {
  readonly workspace: string;
  readonly id: string;
}

/** Claimed again by the same person, it stays theirs. */
export async function claimTask(database: Database, place: TaskPlace, person: string): Promise<TaskOperation> {
  return inTransaction(database, async (trx) => {
    const task = await lockTask(trx, place.workspace, place.id);
    const refused = await refusal({ database, trx, ...place }, task, person);
    if (refused || !task) return refused ?? { result: 'gone' };
    if (task.state === 'open') {
      const asked = { group: task.group, person: task.person, assignee: person };
      const at = await workspaceClock(trx, place.workspace).now();
      await changeTask(trx, task.id, { what: 'claimed', at, by: person, state: 'claimed', asked });
    }
    return done(trx, place);
  });
}

/** Gives a claimed task back to those who are asked. */
export async function releaseTask(database: Database, place: TaskPlace, person: string): Promise<TaskOperation> {
  return inTransaction(database, async (trx) => {
    const task = await lockTask(trx, place.workspace, place.id);
    const refused = await refusal({ database, trx, ...place }, task, person);
    if (refused || !task) return refused ?? { result: 'gone' };
    if (task.state !== 'claimed') return { result: 'unclaimed' };
    const asked = { group: task.group, person: task.person, assignee: task.person };
    const at = await workspaceClock(trx, place.workspace).now();
    await changeTask(trx, task.id, { what: 'released', at, by: person, state: 'open', asked });
    return done(trx, place);
  });
}

export interface TaskAnswer {
  readonly person: string;
  readonly choice: string;
  readonly note?: string | undefined;
}

/** Answers a task that is open, or claimed by the same person; the run goes on by the choice. */
export async function answerTask(
  database: Database,
  place: TaskPlace,
  { person, choice, note }: TaskAnswer,
): Promise<TaskOperation> {
  return inTransaction(database, async (trx) => {
    const journeyRunId = await findRunOfTask(trx, place.workspace, place.id);
    const run = journeyRunId === undefined ? undefined : await lockRun(trx, journeyRunId);
    const task = run && (await lockTask(trx, place.workspace, place.id));
    const refused = await refusal({ database, trx, ...place }, task, person);
    if (refused || !task) return refused ?? { result: 'gone' };
    if (!task.choices.includes(choice)) return { result: 'no-such-choice', choices: task.choices };
    const at = await workspaceClock(trx, place.workspace).now();
    const { visit } = task;
    const asked = { group: task.group, person: task.person, assignee: person };
    await changeTask(trx, task.id, { what: 'answered', at, by: person, state: 'answered', asked, choice, note });
    await appendInputs(trx, at, [
      {
        journeyRunId: task.journeyRunId,
        kind: 'job-settled',
        visit,
        outcome: { result: 'done', answer: choice, by: person },
      },
    ]);
    await enqueueRuns(trx, [{ journeyRunId: task.journeyRunId, label: 'task answered' }], lanes.live);
    return done(trx, place);
  });
}

async function refusal(
  place: TaskPlace & AskingPlace,
  task: LockedTask | undefined,
  person: string,
): Promise<TaskOperation | undefined> {
  if (!task) return { result: 'gone' };
  if (task.closedAt !== null) return { result: 'closed', task: await view(place.trx, place) };
  if (task.state === 'claimed' && task.assignee !== null && task.assignee !== person)
    return { result: 'claimed', by: task.assignee };
  if (task.state === 'open' && !(await mayTake(place, task, person)))
    return { result: 'not-asked', task: await view(place.trx, place) };
  return undefined;
}

async function done(trx: Transaction, place: TaskPlace): Promise<TaskOperation> {
  return { result: 'done', task: await view(trx, place) };
}

async function view(trx: Transaction, { workspace, id }: TaskPlace): Promise<TaskView> {
  const task = await findTaskView(trx, workspace, id);
  if (!task) throw new Error(`task ${id} vanished under its lock`);
  return task;
}
