import { z } from 'zod';
import { after } from '../../base/calendar.ts';
import { isoDurationSchema } from '../../base/duration.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { checkCondition, checkReference } from '../../condition/check.ts';
import { conditionSchema, referenceSchema } from '../../condition/schema.ts';
import {
  channelIdSchema,
  dataInRun,
  findStep,
  idSchema,
  type JourneyDefinition,
  kindOfChannel,
  pathsSchema,
  placeInRun,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { type AnyStep, blockJob, defineStep, proceed, requestJob, type StepContext } from '../step-type.ts';
import { checkTemplateUse } from '../template-use.ts';

/**
 * send: requests one message, by the first of its channels that can reach the customer, and goes on once its outcome is
 * known. Guard, claim and provider belong to delivery; the run waits here meanwhile, and an exit takes the message away.
 *   accepted ▸ next    unknown ▸ next (it may have arrived; it is never sent again by itself)
 *   `onlyIf` does not hold on arrival: no message is requested, and it goes on as blocked; it is judged again at the claim
 *   blocked ▸ "blocked", failed ▸ "failed"; ▸ next where the step has no such path
 */
const respectable = ['consent', 'holds', 'quiet-hours', 'priority', 'caps'] as const;

const schema = z
  .strictObject({
    type: z.literal('send'),
    title: stepTitle,
    channels: z.array(channelIdSchema).min(1).max(10).describe('In order of preference.'),
    template: idSchema.describe('The template; its live version is used and recorded.'),
    data: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a plain name: letters, digits, underscores'),
        referenceSchema,
      )
      .optional()
      .describe('What the template is given, beside the customer.'),
    notAfter: isoDurationSchema
      .optional()
      .describe('An ISO 8601 duration: not sent later than this after the run arrived here.'),
    topic: idSchema.optional().describe("What the message is about, instead of the journey's topic."),
    respect: z
      .array(z.enum(respectable))
      .min(1)
      .max(respectable.length)
      .optional()
      .describe('Of a transactional message: the limits on marketing that hold for it all the same.'),
    onlyIf: conditionSchema
      .optional()
      .describe('Sent only if this holds when the run arrives here, and still when the message is about to be sent.'),
    paths: pathsSchema,
  })
  .describe(
    'Sends one message and leaves by `next`; by `blocked` or `failed` instead where it has such a path and a rule blocked it, or it failed permanently.',
  );

export type SendStep = z.infer<typeof schema>;

export const send = defineStep<SendStep>({
  type: 'send',
  schema,
  rests: true,
  facesCustomer: true,
  paths: () => ({ required: ['next'], optional: ['blocked', 'failed'] }),
  subscriptions: () => [],
  uses: ({ channels }) => ({
    channel: [...new Set(channels.map(kindOfChannel))],
    job: ['deliver'],
    input: ['job-settled', 'job-deferred'],
  }),
  describe: (step) => `sending ${step.template} by ${step.channels.join(' or ')}`,
  summary: (step) => `${step.channels.join(' or ')} ▸ ${step.template}`,
  check(step, context) {
    const references = Object.entries(step.data ?? {}).flatMap(([name, reference]) =>
      checkReference(`${context.where}.data.${name}.ref`, reference, dataInRun(context.definition)),
    );
    const place = placeInRun(context.definition);
    const onlyIf = step.onlyIf ? checkCondition(`${context.where}.onlyIf`, step.onlyIf, place) : [];
    return [
      ...references,
      ...onlyIf,
      ...checkNames(step, context),
      ...checkTopic(step, context),
      ...checkRespect(step, context),
    ];
  },
  evaluate(step, { outcome, visit }, turn) {
    const pathOf = (own: string) => (Object.hasOwn(step.paths, own) ? own : 'next');
    if (outcome) return proceed(pathOf(outcome.result));
    const isArriving = !turn.isRequested(visit);
    if (isArriving && step.onlyIf && !turn.holds(step.onlyIf)) return blockJob('deliver', 'only-if', pathOf('blocked'));
    return requestJob('deliver');
  },
});

export function isSend(step: AnyStep): step is SendStep {
  return step.type === send.type;
}

/** The send step behind a job. A definition without it has changed under its run: nothing mends that but a person. */
export function sendStepOf(definition: JourneyDefinition, id: StepId): SendStep {
  const step = findStep(definition, id);
  if (!step || !isSend(step)) throw new PermanentFailure('step-gone', `"${definition.id}" has no send step "${id}"`);
  return step;
}

/** What a message is about: the step's own topic, else the journey's. */
export function topicOf(definition: JourneyDefinition, step: SendStep): string | undefined {
  return step.topic ?? definition.topic;
}

/** The moment after which the message is not sent any more, if the step names one. */
export function expiryOf(step: SendStep, requestedAt: number, timeZone: string): number | undefined {
  return step.notAfter === undefined ? undefined : after(requestedAt, step.notAfter, timeZone);
}

function checkNames(step: SendStep, { where, known }: StepContext): readonly Problem[] {
  if (!known) return [];
  const problems: Problem[] = [];
  const template = known.templates.get(step.template);
  if (!template) {
    problems.push({
      code: 'unknown-template',
      where: `${where}.template`,
      problem: `There is no template "${step.template}".`,
      remedy: didYouMean(step.template, [...known.templates.keys()]),
    });
  }
  for (const [index, channel] of step.channels.entries()) {
    const at = `${where}.channels[${index}]`;
    if (step.channels.indexOf(channel) !== index) {
      problems.push({
        code: 'channel-twice',
        where: at,
        problem: `The channel "${channel}" is listed twice.`,
        remedy: 'Leave it out the second time.',
      });
    } else if (!known.channels.has(channel)) {
      problems.push({
        code: 'unknown-channel',
        where: at,
        problem: `There is no channel "${channel}".`,
        remedy: didYouMean(channel, [...known.channels]),
      });
    }
  }
  if (!template) return problems;
  const reported = new Set(problems.map((problem) => problem.where));
  return [...problems, ...checkTemplateUse(step, where, template).filter((problem) => !reported.has(problem.where))];
}

function checkRespect({ respect }: SendStep, { where, definition }: StepContext): readonly Problem[] {
  if (respect === undefined || definition.purpose !== 'marketing') return [];
  return [
    {
      code: 'respect-without-effect',
      where: `${where}.respect`,
      problem: 'A marketing message respects every limit, whatever is listed.',
      remedy: 'Leave "respect" out; it is for transactional journeys.',
      severity: 'warning',
    },
  ];
}

function checkTopic(step: SendStep, { where, known, definition }: StepContext): readonly Problem[] {
  const topic = topicOf(definition, step);
  if (topic === undefined && definition.purpose === 'marketing') {
    return [
      {
        code: 'send-without-topic',
        where,
        problem: 'A marketing message without a topic: nobody can consent to it or decline it.',
        remedy: 'Name a "topic" in the step or for the whole journey.',
        severity: 'warning',
      },
    ];
  }
  if (topic === undefined || !known?.topics || known.topics.has(topic)) return [];
  return [
    {
      code: 'unknown-topic',
      where: step.topic === undefined ? 'topic' : `${where}.topic`,
      problem: `There is no topic "${topic}".`,
      remedy: didYouMean(topic, [...known.topics]),
    },
  ];
}
