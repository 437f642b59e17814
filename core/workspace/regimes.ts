import type { Regimes } from '../customer/consent.ts';
import type { Configuration } from './configuration.ts';

/** The regimes that a configuration sets. */
export function regimesOf({ consent, topics }: Pick<Configuration, 'consent' | 'topics'>): Regimes {
  const own = Object.entries(topics).flatMap(([topic, { regime }]) => (regime ? [[topic, regime] as const] : []));
  return {
    marketing: consent.regime,
    tracking: consent.tracking,
    profiling: consent.profiling,
    topics: Object.fromEntries(own),
  };
}
