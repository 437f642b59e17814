import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { personSchema } from '../../../core/journey/steps/asked.ts';
import { mostNote } from '../../../core/journey/steps/task.ts';
import { alertedChanges, alertStates } from '../../../store/tasks/task-alerts.ts';
import { taskChanges, taskStates } from '../../../store/tasks/tasks.ts';
import { moment } from '../../codecs.ts';

export const taskSummarySchema = z.strictObject({
  id: z.uuid(),
  journey: idSchema,
  step: idSchema,
  title: z.string().describe("The step's title, or its id."),
  journeyRunId: z.uuid().describe('The run that waits for the answer.'),
  customerId: z.uuid().describe('Our own id of the customer.'),
  userId: z.string().nullable().describe("The sender's id of the customer; null for who is only known anonymously."),
  group: z.string().nullable().describe('The group that is asked; null where one person is.'),
  person: z.string().nullable().describe('The person who is asked; null where a group is.'),
  assignee: z
    .string()
    .nullable()
    .describe(
      'Who has claimed it; of an open one: whose turn it is by the rotation of the group, or the person who is asked.',
    ),
  state: z
    .enum(taskStates)
    .describe(
      'open: nobody has claimed it. overdue: not answered in time. cancelled: the run left before an answer came.',
    ),
  choice: z.string().nullable().describe('The answer.'),
  dueAt: moment.nullable().describe('Not answered by then, it is overdue; null: it waits as long as the run does.'),
  createdAt: moment,
  updatedAt: moment,
  closedAt: moment.nullable().describe('When it was answered, overdue or cancelled.'),
});

const historySchema = z.strictObject({
  at: moment,
  what: z.enum(taskChanges),
  person: z
    .string()
    .nullable()
    .describe('Who claimed, released or answered it; of created, reminded and escalated: whose turn it is.'),
  group: z.string().nullable().describe('Of created, reminded and escalated: the group that is asked.'),
});

const alertSchema = z.strictObject({
  what: z.enum(alertedChanges),
  alert: z
    .string()
    .nullable()
    .describe('The alert of the configuration that notified; null where a person got a mail.'),
  address: z.string().nullable().describe('The address of the person who got a mail; null where an alert notified.'),
  state: z
    .enum(alertStates)
    .describe('unknown: it may have arrived, and is not sent again. dropped: the task was closed before it was sent.'),
  errorCode: z.string().nullable().describe('Of the newest attempt.'),
});

export const taskViewSchema = taskSummarySchema.extend({
  visit: z.int().describe('The visit of the run that asks.'),
  instruction: z.string().describe('What to do, with the values of the customer.'),
  choices: z.array(z.string()).describe('What can be answered.'),
  note: z.string().nullable().describe('What the person wrote beside the answer.'),
  remindAt: moment.nullable(),
  escalateAt: moment.nullable().describe('When it goes to another group or person.'),
  history: z.array(historySchema).describe('What happened to it, in order.'),
  alerts: z.array(alertSchema).describe('Who was notified about it, and the result.'),
});
/** As it goes over the wire: moments are ISO 8601. */
export type TaskAnswered = z.input<typeof taskViewSchema>;

export const taskPageSchema = z.strictObject({
  items: z.array(taskSummarySchema),
  next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
});
export type TaskPage = z.input<typeof taskPageSchema>;

export const byPerson = personSchema.describe('Who does it, by the name or address that groups know people by.');

export const noteSchema = z
  .string()
  .trim()
  .max(mostNote)
  .optional()
  .describe('What there is to say beside the choice.');
