import { z } from 'zod';
import type { Json } from '../../base/canonical-json.ts';
import { isCalendarDuration, isoDurationSchema, parseDuration } from '../../base/duration.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { jsonOrUndefined } from '../../base/json-or-undefined.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { jsonSchema, type Properties, type Scope } from '../../condition/schema.ts';
import { fitsWord, valueTypes } from '../declared-values.ts';
import {
  dataInRun,
  findStep,
  idSchema,
  type JourneyDefinition,
  pathsSchema,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { checkReferencesIn, fillReferences } from '../json-with-references.ts';
import { type AnyStep, defineStep, proceed, requestJob, type StepContext } from '../step-type.ts';

/**
 * call: asks an endpoint of the workspace by HTTP, and goes on with its answer.
 *   ok        2xx, and the answer has what the step declares; later steps see it as `answers.<step>.<name>`
 *   rejected  the receiver says no: 4xx, but for those that mean "later" (408, 425, 429); it is not asked again
 *   failed    no answer after all retries, another status, an answer that is too long or lacks what is declared, a
 *             private address, or an endpoint that is not configured
 * The request is signed as webhooks are. Its idempotency key belongs to the visit and is the same in each attempt. An exit takes
 * the request back if it has not begun; its answer is dropped if it comes later.
 */
const schema = z
  .strictObject({
    type: z.literal('call'),
    title: stepTitle,
    endpoint: idSchema.describe(
      "A name in the section `webhooks` of the workspace's configuration: address and secret.",
    ),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional().describe('`POST` unless said.'),
    path: z
      .string()
      .max(500)
      .regex(/^\/[\w\-./~%!$&'()*+,;=:@?]*$/, 'must begin with a slash and be a path as it stands in an address')
      .optional()
      .describe("Behind the endpoint's address: `/coupons`."),
    body: z
      .record(z.string().min(1).max(200), jsonSchema)
      .optional()
      .describe(
        'The JSON that is sent, with references to the entry, the customer and earlier answers anywhere in it.',
      ),
    answer: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'must be a plain name: letters, digits, underscores'),
        z.enum(valueTypes),
      )
      .optional()
      .describe('What the answer has to have: member ▸ its type. Later steps see it as `answers.<step>.<name>`.'),
    timeout: isoDurationSchema.optional().describe('Of one attempt: `PT10S` unless said, 30 seconds at most.'),
    retries: z.int().min(0).max(10).optional().describe('Further attempts after the first: 3 unless said.'),
    paths: pathsSchema,
  })
  .describe(
    'Sends one HTTP request and leaves by `ok`, by `rejected` where the receiver says no, or by `failed` where there is no usable answer.',
  );

export type CallStep = z.infer<typeof schema>;
export type CallResult = 'ok' | 'rejected' | 'failed';

/** Bytes of what is kept of an answer, and of a request's body. */
export const mostAnswerBytes = 4 * 1024;
export const mostCallBytes = 64 * 1024;
const mostAnswers = 20;
const longestMs = 30_000;

export const call = defineStep<CallStep>({
  type: 'call',
  schema,
  rests: true,
  paths: () => ({ required: ['ok', 'rejected', 'failed'], optional: [] }),
  subscriptions: () => [],
  uses: () => ({ job: ['call'], input: ['job-settled'] }),
  describe: ({ endpoint }) => `calling ${endpoint}`,
  summary: ({ method = 'POST', endpoint, path = '' }) => `${method} ${endpoint}${path}`,
  describePath(_step, path) {
    if (path === 'ok') return 'it was answered';
    return path === 'rejected' ? 'the receiver said no' : 'there was no usable answer';
  },
  check: (step, context) => [
    ...checkReferencesIn(`${context.where}.body`, step.body ?? {}, dataInRun(context.definition)),
    ...checkSettings(step, context),
  ],
  answers: ({ answer = {} }) => Object.keys(answer),
  answerOf: ({ outcome }) => outcome?.data,
  evaluate(_step, { outcome }) {
    if (!outcome) return requestJob('call');
    return proceed(outcome.answer ?? 'failed');
  },
});

export function isCall(step: AnyStep): step is CallStep {
  return step.type === call.type;
}

/** The call step behind a job. */
export function callStepOf(definition: JourneyDefinition, id: StepId): CallStep {
  const step = findStep(definition, id);
  if (!step || !isCall(step)) throw new PermanentFailure('step-gone', `"${definition.id}" has no call step "${id}"`);
  return step;
}

/** The body of the request; undefined: there is none. */
export function bodyOf({ body }: CallStep, scope: Scope): string | undefined {
  return body && JSON.stringify(fillReferences(body as Json, scope));
}

export function attemptsOf({ retries = 3 }: CallStep): number {
  return retries + 1;
}

/** What one attempt may take, in milliseconds. */
export function timeoutOf({ timeout = 'PT10S' }: Pick<CallStep, 'timeout'>): number {
  const { hours = 0, minutes = 0, seconds = 0 } = parseDuration(timeout) ?? {};
  return (hours * 60 + minutes) * 60_000 + seconds * 1_000;
}

const samples = { text: 'sample', number: 1, boolean: true, date: '2026-01-01', any: 'sample' } as const;

/** An answer as the step declares it: what stories and observed runs go on with. */
export function sampleAnswerOf({ answer = {} }: CallStep): Properties {
  return Object.fromEntries(Object.entries(answer).map(([name, type]) => [name, samples[type]]));
}

export type JudgedCall =
  | { readonly result: CallResult; readonly data?: Properties | undefined; readonly rule?: string | undefined }
  /** Another attempt may get another answer. */
  | { readonly result: 'later'; readonly rule: string };

/** What an answer amounts to: by its status, then by its size and shape. */
export function judgeAnswer(step: CallStep, status: number, body: string): JudgedCall {
  if (status >= 200 && status < 300) return readAnswer(step, body);
  const rule = `http-${status}`;
  if (status >= 500 || status === 408 || status === 425 || status === 429) return { result: 'later', rule };
  return { result: status >= 400 ? 'rejected' : 'failed', rule };
}

function readAnswer({ answer = {} }: CallStep, body: string): JudgedCall {
  const declared = Object.entries(answer);
  if (declared.length === 0) return { result: 'ok' };
  const unfit = (rule: string): JudgedCall => ({ result: 'failed', rule });
  const json = jsonOrUndefined(body);
  if (json === undefined) return unfit('answer-no-json');
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return unfit('answer-no-object');
  const members = json as Readonly<Record<string, Json>>;
  const data = declared.map(([name]) => [name, Object.hasOwn(members, name) ? members[name] : undefined] as const);
  const isFit = data.every(([name, value]) => fitsWord(answer[name] ?? 'any', value));
  if (!isFit) return unfit('answer-unfit');
  const kept = Object.fromEntries(data) as Properties;
  return new TextEncoder().encode(JSON.stringify(kept)).length > mostAnswerBytes
    ? unfit('answer-too-large')
    : { result: 'ok', data: kept };
}

function checkSettings(step: CallStep, { where, known }: StepContext): readonly Problem[] {
  const problems: Problem[] = [];
  if (known?.endpoints && !known.endpoints.has(step.endpoint)) {
    problems.push({
      code: 'unknown-endpoint',
      where: `${where}.endpoint`,
      problem: `The workspace has no webhook "${step.endpoint}".`,
      remedy: didYouMean(step.endpoint, [...known.endpoints]),
    });
  }
  if (step.body && (step.method === 'GET' || step.method === 'DELETE')) {
    problems.push({
      code: 'call-with-body',
      where: `${where}.body`,
      problem: `A request with the method ${step.method} has no body.`,
      remedy: 'Leave "body" out, or use POST.',
    });
  }
  if (step.timeout !== undefined && (isCalendarDuration(step.timeout) || timeoutOf(step) > longestMs)) {
    problems.push({
      code: 'call-too-long',
      where: `${where}.timeout`,
      problem: 'An attempt may take 30 seconds at most.',
      remedy: 'Let the receiver answer at once, and wait for an event of its own if the work takes longer.',
    });
  }
  if (Object.keys(step.answer ?? {}).length > mostAnswers) {
    problems.push({
      code: 'too-many-answers',
      where: `${where}.answer`,
      problem: `The answer declares more than ${mostAnswers} members.`,
      remedy: 'Declare those that later steps use.',
    });
  }
  return problems;
}
