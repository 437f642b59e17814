import { z } from 'zod';
import { notMeasuredReasons } from '../../../core/condition/not-measured.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { runMomentKinds } from '../../../core/journey/run-timeline/run-moment.ts';
import { machineSigns } from '../../../core/message/machine-signs.ts';
import { attemptOutcomes, messageStates } from '../../../store/messages/messages.ts';
import { runStatuses } from '../../../store/runs/run-filter.ts';
import { MOST_ATTEMPTS } from '../../../store/runs/run-views.ts';
import { moment } from '../../codecs.ts';
import { taskViewSchema } from '../tasks/schemas.ts';

export const runSummarySchema = z.strictObject({
  id: z.uuid(),
  journey: idSchema,
  version: z.int().describe('Of the journey: the one it entered and stays on.'),
  customerId: z.uuid().describe('Our own id of the customer.'),
  userId: z.string().nullable().describe("The sender's id of the customer; null for who is only known anonymously."),
  key: z.string().nullable().describe('The value of the key of a keyed journey.'),
  status: z.enum(runStatuses),
  label: z.string().describe('Where it stands, in words; empty before its first turn.'),
  books: z
    .enum(['holdout', 'global-control'])
    .nullable()
    .describe('Set where the run is in the books only: it has entry, exits and goal, and no steps.'),
  enteredAt: moment,
  endedAt: moment.nullable(),
  endReason: z.string().nullable().describe('"completed", or the reason of the exit.'),
  stuckAt: moment.nullable().describe('Since when it waits for an operator.'),
  stuckErrorId: z.uuid().nullable().describe('Under this id the log and the database say why it is stuck.'),
  stuckErrorCode: z.string().nullable().describe('The code of that error: what it is stuck by.'),
});

export const runPageSchema = z.strictObject({
  items: z.array(runSummarySchema),
  next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
});
/** As it goes over the wire: moments are ISO 8601. */
export type RunPageAnswer = z.input<typeof runPageSchema>;

const visitSchema = z.strictObject({
  visit: z.int().describe('Its number; a run passes through a step more than once where the journey has a loop.'),
  step: idSchema,
  title: z.string().describe("The step's title, or its id."),
  doing: z.string().describe('What the step does, in words: "waiting for Order Completed".'),
  arrivedAt: moment,
  leftAt: moment.nullable().describe('Null while it stands there.'),
  path: z.string().nullable().describe('The way out; null while it stands there, or when an exit took it away.'),
  way: z
    .string()
    .nullable()
    .describe('Why it left by `path`, where there is more to say than the name: "Order Completed came".'),
});

const ofJob = 'Of what a message came to';

const inputSchema = z.strictObject({
  seq: z.int().describe('Its place in the list.'),
  kind: z
    .enum([
      'entry',
      'event',
      'customer-changed',
      'goal-reached',
      'job-settled',
      'job-deferred',
      'operator-exit',
      'operator-skip',
      'migrated',
      'consent-withdrawn',
      'superseded',
      'journey-ended',
      'observed-change',
      'refreshed',
      'let-in',
    ])
    .describe(
      'customer-changed: traits changed that the journey looks at. job-settled: a message or another job has its outcome. job-deferred: a rule deferred a message. consent-withdrawn: the customer withdrew what the run is about. migrated: it was asked to go on in another version. superseded: another run goes on, as two customers were joined, or as the journey began again. observed-change: what a step of an observed run would have changed. let-in: it waited for room in its journey, and there was some.',
    ),
  event: z
    .string()
    .nullable()
    .describe("The event's name; null for what is no event, and for an event whose data has gone."),
  occurredAt: moment.nullable().describe("The event's own time, as its sender says; null where `event` is."),
  at: moment.describe('When it was accepted.'),
  taken: z.boolean().describe('A turn has taken it.'),
  visit: z.int().nullable().describe(`${ofJob}: whose.`),
  result: z
    .enum(['accepted', 'blocked', 'failed', 'unknown', 'done'])
    .nullable()
    .describe(`${ofJob}; blocked: by a rule of ours, failed: permanently. done: of a job that sends no message.`),
  rule: z.string().nullable().describe(`${ofJob}: the rule that said no, or later.`),
  answer: z.string().nullable().describe('Of a task: the choice.'),
  deferredUntilAt: moment.nullable().describe('Of a message that was deferred: until when.'),
  reason: z
    .string()
    .nullable()
    .describe('Of an operator\'s exit. Of consent-withdrawn: the topic, or "marketing" for all of it.'),
  traits: z.array(z.string()).nullable().describe('Of a change of the customer: the names of the traits.'),
  entry: z
    .strictObject({ id: z.string(), date: z.string() })
    .nullable()
    .describe('Of an entry by schedule or date: its id in the journey, and the day.'),
  version: z.int().nullable().describe('Of a migration: the version in which the run is to go on.'),
});

