import { after } from '../../core/base/calendar.ts';
import { toIsoDuration } from '../../core/base/duration.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { ConsentSubject } from '../../core/customer/consent.ts';
import { type JourneyDefinition, kindOfChannel } from '../../core/journey/definition/index.ts';
import { isSend } from '../../core/journey/steps/send.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import {
  armsOf,
  asJson,
  checkAnswer,
  checkChannel,
  checkEndpoint,
  iso,
  noOpenTask,
  notReceived,
  readMoment,
  subjectOf,
} from '../story-problems.ts';
import {
  type Beginning,
  type Consentable,
  type ServerOptions,
  type Story,
  type StoryCustomer,
  scoreOf,
} from '../story-types.ts';
import { faultOf, openStack, type StackAccess } from './access.ts';
import { publishJourney } from './publish-journey.ts';
import { readRuns, type ServerRun } from './read-runs.ts';
import { openTestClock, type StackClock } from './stack-clock.ts';

/** A customer of this story on the stack, under a userId that no other story has. */
interface ServerCustomer {
  readonly userId: string;
  /** What is to be sent before anything else happens: `customer()` can not wait. */
  readonly unsent: object[];
  /** What they have granted before the story begins. */
  readonly unstated: ConsentSubject[];
  /** Arms that they are to have before anything else happens, by experiment. */
  undrawn: ReadonlyMap<string, string>;
  /** The stack knows them. */
  isKnown: boolean;
  runs: readonly ServerRun[];
}

/**
 * A story on a running stack in test mode, over HTTP alone. Its clock stands still; a skip stops at each moment at which
 * a run of the story has something to do, and waits there until all is quiet. So the moments are those of a story in memory.
 * After each thing that happens the runs are read back: `runs()` and `received()` answer from there.
 */
