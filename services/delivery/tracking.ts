import type { NotMeasured } from '../../core/condition/not-measured.ts';
import { type Consents, mayTrack } from '../../core/customer/consent.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';

export interface Measured {
  readonly opens: boolean;
  readonly links: boolean;
  /** Why one of them is not. */
  readonly untrackedReason?: NotMeasured['reason'];
}

/**
 * What is measured of a message: what the settings of its topic, else the workspace's, say, and only with the consent
 * "tracking" as its regime asks for it.
 */
export function measuredOf(
  configuration: Configuration,
  { topic, consents, now }: { readonly topic: string | undefined; readonly consents: Consents; readonly now: number },
): Measured {
  if (!mayTrack(consents, regimesOf(configuration), now))
    return { opens: false, links: false, untrackedReason: 'consent' };
  const { tracking } = configuration;
  const own = topic !== undefined && Object.hasOwn(tracking.topics, topic) ? tracking.topics[topic] : undefined;
  const [opens, links] = [own?.opens ?? tracking.opens, own?.links ?? tracking.links];
  return { opens, links, ...(!(opens && links) && { untrackedReason: 'settings' }) };
}
