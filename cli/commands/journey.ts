import { Command } from 'commander';
import { getVersion } from '../../api/operations/journeys/get-version.ts';
import { apiAccess } from '../../config/connections.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { differenceOf } from '../../core/journey/difference/index.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

/** One journey as it is published. */
export function oneJourneyCommand(): Command {
  const diff = new Command('diff')
    .argument('<journey>', 'the id of a journey')
    .argument('<from>', 'the number of a version')
    .argument('<to>', 'the number of another one')
    .description('what changed between two versions, in words')
    .option('--json', 'the changes as JSON')
    .action(
      runCommand(async (settings, id: string, from: string, to: string, { json = false }: { json?: boolean }) => {
        const read = async (version: string) => {
          const found = await callOperation(apiAccess(settings), getVersion, { params: { id, version } });
          return found.definition as unknown as JourneyDefinition;
        };
        const changes = differenceOf(await read(from), await read(to));
        if (json) return print(JSON.stringify(changes, undefined, 2));
        print(changes.length === 0 ? 'They mean the same.' : changes.map(({ text }) => text).join('\n'));
      }),
    );
  return new Command('journey').description('look at a published journey').addCommand(diff);
}
