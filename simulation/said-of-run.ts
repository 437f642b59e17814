import { ended, started } from '../core/journey/steps/start-journey.ts';
import { append, type PlayedCustomer, type Run } from './run.ts';

/** What is said to a run from outside its journey. Each gives the run that is to be settled; undefined: none waits for it. */

/** Somebody answers the open task of a step. */
export function answerOfTask(customer: PlayedCustomer, step: string, choice: string, by: string): Run | undefined {
  const open = customer.runs.flatMap((run) => [...run.tasks.values()].map((task) => ({ run, task })));
  const asked = open.find(({ task }) => task.step === step && task.state === 'open');
  if (!asked) return undefined;
  const { run, task } = asked;
  run.tasks.set(task.visit, { ...task, state: 'answered', choice, by });
  append(run, { kind: 'job-settled', visit: task.visit, outcome: { result: 'done', answer: choice, by } });
  return run;
}

/** The run ends that a step started and waits for. */
export function endOfStarted(customer: PlayedCustomer, step: string, reason: string): Run | undefined {
  for (const run of customer.runs.filter((each) => !each.ended)) {
    const token = run.state.tokens.find((each) => each.step === step && each.outcome?.answer === started);
    if (!token) continue;
    append(run, { kind: 'journey-ended', visit: token.visit, reason });
    return run;
  }
  return undefined;
}

/** A visit of another run waits for the end of this one, which has just begun. Gives the answer of the job that began it. */
export function awaitEnd(begun: Run, by: Run, visit: number | undefined): string {
  if (visit === undefined) return started;
  if (begun.books) return ended;
  begun.awaitedBy = [...(begun.awaitedBy ?? []), { run: by, visit }];
  return started;
}

/** The run has ended. Gives those that waited for that. */
export function endRun(run: Run, at: number, reason: string): readonly Run[] {
  run.ended = { at, reason };
  const awaiting = (run.awaitedBy ?? []).filter((by) => !by.run.ended);
  for (const by of awaiting) append(by.run, { kind: 'journey-ended', visit: by.visit, reason });
  return awaiting.map((by) => by.run);
}