export async function beginServerStory(begin: Beginning, options: ServerOptions): Promise<Story> {
  const { definition, start, zone, ownZone, holdout, regimes, limits, segments, policies, offers } = begin;
  const stack = openStack(options);
  const name = `story-${globalThis.crypto.randomUUID().slice(0, 13)}-`;
  const clock = openTestClock(stack, name);
  await clock.set(start);
  const surroundings = (said: object) => stack.call('PUT', '/v1/test/surroundings', said);
  const { quietHours, caps, holds } = limits;
  const begun = { regimes, topics: topicsOf(definition), limits: { quietHours, caps, holds } };
  await surroundings({ ...begun, answers: {}, calls: {} });
  const answers = new Map<string, 'failed' | 'unknown'>();
  const calls = new Map<string, object | string>();
  await publishJourney(stack, definition, options.templates ?? [], { segments, policies, offers: offers ?? [] });
  const customers: ServerCustomer[] = [];

  async function send(customer: ServerCustomer, ...calls: readonly object[]): Promise<void> {
    const first = customer.unsent.splice(0);
    const granted = customer.unstated.splice(0);
    if (customer.undrawn.size > 0) {
      const born = first.length > 0 ? first.splice(0) : [identifyCall(customer.userId, {}, clock.now())];
      await stack.call('POST', '/v1/test/calls', { calls: born });
      const arms = Object.fromEntries(customer.undrawn);
      await stack.call('PUT', `/v1/test/arms/${encodeURIComponent(customer.userId)}`, { arms });
      customer.undrawn = new Map();
      customer.isKnown = true;
    }
    if (granted.length > 0) {
      await state(customer, first, granted, { state: 'granted' });
      first.length = 0;
    }
    const all = [...first, ...calls];
    if (all.length === 0) return;
    await stack.call('POST', '/v1/test/calls', { calls: all });
    customer.isKnown = true;
  }
  /** A customer must be known before anything is stated about them. */
  async function state(
    customer: ServerCustomer,
    calls: readonly object[],
    subjects: readonly ConsentSubject[],
    said: Said,
  ): Promise<void> {
    const { userId, isKnown } = customer;
    await send(customer, ...(isKnown || calls.length > 0 ? calls : [identifyCall(userId, {}, clock.now())]));
    const at = iso(clock.now());
    const statements = subjects.map(({ kind: subject, name }) => ({ subject, name, at, ...said }));
    await stack.call('POST', `/v1/customers/${encodeURIComponent(userId)}/consents`, { statements });
  }
  async function settle(): Promise<void> {
    await clock.untilQuiet();
    for (const customer of customers) customer.runs = await readRuns(stack, definition.id, customer.userId);
  }

  return {
    now: () => iso(clock.now()),
    customer({ consents = [], arms = {}, ...traits } = {}, { signedIn = true, push = false } = {}) {
      if (!signedIn) throw onlyInMemory('customer(…, { signedIn: false })');
      if (push) throw onlyInMemory('customer(…, { push: true })');
      const userId = `${name}${customers.length + 1}`;
      const unstated = consents.map(subjectOf);
      const undrawn = armsOf(definition, arms, holdout);
      const own: ServerCustomer = { userId, unsent: [], unstated, undrawn, isKnown: false, runs: [] };
      const known = { ...(ownZone !== undefined && { timezone: ownZone }), ...asJson(traits) };
      if (Object.keys(traits).length > 0 || consents.length > 0)
        own.unsent.push(identifyCall(userId, known, clock.now()));
      customers.push(own);
      return createCustomer({ definition, zone, ownZone, stack, clock, send, state, settle }, own);
    },
    async skip(duration) {
      for (const customer of customers) await send(customer);
      await clock.moveTo(after(clock.now(), toIsoDuration(duration, 'skip'), zone));
      await settle();
    },
    async endpoint(endpoint, reply) {
      checkEndpoint(definition, endpoint);
      const { status = 200, body } = reply === 'no-answer' ? {} : reply;
      calls.set(endpoint, reply === 'no-answer' ? reply : { status, ...(body !== undefined && { body }) });
      await surroundings({ calls: Object.fromEntries(calls) });
    },
    async provider({ channel }, answer) {
      checkChannel(channel);
      if (answer === 'unknown' && isKeyed(channel)) throw askedAgain(channel);
      if (answer === 'accepted') answers.delete(channel);
      else answers.set(channel, answer);
      await surroundings({ answers: Object.fromEntries(answers) });
    },
  };
}

interface Said {
  readonly state: 'granted' | 'withdrawn';
  readonly expiresAt?: string | undefined;
}

interface Surroundings {
  readonly definition: JourneyDefinition;
  readonly zone: string;
  readonly ownZone: string | undefined;
  readonly stack: StackAccess;
  readonly clock: StackClock;
  send(customer: ServerCustomer, ...calls: readonly object[]): Promise<void>;
  state(
    customer: ServerCustomer,
    calls: readonly object[],
    subjects: readonly ConsentSubject[],
    said: Said,
  ): Promise<void>;
  settle(): Promise<void>;
}

