import { isTimeZone } from '../../core/base/calendar.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { schemaProblems } from '../../core/base/schema-problems.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { type Behaviour, type BehaviourInput, behaviourSchema } from './behaviour.ts';
import { guessBehaviour } from './guess.ts';

const defaultChannels = {
  email: {
    opens: 0.36,
    clicks: 0.05,
    hours: 7,
    unsubscribes: 0.002,
    complains: 0.0002,
    bounces: 0.004,
    reachable: 0.95,
  },
  sms: { opens: 0.9, clicks: 0.09, hours: 1, unsubscribes: 0.004, reachable: 0.6 },
  push: { opens: 0.06, clicks: 0.04, hours: 1.5, unsubscribes: 0.001, reachable: 0.3 },
  'in-app': { opens: 0.5, clicks: 0.1, hours: 30, reachable: 0.8 },
};

/** What is written counts; what is left out is guessed from the journeys. */
export function readBehaviour(written: unknown, definitions: readonly JourneyDefinition[], days: number): Behaviour {
  const given = (written ?? {}) as BehaviourInput;
  const guessed = guessBehaviour(definitions, days);
  const whole = {
    ...given,
    traits: { ...guessed.traits, ...given.traits },
    channels: merged(defaultChannels, given.channels),
    events: merged(guessed.events ?? {}, given.events),
  };
  const read = safeParse(behaviourSchema, typeof written === 'object' || written === undefined ? whole : written);
  if (!read.success) throw new ProblemError(schemaProblems(behaviourSchema, read.error, whole, 'behaviour'));
  const zone = Object.keys(read.data.zones).find((each) => !isTimeZone(each));
  if (zone === undefined) return read.data;
  throw new ProblemError([
    {
      code: 'unknown-zone',
      where: `behaviour.zones.${zone}`,
      problem: `There is no time zone "${zone}".`,
      remedy: 'Write an IANA name, "Europe/Berlin".',
    },
  ]);
}

/** Member by member: what is given of one of them stands beside what is guessed of it. */
function merged(guessed: Members, given: Members = {}): Record<string, object> {
  const names = [...new Set([...Object.keys(guessed), ...Object.keys(given)])];
  return Object.fromEntries(
    names.map((each) => {
      const [ours, theirs] = [guessed[each], given[each]] as (Properties | undefined)[];
      const properties = { ...ours?.properties, ...theirs?.properties };
      return [each, { ...ours, ...theirs, ...(Object.keys(properties).length > 0 && { properties }) }];
    }),
  );
}

type Members = Readonly<Record<string, object>>;

interface Properties {
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}
