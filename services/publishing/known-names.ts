import type { KnownNames } from '../../core/journey/known-names.ts';
import { channelIds } from '../../core/message/channel-kinds.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';

/** What a journey may name: of the configuration, and of what is published or will be. */
export function knownNamesOf(
  configuration: Configuration,
  published: Pick<KnownNames, 'templates' | 'segments' | 'policies'>,
): KnownNames {
  const topics = Object.keys(configuration.topics);
  const groups = Object.keys(configuration.groups);
  return {
    ...(topics.length > 0 && { topics: new Set(topics) }),
    ...(groups.length > 0 && { groups: new Set(groups) }),
    channels: channelIds(configuration),
    ...published,
  };
}
