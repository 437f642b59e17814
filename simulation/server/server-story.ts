import { after } from '../../core/base/calendar.ts';
import { toIsoDuration } from '../../core/base/duration.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { asJson, checkAnswer, iso, noOpenTask, notReceived, readMoment } from '../story-problems.ts';
import type { Beginning, ServerOptions, Story, StoryCustomer } from '../story-types.ts';
import { faultOf, openStack, type StackAccess } from './access.ts';
import { publishJourney } from './publish-journey.ts';
import { readRuns, type ServerRun } from './read-runs.ts';
import { openTestClock, type StackClock } from './stack-clock.ts';

/** A customer of this story on the stack, under a userId that no other story has. */
interface ServerCustomer {
  readonly userId: string;
  /** What is to be sent before anything else happens: `customer()` can not wait. */
  readonly unsent: object[];
  runs: readonly ServerRun[];
}

/**
 * A story on a running stack in test mode, over HTTP alone. Its clock stands still; a skip stops at each moment at which
 * a run of the story has something to do, and waits there until all is quiet. So the moments are those of a story in memory.
 * After each thing that happens the runs are read back: `runs()` and `received()` answer from there.
 */
export async function beginServerStory(begin: Beginning, options: ServerOptions): Promise<Story> {
  const { definition, start, zone, ownZone } = begin;
  const stack = openStack(options);
  const name = `story-${globalThis.crypto.randomUUID().slice(0, 13)}-`;
  const clock = openTestClock(stack, name);
  await clock.set(start);
  await publishJourney(stack, definition, options.templates ?? []);
  const customers: ServerCustomer[] = [];

  async function send(customer: ServerCustomer, ...calls: readonly object[]): Promise<void> {
    const all = [...customer.unsent.splice(0), ...calls];
    if (all.length > 0) await stack.call('POST', '/v1/test/calls', { calls: all });
  }
  async function settle(): Promise<void> {
    await clock.untilQuiet();
    for (const customer of customers) customer.runs = await readRuns(stack, definition.id, customer.userId);
  }

  return {
    now: () => iso(clock.now()),
    customer({ consents = [], ...traits } = {}, { signedIn = true } = {}) {
      if (!signedIn) throw onlyInMemory('customer(…, { signedIn: false })');
      if (consents.length > 0) throw onlyInMemory('consents');
      const userId = `${name}${customers.length + 1}`;
      const own: ServerCustomer = { userId, unsent: [], runs: [] };
      const known = { ...(ownZone !== undefined && { timezone: ownZone }), ...asJson(traits) };
      if (Object.keys(traits).length > 0) own.unsent.push(identifyCall(userId, known, clock.now()));
      customers.push(own);
      return createCustomer({ definition, zone, ownZone, stack, clock, send, settle }, own);
    },
    async skip(duration) {
      for (const customer of customers) await send(customer);
      await clock.moveTo(after(clock.now(), toIsoDuration(duration, 'skip'), zone));
      await settle();
    },
    provider() {
      throw onlyInMemory('provider()');
    },
  };
}

interface Surroundings {
  readonly definition: JourneyDefinition;
  readonly zone: string;
  readonly ownZone: string | undefined;
  readonly stack: StackAccess;
  readonly clock: StackClock;
  send(customer: ServerCustomer, ...calls: readonly object[]): Promise<void>;
  settle(): Promise<void>;
}

function createCustomer(story: Surroundings, customer: ServerCustomer): StoryCustomer {
  const { definition, zone, ownZone, stack, clock, send, settle } = story;
  const { userId } = customer;
  let isKnown = customer.unsent.length > 0;
  /** Somebody without traits is born in the zone of the story by the first thing they do. */
  const birth = () => {
    if (isKnown) return [];
    isKnown = true;
    return ownZone === undefined ? [] : [identifyCall(userId, { timezone: ownZone }, clock.now())];
  };
  /** As the customer does to the newest message of the step that a provider took. */
  const feedback = async (step: string | { readonly id: string }, kind: 'opened' | 'clicked', url?: string) => {
    const id = typeof step === 'string' ? step : step.id;
    const newest = customer.runs
      .flatMap(({ acceptedMessages }) => acceptedMessages)
      .filter((each) => each.step === id)
      .at(-1);
    if (!newest) throw notReceived(id);
    await stack.call('POST', '/v1/test/feedback', { messageId: newest.id, kind, url });
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
    async identify(traits) {
      await send(customer, ...birth(), identifyCall(userId, asJson(traits), clock.now()));
      await settle();
    },
    opens: (step) => feedback(step, 'opened'),
    clicks: (step, { url = 'https://example.com/' } = {}) => feedback(step, 'clicked', url),
    grants: () => Promise.reject(onlyInMemory('grants()')),
    withdraws: () => Promise.reject(onlyInMemory('withdraws()')),
    pauses: () => Promise.reject(onlyInMemory('pauses()')),
    runs: () => customer.runs.map(({ run }) => run),
    received: () =>
      customer.runs
        .flatMap(({ run }) => run.messages)
        .filter(({ result }) => result === 'accepted')
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
        .map(({ step, template, channel, at }) => ({ step, template, channel, at })),
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
    remedy: 'Play this story in memory; the providers of a stack answer for themselves.',
  });
}
