import { type Consents, mayTrack } from '../../core/customer/consent.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';

/**
 * What is measured of a message: what the settings of its topic, else the workspace's, say, and only with the consent
 * "tracking" as its regime asks for it.
 */
export function measuredOf(
  configuration: Configuration,
  { topic, consents, now }: { readonly topic: string | undefined; readonly consents: Consents; readonly now: number },
): { readonly opens: boolean; readonly links: boolean } {
  if (!mayTrack(consents, regimesOf(configuration), now)) return { opens: false, links: false };
  const { tracking } = configuration;
  const own = topic !== undefined && Object.hasOwn(tracking.topics, topic) ? tracking.topics[topic] : undefined;
  return { opens: own?.opens ?? tracking.opens, links: own?.links ?? tracking.links };
}
