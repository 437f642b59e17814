import { z } from 'zod';
import { idSchema } from '../../journey/definition.ts';
import type { Operation } from '../operation.ts';
import { PUBLICATION_LIMIT } from '../publish.ts';
import {
  addressUnreadable,
  bodyRefusals,
  databaseAway,
  dataRefused,
  keyRefusals,
  type Refusal,
  refusal,
  unexpected,
} from '../refusals.ts';
import { openRun, runId, runSummary } from './run-examples.ts';

export const runsQuery = z.strictObject({
  userId: z.string().min(1).max(255).optional().describe('Only runs of the customer with this userId.'),
  journey: idSchema.optional().describe('Only runs of this journey.'),
  status: z.enum(['open', 'ended', 'stuck']).optional().describe('Only runs that are so now; a stuck one is not open.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Runs on a page.'),
  after: z.uuid().optional().describe('The `next` of the page before.'),
});

export const runParams = z.strictObject({ id: z.uuid().describe('The id of a run.') });

export const exitBody = z.strictObject({
  reason: z.string().trim().min(1).max(200).describe("Why it ends; it becomes the run's `endReason`."),
});

const moment = z.iso.datetime();

export const runSummarySchema = z.strictObject({
  id: z.uuid(),
  journey: idSchema,
  version: z.int(),
  customerId: z.uuid(),
  key: z.string().nullable().describe('The value of the key of a keyed journey.'),
  status: z.enum(['open', 'ended', 'stuck']),
  label: z.string().describe('Where it stands, in words.'),
  enteredAt: moment,
  endedAt: moment.nullable(),
  endReason: z.string().nullable().describe('"completed", or the reason of the exit that struck.'),
  stuckErrorId: z.uuid().nullable().describe('Under this id the log and the database tell why it is stuck.'),
});

export const runPageSchema = z.strictObject({
  items: z.array(runSummarySchema),
  next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
});

export const runViewSchema = runSummarySchema.extend({
  visits: z
    .array(
      z.strictObject({
        visit: z.int(),
        step: idSchema,
        arrivedAt: moment,
        leftAt: moment.nullable(),
        path: z.string().nullable().describe('The way out; null while it stands there, or when an exit swept it.'),
      }),
    )
    .describe('Steps it came to, in order.'),
  inputs: z
    .array(
      z.strictObject({
        seq: z.int(),
        kind: z.enum(['entry', 'event', 'job-settled', 'job-deferred', 'operator-exit']),
        event: z
          .string()
          .nullable()
          .describe("The event's name; null for what is no event, and for an event whose data has gone."),
        at: moment,
        taken: z.boolean().describe('A turn has taken it.'),
      }),
    )
    .describe('What it was told, in order.'),
  messages: z.array(
    z.strictObject({
      visit: z.int(),
      step: idSchema,
      channel: z.string(),
      template: idSchema,
      templateVersion: z.int().nullable(),
      state: z
        .enum(['claimed', 'sending', 'accepted', 'refused', 'held', 'failed-for-now', 'failed-for-good', 'unknown'])
        .describe('unknown: nobody knows whether it arrived; it is never sent again by itself.'),
      attempt: z.int(),
      rule: z.string().nullable().describe('Which rule said no, or later.'),
      ruleValue: z.string().nullable(),
      errorCode: z.string().nullable(),
      updatedAt: moment,
    }),
  ),
});

export const doneSchema = z.strictObject({ success: z.literal(true) });

const adminRefusals: readonly Refusal[] = [...keyRefusals('admin'), unexpected, databaseAway];
const noSuchRun = refusal(404, 'not-found', 'there is no such run', {
  title: 'there is no such run',
  where: `runs.${runId}`,
  remedy: 'GET /v1/runs?userId=… lists the runs of a customer.',
});
const runEnded = refusal(409, 'run-ended', 'the run has ended', {
  title: 'the run has ended',
  where: `runs.${runId}`,
  remedy: 'Nothing is left to do for it.',
});
const parameterWrong = (title: string, where: string) =>
  refusal(422, 'parameter-wrong', 'something that was given is not as it should be', {
    title,
    where,
    remedy: 'GET /openapi.json says what this address takes.',
  });

const operated = {
  method: 'post',
  tag: 'runs',
  key: 'admin',
  params: runParams,
  answer: {
    description: 'It takes effect in the next turn of the run, which is rung at once.',
    schema: doneSchema,
    examples: { done: { summary: 'Done', value: { success: true } } },
  },
} as const;
const operateRefusals = [
  addressUnreadable,
  ...bodyRefusals(PUBLICATION_LIMIT / 1024),
  ...adminRefusals,
  noSuchRun,
  runEnded,
];

export const runOperations: readonly Operation[] = [
  {
    id: 'listRuns',
    method: 'get',
    path: '/v1/runs',
    tag: 'runs',
    key: 'admin',
    summary: 'List runs',
    description: 'Newest first, page by page.',
    query: runsQuery,
    answer: {
      description: 'One page.',
      schema: runPageSchema,
      examples: { last: { summary: 'A last page', value: { items: [runSummary], next: null } } },
    },
    refusals: [...adminRefusals, parameterWrong('Too big: expected number to be <=200', 'query.limit'), dataRefused],
  },
  {
    id: 'getRun',
    method: 'get',
    path: '/v1/runs/{id}',
    tag: 'runs',
    key: 'admin',
    summary: 'Read one run',
    description: 'With all that happened: what it was told, the steps it came to, its messages.',
    params: runParams,
    answer: {
      description: 'The run.',
      schema: runViewSchema,
      examples: { open: { summary: 'A run that waits before its first mail', value: openRun } },
    },
    refusals: [addressUnreadable, ...adminRefusals, noSuchRun],
  },
  {
    ...operated,
    id: 'retryRun',
    path: '/v1/runs/{id}/retry',
    summary: 'Try a stuck run again',
    description: 'It goes on from where it stands.',
    refusals: [
      ...operateRefusals,
      refusal(409, 'run-not-stuck', 'the run is not stuck', {
        title: 'the run is not stuck',
        where: `runs.${runId}`,
        remedy: 'It goes on by itself; GET it to see where it stands.',
      }),
    ],
  },
  {
    ...operated,
    id: 'exitRun',
    path: '/v1/runs/{id}/exit',
    summary: 'End a run',
    description: 'As if an exit rule had struck, wherever it stands; a stuck one, too.',
    body: {
      schema: exitBody,
      examples: { reason: { summary: 'With a reason', value: { reason: 'asked by phone to be left alone' } } },
    },
    refusals: [
      ...operateRefusals,
      parameterWrong('Invalid input: expected string, received undefined', 'body.reason'),
      dataRefused,
    ],
  },
];
