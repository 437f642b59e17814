import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { dataInRun, pathNameSchema, pathsSchema, stepTitle } from '../definition/index.ts';
import { type AnyStep, defineStep, proceed, requestJob } from '../step-type.ts';
import { checkTextReferences } from '../text-with-references.ts';
import { askedFields, checkAsked, describeAsked, taskMoments } from './asked.ts';

/**
 * task: asks a person or a group of people to do something and to say what came of it. The token waits for the answer:
 *   answered    ▸ the path of the choice
 *   due passed  ▸ "overdue", and the task can't be answered any more
 * A reminder and an escalation happen while it waits. All moments count from the arrival, in the customer's zone.
 * An exit, or an interrupt that takes the token away, cancels the task.
 */
/** Characters of an instruction as it is written, and of the same with its values. */
export const mostInstruction = 4_000;

/** Characters of what a person writes beside an answer. */
export const mostNote = 4_000;

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

function answerOf({ choices }: TaskStep, answer: string | undefined): string {
  if (answer !== undefined && choices.includes(answer)) return answer;
  throw new PermanentFailure('no-such-choice', `a task was answered by "${answer}", which is none of its choices`);
}
