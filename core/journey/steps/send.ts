import { z } from 'zod';
import { after } from '../../base/calendar.ts';
import { isoDurationSchema } from '../../base/duration.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { checkCondition, checkReference } from '../../condition/check.ts';
import { decidedIn } from '../../condition/fields.ts';
import type { Properties } from '../../condition/schema.ts';
import { conditionSchema, referenceSchema } from '../../condition/schema.ts';
import type { PolicyDefinition } from '../../decision/policy.ts';
import {
  channelIdSchema,
  dataInRun,
  decidingSteps,
  findStep,
  idSchema,
  type JourneyDefinition,
  kindOfChannel,
  pathsSchema,
  placeInRun,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { type AnyStep, blockJob, defineStep, proceed, requestJob, type StepContext, type Turn } from '../step-type.ts';
import { checkTemplateUse } from '../template-use.ts';

/**
 * send: requests one message, by the first of its channels that can reach the customer, and goes on once its outcome is
 * known. Guard, claim and provider belong to delivery; the run waits here meanwhile, and an exit takes the message away.
 *   accepted ▸ next    unknown ▸ next (it may have arrived; it is never sent again by itself)
 *   `onlyIf` does not hold on arrival: no message is requested, and it goes on as blocked; it is judged again at the claim
 *   blocked ▸ "blocked", failed ▸ "failed"; ▸ next where the step has no such path
 */
const respectable = ['consent', 'holds', 'quiet-hours', 'priority', 'caps'] as const;

const decidedSchema = z.strictObject({
  ref: z
    .string()
    .regex(/^decided\.[a-z0-9-]+\.(template|channels)$/, 'must be `decided.<step>.template` or `.channels`'),
});

const schema = z
  .strictObject({
    type: z.literal('send'),
    title: stepTitle,
    channels: z
      .union([z.array(channelIdSchema).min(1).max(10), decidedSchema])
      .describe('In order of preference; or a reference, `{"ref":"decided.<step>.channels"}`.'),
    template: z
      .union([idSchema, decidedSchema])
      .describe('The template, whose live version is used; or a reference, `{"ref":"decided.<step>.template"}`.'),
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

/** As it stands in a definition: a decision may say what is sent, and by which channels. */
export type WrittenSend = z.infer<typeof schema>;

/** With template and channels, as they are for one run. */
export type SendStep = Omit<WrittenSend, 'template' | 'channels'> & {
  readonly template: string;
  readonly channels: string[];
};

/** What earlier steps of a run left for later ones: answers of calls, and what decisions give. */
export type LeftBySteps = Readonly<Record<StepId, Properties>>;

/** Undefined where the decision gives nothing to send, or was not made. */
export function resolveSend(step: WrittenSend, left: LeftBySteps = {}): SendStep | undefined {
  const { template, channels, ...others } = step;
  const decided = (given: string | { readonly ref: string } | readonly string[]): unknown =>
    typeof given === 'object' && 'ref' in given ? decidedValue(given.ref, left) : given;
  const own = { template: decided(template), channels: decided(channels) };
  if (typeof own.template !== 'string' || !Array.isArray(own.channels) || own.channels.length === 0) return undefined;
  return { ...others, template: own.template, channels: own.channels as string[] };
}

function decidedValue(ref: string, left: LeftBySteps): unknown {
  const field = decidedIn(ref);
  return field && Object.hasOwn(left, field.step) ? left[field.step]?.[field.name] : undefined;
}

/** The decide steps that a send refers to for its template or channels. */
export function decidersOf({ template, channels }: WrittenSend): readonly StepId[] {
  const refs = [template, channels].flatMap((given) =>
    typeof given === 'object' && 'ref' in given ? [given.ref] : [],
  );
  return [...new Set(refs.flatMap((ref) => decidedIn(ref)?.step ?? []))];
}

/** The decide steps whose choice a send carries: in its template or channels, else in its data. */
function carriedBy(step: WrittenSend): readonly StepId[] {
  const deciders = decidersOf(step);
  if (deciders.length > 0) return deciders;
  return [...new Set(Object.values(step.data ?? {}).flatMap(({ ref }) => decidedIn(ref)?.step ?? []))];
}

/** How many steps send what a decide step chose. */
export function sendsOfDecision({ steps }: JourneyDefinition, decider: StepId): number {
  return Object.values(steps).filter((step) => isSend(step) && carriedBy(step).includes(decider)).length;
}

/** The visit of the decision by which a step sends; undefined: it sends what it says itself. */
export function decisionBehind(definition: JourneyDefinition, id: StepId, left: LeftBySteps = {}): number | undefined {
  const step = findStep(definition, id);
  const [decider] = step && isSend(step) ? carriedBy(step) : [];
  const visit = decider !== undefined && Object.hasOwn(left, decider) ? left[decider]?.visit : undefined;
  return typeof visit === 'number' ? visit : undefined;
}

/** Every way in which a step may send: one for each candidate of the policy that decides. */
export function possibleSends(
  step: WrittenSend,
  { steps }: JourneyDefinition,
  policies: ReadonlyMap<string, PolicyDefinition> | undefined,
): readonly SendStep[] {
  const [decider] = decidersOf(step);
  const deciding = decider === undefined ? undefined : (steps[decider] as { readonly policy?: string } | undefined);
  if (decider === undefined) return [resolveSend(step)].filter((each) => each !== undefined);
  const candidates = policies?.get(deciding?.policy ?? '')?.candidates ?? [];
  return candidates.flatMap(({ gives }) => resolveSend(step, { [decider]: (gives ?? {}) as Properties }) ?? []);
}

export const send = defineStep<WrittenSend>({
  type: 'send',
  schema,
  rests: true,
  facesCustomer: true,
  paths: () => ({ required: ['next'], optional: ['blocked', 'failed'] }),
  subscriptions: () => [],
  uses: ({ channels }) => ({
    channel: Array.isArray(channels) ? [...new Set(channels.map(kindOfChannel))] : [],
    job: ['deliver'],
    input: ['job-settled', 'job-deferred'],
  }),
  describe: (step) => `sending ${templateWords(step)} by ${channelWords(step)}`,
  summary: (step) => `${channelWords(step)} ▸ ${templateWords(step)}`,
  check(step, context) {
    const references = Object.entries(step.data ?? {}).flatMap(([name, reference]) =>
      checkReference(`${context.where}.data.${name}.ref`, reference, dataInRun(context.definition)),
    );
    const place = placeInRun(context.definition);
    const onlyIf = step.onlyIf ? checkCondition(`${context.where}.onlyIf`, step.onlyIf, place) : [];
    return [
      ...references,
      ...onlyIf,
      ...checkDecided(step, context),
      ...possibleSends(step, context.definition, context.known?.policies).flatMap((each) => checkNames(each, context)),
      ...checkTopic(step, context),
      ...checkRespect(step, context),
    ];
  },
  evaluate(step, { outcome, visit }, turn) {
    const pathOf = (own: string) => (Object.hasOwn(step.paths, own) ? own : 'next');
    if (outcome) return proceed(pathOf(outcome.result));
    const isArriving = !turn.isRequested(visit);
    if (isArriving && !isSendable(step, turn)) return proceed('next');
    if (isArriving && step.onlyIf && !turn.holds(step.onlyIf)) return blockJob('deliver', 'only-if', pathOf('blocked'));
    return requestJob('deliver');
  },
});

const templateWords = ({ template }: WrittenSend) => (typeof template === 'string' ? template : 'what was decided');
const channelWords = ({ channels }: WrittenSend) =>
  Array.isArray(channels) ? channels.join(' or ') : 'the channel that was decided';

/** What a decision gives may be nothing: then there is no message, and the run goes on. */
function isSendable(step: WrittenSend, turn: Turn): boolean {
  return [step.template, step.channels].every(
    (given) => typeof given !== 'object' || !('ref' in given) || turn.read(given) !== undefined,
  );
}

export function isSend(step: AnyStep): step is WrittenSend {
  return step.type === send.type;
}

/** The send step behind a job. A definition without it has changed under its run: nothing mends that but a person. */
export function sendStepOf(definition: JourneyDefinition, id: StepId, left: LeftBySteps | undefined): SendStep {
  const step = findStep(definition, id);
  if (!step || !isSend(step)) throw new PermanentFailure('step-gone', `"${definition.id}" has no send step "${id}"`);
  const resolved = resolveSend(step, left);
  if (!resolved) throw new PermanentFailure('decision-gone', `nothing was decided for the send step "${id}"`);
  return resolved;
}

/** What a message is about: the step's own topic, else the journey's. */
export function topicOf(definition: JourneyDefinition, step: Pick<SendStep, 'topic'>): string | undefined {
  return step.topic ?? definition.topic;
}

/** The moment after which the message is not sent any more, if the step names one. */
export function expiryOf(step: SendStep, requestedAt: number, timeZone: string): number | undefined {
  return step.notAfter === undefined ? undefined : after(requestedAt, step.notAfter, timeZone);
}

/** The step that decides is there, and each of its candidates gives both, or neither. */
function checkDecided(step: WrittenSend, { where, definition, known }: StepContext): readonly Problem[] {
  const deciders = decidersOf(step);
  const problems = deciders
    .filter((id) => findStep(definition, id)?.type !== 'decide')
    .map(
      (id): Problem => ({
        code: 'unknown-field',
        where: typeof step.template === 'object' ? `${where}.template.ref` : `${where}.channels.ref`,
        problem: `No step "${id}" decides.`,
        remedy: didYouMean(id, decidingSteps(definition)),
      }),
    );
  if (problems.length > 0) return problems;
  const policies = deciders.map((id) =>
    known?.policies?.get((findStep(definition, id) as { policy?: string }).policy ?? ''),
  );
  const needed = [
    ...(typeof step.template === 'object' ? ['template'] : []),
    ...(Array.isArray(step.channels) ? [] : ['channels']),
  ];
  return policies.flatMap((policy) =>
    (policy?.candidates ?? [])
      .filter(
        ({ id, nothing, gives }) =>
          !nothing &&
          !hasOwnPath(definition, deciders, id) &&
          needed.some((name) => gives?.[name as 'template'] === undefined),
      )
      .map(
        ({ id }): Problem => ({
          code: 'candidate-gives-too-little',
          where,
          problem: `The candidate "${id}" of the policy "${policy?.id}" does not give ${needed.join(' and ')}, which this step sends by.`,
          remedy: 'Add it to the "gives" of the candidate, or give the candidate a path of its own.',
        }),
      ),
  );
}

/** A candidate with a path of its own need not come to this step. */
function hasOwnPath(definition: JourneyDefinition, deciders: readonly StepId[], candidate: string): boolean {
  return deciders.some((id) => Object.hasOwn(findStep(definition, id)?.paths ?? {}, candidate));
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

function checkRespect({ respect }: WrittenSend, { where, definition }: StepContext): readonly Problem[] {
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

function checkTopic(step: WrittenSend, { where, known, definition }: StepContext): readonly Problem[] {
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
