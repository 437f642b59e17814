import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { channelIds } from '../channel-kinds.ts';

/** Channels that the sections on limits name and that do not exist: such a limit would never hold. */
export function checkLimitChannels(configuration: Configuration): readonly Problem[] {
  const { quietHours, caps, holds, sendRate } = configuration;
  const known = channelIds(configuration);
  const named = [
    ...Object.keys(quietHours.channels).map((id) => ({ where: `workspace.quietHours.channels.${id}`, id })),
    ...Object.keys(sendRate).map((id) => ({ where: `workspace.sendRate.${id}`, id })),
    ...listed('workspace.caps', caps),
    ...listed('workspace.holds', holds),
  ];
  return named
    .filter(({ id }) => !known.has(id))
    .map(({ where, id }) => ({
      code: 'unknown-channel',
      where,
      problem: `There is no channel "${id}".`,
      remedy: didYouMean(id, [...known]),
    }));
}

function listed(
  section: string,
  limits: Readonly<Record<string, { readonly channels?: readonly string[] | undefined }>>,
) {
  return Object.entries(limits).flatMap(([name, { channels }]) =>
    (channels ?? []).map((id, index) => ({ where: `${section}.${name}.channels[${index}]`, id })),
  );
}
