import { Command } from 'commander';
import { apiAccess } from '../../config/connections.ts';
import { describeProblem } from '../../core/base/problem.ts';
import { print, runCommand } from '../command-line.ts';
import { pushFolder } from '../push.ts';

const changes: Readonly<Record<string, string>> = {
  published: 'published, new runs enter it from now on',
  unchanged: 'unchanged',
  relabelled: 'titles updated, same version',
  'live-again': 'is live again',
};

const segmentChanges: Readonly<Record<string, string>> = {
  published: 'published, it is being applied to the customers who are there already',
};

const policyChanges: Readonly<Record<string, string>> = {
  published: 'published, the next decision uses it',
};

const templateChanges: Readonly<Record<string, string>> = {
  published: 'published, the next message uses it',
  'partial-changed': 'published, as a partial that it uses has changed',
};

interface Flags {
  readonly observe?: boolean;
  readonly keepInCode?: boolean;
}

export function pushCommand(): Command {
  return new Command('push')
    .argument('<path>', 'a journey file, or a folder with journeys and their templates')
    .description('validate journeys and templates and publish them, all or none')
    .option('--observe', 'observe these journeys: real events and waits, and nothing leaves, until "journey go-live"')
    .option('--keep-in-code', 'also journeys that are kept in the console: they are kept in files from now on')
    .action(
      runCommand(async (settings, path: string, { observe, keepInCode }: Flags) => {
        const {
          journeys,
          segments = [],
          policies = [],
          offers = [],
          templates,
          workspace,
          warnings,
        } = await pushFolder({ ...apiAccess(settings), path, observe, keepInCode });
        for (const warning of warnings) print(describeProblem(warning));
        for (const { id, version, change } of templates) {
          print(`template ${id} v${version}: ${templateChanges[change] ?? change}`);
        }
        for (const { id, version, change } of journeys)
          print(`journey ${id} v${version}: ${changes[change] ?? change}`);
        for (const { id, version, change } of segments)
          print(`segment ${id} v${version}: ${segmentChanges[change] ?? changes[change] ?? change}`);
        for (const { id, version, change } of policies)
          print(`policy ${id} v${version}: ${policyChanges[change] ?? changes[change] ?? change}`);
        for (const { id, version, change } of offers)
          print(`offer ${id} v${version}: ${policyChanges[change] ?? changes[change] ?? change}`);
        if (workspace) {
          const holds = workspace.change === 'published' ? 'published, it holds from now on' : 'unchanged';
          print(`workspace configuration v${workspace.version}: ${holds}`);
        }
        if (journeys.length + segments.length + policies.length + offers.length + templates.length === 0 && !workspace)
          print(`There is no journey and no template in ${path}.`);
      }),
    );
}