const attemptSchema = z.strictObject({
  attempt: z.int().describe('Its number.'),
  channel: z.string(),
  outcome: z
    .enum(attemptOutcomes)
    .nullable()
    .describe(
      'Null: it is under way. unknown: it may have arrived. abandoned: its worker died before it began to send.',
    ),
  providerId: z.string().nullable().describe('What the provider answered when it accepted the message.'),
  errorCode: z.string().nullable(),
  errorId: z.uuid().nullable().describe('Under this id the log and the database have details.'),
  errorText: z.string().nullable().describe('It may quote the provider, and what was sent to the provider.'),
  startedAt: moment,
  endedAt: moment.nullable(),
});

const messageSchema = z.strictObject({
  id: z.uuid().describe('By this its receivers know it: the `webhook-id` of a webhook, the Message-ID of a mail.'),
  visit: z.int().describe('The visit that sends it.'),
  step: idSchema,
  channel: z.string(),
  template: idSchema,
  templateVersion: z.int().nullable().describe('The version that was rendered last; null before.'),
  language: z.string().nullable().describe('Of the parts that were rendered last; null: those without a language.'),
  state: z
    .enum(messageStates)
    .describe(
      'requested: it waits for its first attempt. claimed, sending: an attempt is under way. blocked, deferred: a rule said no, or later. failed-temporarily: it is tried again. failed-permanently: the provider rejected it, or it was given up. unknown: it may have arrived; it is never sent again by itself.',
    ),
  attempt: z.int().describe('How many attempts there were.'),
  rule: z.string().nullable().describe('Which rule said no, or later.'),
  ruleValue: z.string().nullable().describe('What the rule went by: often until when.'),
  why: z.string().nullable().describe('Of one that was not sent: why, as a sentence.'),
  notMeasured: z
    .strictObject({ opens: z.boolean(), clicks: z.boolean(), reason: z.enum(notMeasuredReasons) })
    .nullable()
    .describe(
      'What of it is not measured and why; null: all is, or its channel has no opens. Conditions on it take their else path.',
    ),
  byMachines: z
    .array(z.strictObject({ kind: z.enum(['opened', 'clicked']), sign: z.enum(machineSigns), times: z.int() }))
    .describe('What machines did with it, by the sign that tells them. It wakes nothing and meets no condition.'),
  createdAt: moment.describe('When the run requested it.'),
  updatedAt: moment,
  attempts: z.array(attemptSchema).describe(`The newest ${MOST_ATTEMPTS} at most, oldest first.`),
});

export const runViewSchema = runSummarySchema.extend({
  title: z.string().describe("The journey's title, or its id."),
  dueAt: moment.nullable().describe('By when something should happen by itself; null: nothing will.'),
  exit: z
    .strictObject({
      reason: z.string(),
      at: moment,
      by: z.enum(['rule', 'step', 'operator', 'goal', 'consent', 'merge', 'books']),
    })
    .nullable()
    .describe('Why it left before its path ended, or at an exit step.'),
  exitEvents: z.array(z.string()).describe('The events that its exit rule listens to, where one let it out.'),
  exitCondition: z.string().nullable().describe('The condition of its exit rule, in words, where one let it out.'),
  interrupts: z
    .array(
      z.strictObject({
        id: z.string(),
        times: z.int().describe('How often it has acted.'),
        at: moment.describe('When it acted last.'),
        cause: z.string().describe('What sets it off, in words.'),
        doing: z.string().describe('What it does: "skips day-3, opens the side path alert-sales".'),
      }),
    )
    .describe('The interrupts that have acted.'),
  queuedAt: moment.nullable().describe('Since when it waits for room to enter; null: it does not.'),
  stuckErrorText: z.string().nullable().describe('What went wrong, in words.'),
  visits: z.array(visitSchema).describe('Steps it came to, in order.'),
  inputs: z.array(inputSchema).describe('Its inputs, in order.'),
  messages: z.array(messageSchema).describe('Each as it stands now, in order of its visit.'),
  tasks: z.array(taskViewSchema).describe('What people were asked, in order of its visit.'),
  goal: z
    .strictObject({
      reachedAt: moment,
      event: z.string().nullable().describe('The event that reached it; null where its data has gone.'),
      value: z.number().nullable().describe('What it is worth, by that event.'),
    })
    .nullable()
    .describe("The journey's goal, where the customer reached it in time, even after the run's end."),
  goalUntil: moment.nullable().describe('Until when the goal may still be reached.'),
  timeline: z
    .array(
      z.strictObject({
        at: moment,
        kind: z.enum(runMomentKinds),
        visit: z.int().nullable().describe('The visit that it belongs to; null: it belongs to the run.'),
        text: z.string().describe('"left Hello after 2 days: the time was up"'),
      }),
    )
    .describe('All that happened, in order, a line each.'),
  next: z
    .array(
      z.strictObject({
        visit: z.int().nullable().describe('The visit that it belongs to; null: a turn of the run.'),
        text: z.string().describe('"Hello: waiting for Order Completed"'),
        until: moment.nullable().describe('By when it happens by itself; null: at once, or as `text` says.'),
      }),
    )
    .describe('What comes next if nothing else happens before; nothing, if the run has ended or is stuck.'),
});
/** As it goes over the wire: moments are ISO 8601. */
export type RunAnswer = z.input<typeof runViewSchema>;
