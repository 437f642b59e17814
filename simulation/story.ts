import { isTimeZone } from '../core/base/calendar.ts';
import type { Regimes } from '../core/customer/consent.ts';
import type { PolicyDefinition } from '../core/decision/policy.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { policiesOf } from '../core/journey/subscriptions.ts';
import { beginMemoryStory } from './memory-story.ts';
import { beginServerStory } from './server/server-story.ts';
import { readLimits } from './story-limits.ts';
import { checkJourney, readMoment, unreadable } from './story-problems.ts';
import type { Beginning, Story, StoryOptions } from './story-types.ts';

/** Throws a ProblemError for a journey that publishing would refuse, and for options that can't be read. */
export async function story(journey: JourneyDefinition, options: StoryOptions): Promise<Story> {
  const { start, zone = 'UTC', on = 'memory' } = options;
  if (!isTimeZone(zone)) throw unreadable('zone', zone, 'Write an IANA name, "Europe/Berlin".');
  if (on !== 'memory' && on !== 'server') throw unreadable('on', String(on), 'Write "memory" or "server".');
  const definition = checkJourney(journey);
  const begin: Beginning = {
    definition,
    start: readMoment('start', start, zone),
    zone,
    holdout: options.holdout ?? 'on',
    ownZone: options.zone,
    segments: options.segments ?? [],
    policies: policiesFor(definition, options.policies ?? []),
    offers: options.offers ?? [],
    regimes: { ...noRegimes, ...options.regimes },
    limits: readLimits(options, zone),
  };
  return on === 'server' ? beginServerStory(begin, options.server ?? {}) : beginMemoryStory(begin);
}

/** Those that the journey names are all given. */
function policiesFor(definition: JourneyDefinition, given: readonly PolicyDefinition[]): readonly PolicyDefinition[] {
  const missing = policiesOf(definition).find((id) => !given.some((policy) => policy.id === id));
  if (missing === undefined) return given;
  throw unreadable(
    'policies',
    missing,
    'Give the story the policies that the journey decides by: { policies: [winBack] }.',
  );
}

const noRegimes: Regimes = { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out', topics: {} };
