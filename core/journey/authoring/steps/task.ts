import { toIsoDuration } from '../../../base/duration.ts';
import { type Field, field, type Handle, type TextField } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { TaskStep } from '../../steps/task.ts';
import { type DataOfRun, type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';

/** Who is asked: a group of the workspace configuration, or one person. */
type Asked =
  | { readonly group: string; readonly person?: undefined }
  | { readonly person: string; readonly group?: undefined };

export type TaskOptions<Choice extends string = string> = StepOptions &
  Asked & {
    /** What to do; with `text` it may speak of the customer and the entry. */
    readonly instruction?: string | undefined;
    /** What the person may answer. */
    readonly choices: readonly [Choice, ...Choice[]];
    /** Unanswered for so long, the flow goes on by "overdue": "1 day". */
    readonly due?: string | undefined;
    /** Unanswered for so long, who was asked is reminded. */
    readonly reminder?: string | undefined;
    /** Unanswered for so long, it goes to somebody else. */
    readonly escalation?: ({ readonly after: string } & Asked) | undefined;
  };

/** The step, with what later conditions may look at: `phone.outcome.is('reached')`. Missing until there is an outcome. */
export interface TaskHandle<Choice extends string> extends FlowStep {
  readonly outcome: ChoiceField<Choice>;
  /** Who answered; missing where nobody did. */
  readonly assignee: TextField<'tasks'>;
}

type ChoiceField<Choice extends string> = Field<Choice | 'overdue', 'tasks'>;

/**
 * A task for people, with a flow for each answer:
 * `task('phone', { group: 'sales', choices: ['reached', 'lost'], due: '1 day' }, { overdue: flow(…) })`.
 */
export function task<const Choice extends string>(
  id: StepId,
  options: TaskOptions<Choice>,
  ways: { readonly [Name in Choice | 'overdue']?: Flow | undefined } = {},
): TaskHandle<Choice> {
  const { title, group, person, instruction, choices, due, reminder, escalation } = options;
  const names = [...choices, ...(due === undefined ? [] : ['overdue'])];
  const unknown = Object.keys(ways).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw mistake(
      `steps.${id}`,
      `There is a flow for "${unknown}", which is no answer of the task.`,
      unknown === 'overdue' ? 'Say when the task is due.' : `Its answers are ${names.join(', ')}.`,
    );
  }
  const given = new Map<string, Flow | undefined>(Object.entries(ways));
  const iso = (duration: string | undefined, name: string) =>
    duration === undefined ? undefined : toIsoDuration(duration, `steps.${id}.${name}`);
  const step = flowStep<TaskStep>(
    id,
    {
      type: 'task',
      title,
      group,
      person,
      instruction,
      choices: [...choices],
      due: iso(due, 'due'),
      reminder: iso(reminder, 'reminder'),
      escalation: escalation && {
        ...escalation,
        after: toIsoDuration(escalation.after, `steps.${id}.escalation.after`),
      },
    },
    Object.fromEntries(names.map((name) => [name, given.get(name) ?? onward])),
  );
  return { ...step, outcome: field(`tasks.${id}.outcome`), assignee: field(`tasks.${id}.assignee`) };
}

/** An instruction with values in it: `` text`Call ${customer.name} about cart ${entry.cart_id}.` `` */
export function text(parts: TemplateStringsArray, ...handles: readonly Handle<unknown, DataOfRun>[]): string {
  return parts.reduce((before, part, index) => `${before}{{ ${handles[index - 1]?.ref} }}${part}`);
}
