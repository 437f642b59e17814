import { Command, Option } from 'commander';
import { apiAccess } from '../../config/connections.ts';
import { describeProblem } from '../../core/base/problem.ts';
import { print, runCommand } from '../command-line.ts';
import { formatPlan } from '../format/plan.ts';
import { planFolder, pushFolder } from '../push.ts';
import { type RunsFlags, readRunsFlags, undoFlags } from '../runs-flags.ts';

const changes: Readonly<Record<string, string>> = {
  published: 'published, new runs enter it from now on',
  unchanged: 'unchanged',
  relabelled: 'titles updated, same version',
  'live-again': 'is live again',
};

const inFlight: Readonly<Record<string, string>> = {
  migrate: 'go on in this one',
  exit: 'end',
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

interface Flags extends RunsFlags {
  readonly plan?: boolean;
  readonly observe?: boolean;
  readonly keepInCode?: boolean;
}

export function pushCommand(): Command {
  return new Command('push')
    .argument('<path>', 'a journey file, or a folder with journeys and their templates')
    .description('validate journeys and templates and publish them, all or none')
    .option('--observe', 'observe these journeys: real events and waits, and nothing leaves, until "journey go-live"')
    .option('--keep-in-code', 'also journeys that are kept in the console: they are kept in files from now on')
    .option('--plan', 'say what it would change and whom it would meet, and change nothing')
    .addOption(
      new Option('--runs <act>', 'open runs of earlier versions stay there, go on in the new one, or end').choices([
        'stay',
        'migrate',
        'exit',
      ]),
    )
    .option(
      '--map <step=target>',
      'where the runs at a step go: another step, :exit, :stay or :end; of several journeys, journey/step=target',
      (entry: string, entries: readonly string[]) => [...entries, entry],
      [],
    )
    .option('--map-file <file>', 'the same as JSON: {"journey": {"step": "target"}}')
    .option('--reason <text>', 'why runs exit, by --runs exit or by a map')
    .action(
      runCommand(async (settings, path: string, { observe, keepInCode, plan = false, ...flags }: Flags) => {
        const pushed = { ...apiAccess(settings), path, observe, keepInCode, runs: readRunsFlags(flags, path) };
        if (plan) {
          const planned = await planFolder(pushed);
          print(formatPlan(planned).join('\n'));
          if (planned.problems.some(({ severity }) => severity !== 'warning')) process.exitCode = 1;
          return;
        }
        const {
          journeys,
          segments = [],
          policies = [],
          offers = [],
          templates,
          workspace,
          warnings,
        } = await pushFolder(pushed);
        for (const warning of warnings) print(describeProblem(warning));
        for (const { id, version, change } of templates) {
          print(`template ${id} v${version}: ${templateChanges[change] ?? change}`);
        }
        for (const { id, version, change, bulkAct } of journeys) {
          print(`journey ${id} v${version}: ${changes[change] ?? change}`);
          if (!bulkAct) continue;
          print(
            `    its open runs of earlier versions ${inFlight[flags.runs ?? 'stay']}: throughline runs act ${bulkAct}`,
          );
          const undo = undoFlags(id, pushed.runs);
          if (undo) print(`    to take them back, push the earlier definition again with ${undo}`);
        }
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
