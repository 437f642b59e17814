import { after } from '../core/base/calendar.ts';
import { toIsoDuration } from '../core/base/duration.ts';
import { didYouMean } from '../core/base/nearest.ts';
import { withOffers } from '../core/decision/expand-offers.ts';
import { type JourneyDefinition, sendingSteps } from '../core/journey/definition/index.ts';
import type { Message, PlayedCustomer, Run } from './run.ts';
import {
  armsOf,
  asJson,
  checkAnswer,
  checkChannel,
  checkEndpoint,
  iso,
  noneStarted,
  noOpenTask,
  notReceived,
  readMoment,
  subjectOf,
  unreadable,
} from './story-problems.ts';
import {
  type Beginning,
  type Story,
  type StoryCustomer,
  type StoryMessage,
  type StoryRun,
  scoreOf,
} from './story-types.ts';
import { createWorld } from './world.ts';
import type { World } from './world-types.ts';

/** A story in memory: on the engine of production, without a server. */
export function beginMemoryStory({
  definition,
  start,
  zone,
  ownZone,
  holdout,
  regimes,
  limits,
  segments,
  policies,
  offers = [],
}: Beginning): Story {
  const catalogue = offers.map((offer) => ({ definition: offer, version: 1 }));
  const live = policies.map((policy) => ({ definition: withOffers(policy, catalogue), version: 1 }));
  const world = createWorld([definition], { regimes, limits, segments, policies: live }, start);
  let customers = 0;
  return {
    now: () => iso(world.now()),
    customer({ consents = [], arms = {}, ...traits } = {}, { signedIn = true, push = false } = {}) {
      customers += 1;
      const identities = {
        ...(signedIn && { user_id: `customer-${customers}` }),
        ...(push && { push: `browser-${customers}` }),
      };
      const born = ownZone === undefined ? {} : { timezone: ownZone };
      const person = world.addCustomer(born, identities, armsOf(definition, arms, holdout));
      if (Object.keys(traits).length > 0) world.identify(person, asJson(traits));
      for (const what of consents) world.state(person, subjectOf(what), { state: 'granted' });
      return createCustomer(definition, world, person, zone);
    },
    async skip(duration) {
      world.skipTo(after(world.now(), toIsoDuration(duration, 'skip'), zone));
    },
    endpoint: async (name, reply) => {
      checkEndpoint(definition, name);
      world.reply(name, reply);
    },
    provider: async ({ channel }, answer) => {
      checkChannel(channel);
      world.answer(channel, answer);
    },
  };
}

function createCustomer(journey: JourneyDefinition, world: World, person: PlayedCustomer, zone: string): StoryCustomer {
  return {
    journey,
    async does({ name, properties }, { at } = {}) {
      // Trimmed as intake trims it.
      world.track(person, name.trim(), asJson(properties), at === undefined ? world.now() : readMoment('at', at, zone));
    },
    async enters(data = {}, { by = 'api' } = {}) {
      world.enter(person, by, asJson(data));
    },
    async identify(traits) {
      world.identify(person, asJson(traits));
    },
    async opens(step) {
      const { run, visit } = findReceived(journey, person, step);
      world.feedback(person, run, visit, 'Message Opened');
    },
    async clicks(step, { url } = {}) {
      const { run, visit } = findReceived(journey, person, step);
      world.feedback(person, run, visit, 'Message Clicked', { url: url ?? 'https://example.com/' });
    },
    async answers(step, { question, answer, score }) {
      const { run, visit } = findReceived(journey, person, step);
      const given = { question, answer: String(answer), ...scoreOf(answer, score) };
      world.feedback(person, run, visit, 'Survey Answered', { answer: given });
    },
    async bounces(step, { soft = false } = {}) {
      const { run, visit } = findReceived(journey, person, step);
      world.feedback(person, run, visit, 'Message Bounced', { bounce: soft ? 'soft' : 'hard' });
    },
    async complains(step) {
      const { run, visit } = findReceived(journey, person, step);
      world.feedback(person, run, visit, 'Message Complained');
    },
    async grants(what) {
      world.state(person, subjectOf(what), { state: 'granted' });
    },
    async withdraws(what) {
      world.state(person, subjectOf(what), { state: 'withdrawn' });
    },
    async pauses(duration) {
      const until = after(world.now(), toIsoDuration(duration, 'pauses'), zone);
      world.state(person, subjectOf('marketing'), { state: 'withdrawn', expiresAt: until });
    },
    async startedEnds(step, { reason = 'completed' } = {}) {
      const id = typeof step === 'string' ? step : step.id;
      if (!world.endStarted(person, id, reason)) throw noneStarted(id);
    },
    runs: () => person.runs.map(runOf),
    task: (step) => {
      const id = typeof step === 'string' ? step : step.id;
      return {
        async answers(choice, { by = 'somebody' } = {}) {
          checkAnswer(journey, id, choice);
          if (!world.answerTask(person, id, choice, by)) throw noOpenTask(id);
        },
      };
    },
    received: () =>
      person.runs
        .flatMap(({ messages }) => [...messages.values()])
        .filter(({ result }) => result === 'accepted')
        .sort((a, b) => a.at - b.at)
        .map(messageOf),
  };
}

/** The newest message of the step that a provider took. */
function findReceived(
  { steps }: JourneyDefinition,
  { runs }: PlayedCustomer,
  step: string | { readonly id: string },
): { readonly run: Run; readonly visit: number } {
  const id = typeof step === 'string' ? step : step.id;
  const sending = sendingSteps({ steps });
  if (!sending.includes(id)) throw unreadable('step', id, didYouMean(id, sending));
  const received = runs.flatMap((run) =>
    [...run.messages].flatMap(([visit, message]) =>
      message.step === id && message.result === 'accepted' ? [{ run, visit, at: message.at }] : [],
    ),
  );
  const newest = received.sort((a, b) => a.at - b.at || a.visit - b.visit).at(-1);
  if (newest) return newest;
  throw notReceived(id);
}

function runOf(run: Run): StoryRun {
  return {
    status: run.ended ? 'ended' : 'open',
    endReason: run.ended?.reason,
    key: run.key,
    books: run.books,
    standsOn: run.state.tokens[0]?.step,
    stands: run.state.tokens.map(({ step }) => step),
    visits: [...run.visits.values()].map(({ step, arrivedAt, leftAt, path }) => ({
      step,
      arrivedAt: iso(arrivedAt),
      leftAt: leftAt === undefined ? undefined : iso(leftAt),
      path,
    })),
    messages: [...run.messages.values()].map((message) => ({
      ...messageOf(message),
      result: message.result,
      rule: message.rule,
      until: message.result === 'deferred' ? message.ruleValue : undefined,
    })),
    tasks: [...run.tasks.values()].map(({ visit: _visit, remindedAt, escalatedAt, ...task }) => ({
      ...task,
      remindedAt: remindedAt === undefined ? undefined : iso(remindedAt),
      escalatedAt: escalatedAt === undefined ? undefined : iso(escalatedAt),
    })),
    goal: run.goal && { event: run.goal.event, value: run.goal.value, at: iso(run.goal.at) },
  };
}

function messageOf({ step, template, channel, at }: Message): StoryMessage {
  return { step, template, channel, at: iso(at) };
}
