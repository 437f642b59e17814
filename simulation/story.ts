import { after, isTimeZone, momentIn } from '../core/base/calendar.ts';
import { toIsoDuration } from '../core/base/duration.ts';
import { didYouMean } from '../core/base/nearest.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import type { Properties } from '../core/condition/schema.ts';
import type { Channel, SampleEvent } from '../core/journey/authoring/declare.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { validateDefinition } from '../core/journey/validate.ts';
import { channelKinds } from '../core/message/channel-kinds.ts';
import type { Answer } from './jobs/played-job.ts';
import type { Message, PlayedCustomer, Run } from './run.ts';
import { createWorld, type World } from './world.ts';

export interface StoryOptions {
  /** When it begins: "2026-03-02T20:10" by the zone's clocks, or with an offset, "2026-03-02T20:10Z". */
  readonly start: string;
  /** Where it plays, "Europe/Berlin": what a day is for customers without a trait `timezone`. UTC unless said. */
  readonly zone?: string | undefined;
}

/**
 * A scenario of one journey: customers do things, time is skipped, and what came of it is looked at. It runs in memory on
 * the engine, the entry rules and the delivery guard of production, so what it shows is what would have happened; no
 * server, no waiting. Providers take every message unless `provider` says otherwise; templates are not rendered.
 *
 * Asynchronous though nothing here waits, so that a story reads the same on real servers.
 */
export interface Story {
  /** ISO 8601, in UTC. */
  now(): string;
  /** A new customer with these traits; without any, known from the first thing they do. */
  customer(traits?: Properties): StoryCustomer;
  /** "3 days", "1 hour 30 minutes": all that falls due on the way happens, in order, for all customers. */
  skip(duration: string): Promise<void>;
  /** What a channel's provider says from now on; "failed" is permanent. */
  provider(channel: Channel, answer: Answer): void;
}

export interface StoryCustomer {
  readonly journey: JourneyDefinition;
  /** `at`: when it really happened, of an event that arrives late; written as `start` is. Now unless said. */
  does(event: SampleEvent, options?: { readonly at?: string | undefined }): Promise<void>;
  /** Traits, learned or changed; null takes one away. */
  identify(traits: Properties): Promise<void>;
  /** Oldest first. */
  runs(): readonly StoryRun[];
  /** The messages that providers took, oldest first. */
  received(): readonly StoryMessage[];
}

export interface StoryMessage {
  readonly step: string;
  readonly template: string;
  readonly channel: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
}

export interface StoryRun {
  readonly status: 'open' | 'ended';
  /** The exit's reason, or "completed". */
  readonly endReason: string | undefined;
  readonly key: string | null;
  /** The step it stands on; undefined when it has ended. */
  readonly standsOn: string | undefined;
  readonly visits: readonly StoryVisit[];
  /** All messages, with those that were blocked, deferred or failed, and why. */
  readonly messages: readonly (StoryMessage & {
    readonly result: Message['result'];
    readonly rule: string | undefined;
  })[];
}

export interface StoryVisit {
  readonly step: string;
  /** ISO 8601, in UTC. */
  readonly arrivedAt: string;
  readonly leftAt: string | undefined;
  /** The way out that was taken; undefined while it stands there, and where an exit took it away. */
  readonly path: string | undefined;
}

/** Throws a ProblemError for a journey that publishing would refuse, and for options that can't be read. */
export async function story(journey: JourneyDefinition, options: StoryOptions): Promise<Story> {
  const { start, zone = 'UTC' } = options;
  if (!isTimeZone(zone)) throw unreadable('zone', zone, 'Write an IANA name, "Europe/Berlin".');
  const definition = check(journey);
  const world = createWorld(definition, readMoment('start', start, zone));
  return {
    now: () => iso(world.now()),
    customer(traits) {
      const person = world.addCustomer(options.zone === undefined ? {} : { timezone: zone });
      if (traits) world.identify(person, asJson(traits));
      return createCustomer(definition, world, person, zone);
    },
    async skip(duration) {
      world.skipTo(after(world.now(), toIsoDuration(duration, 'skip'), zone));
    },
    provider: ({ channel }, answer) => {
      if (!Object.hasOwn(channelKinds, channel))
        throw unreadable('provider', channel, didYouMean(channel, Object.keys(channelKinds)));
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
    async identify(traits) {
      world.identify(person, asJson(traits));
    },
    runs: () => person.runs.map(runOf),
    received: () =>
      person.runs
        .flatMap(({ messages }) => [...messages.values()])
        .filter(({ result }) => result === 'accepted')
        .sort((a, b) => a.at - b.at)
        .map(messageOf),
  };
}

function runOf(run: Run): StoryRun {
  return {
    status: run.ended ? 'ended' : 'open',
    endReason: run.ended?.reason,
    key: run.key,
    standsOn: run.state.tokens[0]?.step,
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
    })),
  };
}

function messageOf({ step, template, channel, at }: Message): StoryMessage {
  return { step, template, channel, at: iso(at) };
}

/** Without a catalog: which templates there are is for publishing to know. */
function check(journey: unknown): JourneyDefinition {
  const { definition, problems } = validateDefinition(journey);
  if (!definition) throw new ProblemError(problems);
  return definition;
}

function readMoment(where: string, text: string, zone: string): number {
  const moment = momentIn(text, zone);
  if (moment === undefined)
    throw unreadable(where, text, 'Write "2026-03-02T20:10", or with an offset, "2026-03-02T20:10Z".');
  return moment;
}

function unreadable(where: string, text: string, remedy: string): ProblemError {
  const problem: Problem = { code: 'unreadable-story', where, problem: `"${text}" can not be read`, remedy };
  return new ProblemError([problem]);
}

/** As it would come over the wire: members that are undefined are not there. */
function asJson(properties: object): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}

const iso = (moment: number) => new Date(moment).toISOString();
