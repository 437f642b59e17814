import type { Problem } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { nameOfChannel } from '../../core/journey/definition/names.ts';
import type { Transaction } from '../../store/database/database.ts';
import { listChannelUses } from '../../store/journeys/journeys.ts';

/** Channels that live journeys send by and that the configuration would not have any more. */
export async function findClosedChannels(
  trx: Transaction,
  {
    workspace,
    channels,
    definitions,
  }: {
    readonly workspace: string;
    readonly channels: ReadonlySet<string>;
    /** Published with it: they are checked by themselves. */
    readonly definitions: readonly JourneyDefinition[];
  },
): Promise<readonly Problem[]> {
  const published = new Set(definitions.map(({ id }) => id));
  const inUse = await listChannelUses(trx, workspace);
  return inUse
    .filter(({ journey, channel }) => !published.has(journey) && !channels.has(channel))
    .map(({ journey, channel }) => ({
      code: 'channel-in-use',
      where: `workspace: ${channel}`,
      problem: `The live journey "${journey}" sends by "${channel}", which the configuration does not have.`,
      remedy: `Keep "${nameOfChannel(channel) ?? `section ${channel}`}", or publish the journey without it first.`,
    }));
}