function createCustomer(story: Surroundings, customer: ServerCustomer): StoryCustomer {
  const { definition, zone, ownZone, stack, clock, send, state, settle } = story;
  const { userId } = customer;
  let isKnown = customer.unsent.length > 0;
  /** Somebody without traits is born in the zone of the story by the first thing they do. */
  const birth = () => {
    if (isKnown) return [];
    isKnown = true;
    return ownZone === undefined ? [] : [identifyCall(userId, { timezone: ownZone }, clock.now())];
  };
  /** As the customer does to the newest message of the step that a provider took. */
  const feedback = async (step: string | { readonly id: string }, kind: string, more: object = {}) => {
    const id = typeof step === 'string' ? step : step.id;
    const newest = customer.runs
      .flatMap(({ acceptedMessages }) => acceptedMessages)
      .filter((each) => each.step === id)
      .at(-1);
    if (!newest) throw notReceived(id);
    await stack.call('POST', '/v1/test/feedback', { messageId: newest.id, kind, ...more });
    await settle();
  };
  const says = async (what: Consentable, said: Said) => {
    await state(customer, birth(), [subjectOf(what)], said);
    await settle();
  };
  return {
    journey: definition,
    async does({ name, properties }, { at } = {}) {
      const timestamp = iso(at === undefined ? clock.now() : readMoment('at', at, zone));
      await send(customer, ...birth(), {
        type: 'track',
        userId,
        event: name,
        properties: asJson(properties),
        timestamp,
      });
      await settle();
    },
    async enters(data = {}, { by = 'api' } = {}) {
      const born = birth();
      if (customer.unsent.length + born.length > 0) await send(customer, ...born);
      const body = { key: globalThis.crypto.randomUUID(), by, customers: [{ customer: userId, data: asJson(data) }] };
      await stack.call('POST', `/v1/journeys/${definition.id}/entries`, body);
      await settle();
    },
    async identify(traits) {
      await send(customer, ...birth(), identifyCall(userId, asJson(traits), clock.now()));
      await settle();
    },
    opens: (step) => feedback(step, 'opened'),
    clicks: (step, { url = 'https://example.com/' } = {}) => feedback(step, 'clicked', { url }),
    answers: (step, { question, answer, score }) =>
      feedback(step, 'answered', { answer: { question, answer: String(answer), ...scoreOf(answer, score) } }),
    bounces: (step, { soft = false } = {}) => feedback(step, 'bounced', { bounce: soft ? 'soft' : 'hard' }),
    complains: (step) => feedback(step, 'complained'),
    grants: (what) => says(what, { state: 'granted' }),
    withdraws: (what) => says(what, { state: 'withdrawn' }),
    pauses(duration) {
      const until = after(clock.now(), toIsoDuration(duration, 'pauses'), zone);
      return says('marketing', { state: 'withdrawn', expiresAt: iso(until) });
    },
    runs: () => customer.runs.map(({ run }) => run),
    received: () =>
      customer.runs
        .flatMap(({ run }) => run.messages)
        .filter(({ result }) => result === 'accepted')
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
        .map(({ step, template, channel, at }) => ({ step, template, channel, at })),
    async startedEnds() {
      throw onlyInMemory('startedEnds');
    },
    task(step) {
      const id = typeof step === 'string' ? step : step.id;
      return {
        async answers(choice, { by = 'somebody' } = {}) {
          checkAnswer(definition, id, choice);
          const open = customer.runs.flatMap(({ taskIds }) => taskIds).find((task) => task.step === id && task.isOpen);
          if (!open) throw noOpenTask(id);
          await stack.call('POST', `/v1/tasks/${open.id}/answer`, { person: by, choice });
          await settle();
        },
      };
    },
  };
}

function identifyCall(userId: string, traits: Properties, now: number): object {
  return { type: 'identify', userId, traits, timestamp: iso(now) };
}

function onlyInMemory(what: string) {
  return faultOf({
    code: 'story-in-memory-only',
    where: what,
    problem: `${what} can not be played on a server`,
    remedy: 'Play this story in memory.',
  });
}

const isKeyed = (channel: string) =>
  channelKinds[kindOfChannel(channel) as keyof typeof channelKinds].direction === 'keyed';

function askedAgain(channel: string) {
  return faultOf({
    code: 'story-in-memory-only',
    where: 'provider',
    problem: `a receiver of "${channel}" drops repeats, so it is asked again until it answers: on a server it is never "unknown"`,
    remedy: 'Say "failed", or play this story in memory.',
  });
}

/** The topics that the journey's messages are about. */
function topicsOf(definition: JourneyDefinition): readonly string[] {
  const ofSteps = Object.values(definition.steps).map((step) => (isSend(step) ? step.topic : undefined));
  return [...new Set([definition.topic, ...ofSteps].filter((topic) => topic !== undefined))];
}
