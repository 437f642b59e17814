import type { Configuration } from '../../core/workspace/configuration.ts';

/**
 * What may be measured of a message about this topic. Today the configuration alone decides; where the regime asks for the
 * consent "tracking", it decides too.
 */
export function mayTrack(
  { tracking }: Configuration,
  topic: string | undefined,
): { readonly opens: boolean; readonly links: boolean } {
  const own = topic === undefined ? undefined : tracking.topics[topic];
  return { opens: own?.opens ?? tracking.opens, links: own?.links ?? tracking.links };
}
