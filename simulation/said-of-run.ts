import { started } from '../core/journey/steps/start-journey.ts';
import type { PlayedCustomer, Run, StoryInput } from './run.ts';

/** What a story says of the world outside the journey, as the input that it is of a run. */
export interface SaidOfRun {
  readonly run: Run;
  readonly input: StoryInput;
}

/** Somebody answers the open task of a step; undefined: there is none. */
export function answerOfTask(
  customer: PlayedCustomer,
  step: string,
  choice: string,
  by: string,
): SaidOfRun | undefined {
  const open = customer.runs.flatMap((run) => [...run.tasks.values()].map((task) => ({ run, task })));
  const asked = open.find(({ task }) => task.step === step && task.state === 'open');
  if (!asked) return undefined;
  const { run, task } = asked;
  run.tasks.set(task.visit, { ...task, state: 'answered', choice, by });
  return {
    run,
    input: { kind: 'job-settled', visit: task.visit, outcome: { result: 'done', answer: choice, by } },
  };
}

/** The run ends that a step started and waits for; undefined: no open run waits there. */
export function endOfStarted(customer: PlayedCustomer, step: string, reason: string): SaidOfRun | undefined {
  for (const run of customer.runs.filter(({ ended }) => !ended)) {
    const token = run.state.tokens.find((each) => each.step === step && each.outcome?.answer === started);
    if (token) return { run, input: { kind: 'journey-ended', visit: token.visit, reason } };
  }
  return undefined;
}
