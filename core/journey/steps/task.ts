import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import {
  dataInRun,
  findStep,
  idSchema,
  type JourneyDefinition,
  pathNameSchema,
  pathsSchema,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { type AnyStep, defineStep, proceed, requestJob, type StepContext } from '../step-type.ts';
import { checkTextReferences } from '../text-with-references.ts';

/**
 * task: asks a person or a group of people to do something and to say what came of it. The token waits for the answer:
 *   answered    ▸ the path of the choice
 *   due passed  ▸ "overdue", and the task can't be answered any more
 * A reminder and an escalation happen while it waits. All moments count from the arrival, in the customer's zone.
 * An exit, or an interrupt that takes the token away, cancels the task.
 */
export const personSchema = z.string().trim().min(1).max(254);

/** Characters of an instruction as it is written, and of the same with its values. */
export const mostInstruction = 4_000;

/** Characters of what a person writes beside an answer. */
export const mostNote = 4_000;

const askedFields = {
  group: idSchema.optional().describe('A group of the workspace configuration.'),
  person: personSchema.optional().describe('One person, by the name or address that your tools know them by.'),
};

const schema = z
  .strictObject({
    type: z.literal('task'),
    title: stepTitle,
    ...askedFields,
    instruction: z
      .string()
      .min(1)
      .max(mostInstruction)
      .optional()
      .describe('What to do. `{{ customer.traits.name }}` and the like are filled in when the task is made.'),
    choices: z.array(pathNameSchema).min(1).max(10).describe('What the person may answer; each is a path.'),
    due: isoDurationSchema.optional().describe('Unanswered for so long, it leaves by `overdue`.'),
    reminder: isoDurationSchema.optional().describe('Unanswered for so long, who was asked is reminded, once.'),
    escalation: z
      .strictObject({ after: isoDurationSchema, ...askedFields })
      .optional()
      .describe('Unanswered for so long, it goes to another group or person.'),
    paths: pathsSchema,
  })
  .describe('Asks a person or a group and waits; leaves by the choice they answer, or by `overdue`.');

export type TaskStep = z.infer<typeof schema>;

export const overduePath = 'overdue';

export const task = defineStep<TaskStep>({
  type: 'task',
  schema,
  rests: true,
  paths: ({ choices, due }) => ({ required: [...choices, ...(due === undefined ? [] : [overduePath])], optional: [] }),
  subscriptions: () => [],
  uses: () => ({ job: ['task'], input: ['job-settled'] }),
  describe: (step) => `waiting for ${describeAsked(step)} to answer`,
  summary: (step) =>
    step.due === undefined ? describeAsked(step) : `${describeAsked(step)}, due in ${describeDuration(step.due)}`,
  describePath: (_step, path) => (path === overduePath ? 'nobody answered in time' : `the answer was "${path}"`),
  check: (step, context) => [
    ...checkAsked(step, context.where, context),
    ...(step.escalation ? checkAsked(step.escalation, `${context.where}.escalation`, context) : []),
    ...checkTextReferences(`${context.where}.instruction`, step.instruction ?? '', dataInRun(context.definition)),
  ],
  taskResult: (_step, { outcome }, path) => ({
    outcome: path,
    ...(outcome?.by !== undefined && { assignee: outcome.by }),
  }),
  evaluate(step, token, turn) {
    if (token.outcome) return proceed(answerOf(step, token.outcome.answer));
    const { dueAt, ...others } = taskMoments(step, token.arrivedAt, turn.after);
    if (dueAt !== undefined && turn.isPast(dueAt)) return proceed(overduePath);
    const ahead = [dueAt, ...Object.values(others)].filter(
      (moment): moment is number => moment !== undefined && !turn.isPast(moment),
    );
    return requestJob('task', ahead.length === 0 ? undefined : Math.min(...ahead));
  },
});

export function isTask(step: AnyStep): step is TaskStep {
  return step.type === task.type;
}

/** The task step behind a job. */
export function taskStepOf(definition: JourneyDefinition, id: StepId): TaskStep {
  const step = findStep(definition, id);
  if (!step || !isTask(step)) throw new PermanentFailure('step-gone', `"${definition.id}" has no task step "${id}"`);
  return step;
}

/** When something happens to a task by itself; each undefined where the step does not say so. */
export interface TaskMoments {
  readonly remindAt: number | undefined;
  readonly escalateAt: number | undefined;
  readonly dueAt: number | undefined;
}

/** `after`: the moment a duration after another one, in the customer's zone. */
export function taskMoments(
  { reminder, escalation, due }: TaskStep,
  arrivedAt: number,
  after: (from: number, duration: string) => number,
): TaskMoments {
  const at = (duration: string | undefined) => (duration === undefined ? undefined : after(arrivedAt, duration));
  return { remindAt: at(reminder), escalateAt: at(escalation?.after), dueAt: at(due) };
}

/** Who is asked, in words: "sales", "ann@example.com". */
export function describeAsked({ group, person }: Pick<TaskStep, 'group' | 'person'>): string {
  return person ?? group ?? 'somebody';
}

function answerOf({ choices }: TaskStep, answer: string | undefined): string {
  if (answer !== undefined && choices.includes(answer)) return answer;
  throw new PermanentFailure('no-such-choice', `a task was answered by "${answer}", which is none of its choices`);
}

function checkAsked(
  { group, person }: Pick<TaskStep, 'group' | 'person'>,
  where: string,
  { known }: StepContext,
): readonly Problem[] {
  if ((group === undefined) === (person === undefined)) {
    return [
      {
        code: 'task-for-nobody',
        where,
        problem: group === undefined ? 'Nobody is asked.' : 'Both a group and a person are asked.',
        remedy: 'Name a "group" or a "person", and only one of them.',
      },
    ];
  }
  if (group === undefined || !known?.groups || known.groups.has(group)) return [];
  return [
    {
      code: 'unknown-group',
      where: `${where}.group`,
      problem: `There is no group "${group}".`,
      remedy: didYouMean(group, [...known.groups]),
    },
  ];
}
