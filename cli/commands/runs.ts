import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { actOnRuns } from '../../api/operations/runs/act-on-runs.ts';
import { getBulkAct } from '../../api/operations/runs/get-bulk-act.ts';
import { listRuns } from '../../api/operations/runs/list-runs.ts';
import type { RunPageAnswer } from '../../api/operations/runs/schemas.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

interface RunsOptions {
  readonly user?: string;
  readonly journey?: string;
  readonly status?: 'open' | 'ended' | 'stuck';
  readonly observed?: boolean;
  readonly live?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `throughline runs`: where support begins, with the customer. */
export function runsCommand(): Command {
  return new Command('runs')
    .enablePositionalOptions() // what stands behind retry and exit is theirs
    .description("list runs, the newest first: a customer's, a journey's, the stuck ones")
    .option('--user <userId>', 'of this customer')
    .option('--journey <id>', 'of this journey')
    .addOption(new Option('--status <status>', 'only these').choices(['open', 'ended', 'stuck']))
    .addOption(new Option('--observed', 'only observed runs, of which nothing leaves').conflicts('live'))
    .option('--live', 'no observed runs')
    .option('--limit <number>', 'at most so many, 200 at the most', wholeNumber, 20)
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { user, journey, status, observed, live, limit, json = false }: RunsOptions) => {
        const observing = observed ? 'true' : live ? 'false' : undefined;
        const query = { userId: user, journey, status, limit, observed: observing };
        const answer = await callOperation(apiAccess(settings), listRuns, { query });
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No runs found.' : inColumns(answer.items).join('\n'));
        if (answer.next) print(`There may be more: --limit, or narrow it down. See one: throughline run show <id>`);
      }),
    )
    .addCommand(bulkCommand('retry', 'try all stuck runs again that the options mean'))
    .addCommand(
      bulkCommand('exit', 'end all runs that the options mean').requiredOption('--reason <text>', 'why they end'),
    )
    .addCommand(actCommand());
}

/** `throughline runs act`: how far an act on many runs is. */
function actCommand(): Command {
  return new Command('act')
    .argument('<id>', 'the id of an act, which push or the API gave')
    .description('show how far an act on many runs is')
    .option('--wait', 'until it has ended')
    .action(
      runCommand(async (settings, id: string, { wait = false }: { wait?: boolean }) => {
        const access = apiAccess(settings);
        const look = () => callOperation(access, getBulkAct, { params: { id } });
        let act = await look();
        while (wait && act.endedAt === null) {
          await pause(LOOK_EVERY_MS);
          act = await look();
        }
        const what = act.move ? `migrate to v${act.move.version}` : act.act;
        const skipped = act.skipped > 0 ? `, ${act.skipped} needed it no more` : '';
        print(`${what}: ${act.done} of ${act.total} runs${skipped}${act.endedAt === null ? ', under way' : ''}`);
      }),
    );
}

interface BulkOptions {
  readonly journey?: string;
  readonly step?: string;
  readonly cause?: string;
  readonly status?: 'open' | 'stuck';
  readonly user?: string;
  readonly reason?: string;
}

const LOOK_EVERY_MS = 500;

/** `throughline runs retry`, `throughline runs exit`: one act on many runs, followed until it has ended. */
function bulkCommand(act: 'retry' | 'exit', description: string): Command {
  return new Command(act)
    .description(description)
    .option('--journey <id>', 'of this journey')
    .option('--step <id>', 'that wait at this step')
    .option('--cause <code>', 'that are stuck by this error')
    .addOption(new Option('--status <status>', 'only these').choices(['open', 'stuck']))
    .option('--user <userId>', 'of this customer')
    .action(
      runCommand(async (settings, { user: userId, reason, ...filter }: BulkOptions) => {
        const access = apiAccess(settings);
        const body = { act, ...(reason !== undefined && { reason }), filter: { ...filter, ...(userId && { userId }) } };
        let asked = await callOperation(access, actOnRuns, { body });
        while (asked.endedAt === null) {
          await pause(LOOK_EVERY_MS);
          asked = await callOperation(access, getBulkAct, { params: { id: asked.id } });
        }
        const { total, done, skipped, isLimited } = asked;
        print(
          total === 0
            ? 'No runs found.'
            : `${act === 'retry' ? 'Retry' : 'Exit'} queued for ${done} of ${total} runs.${skipped > 0 ? ` ${skipped} needed it no more.` : ''}`,
        );
        if (isLimited) print('More were meant than one act reaches: run it again for the rest.');
      }),
    );
}

function inColumns(runs: RunPageAnswer['items']): string[] {
  const lines = runs.map((run) => [
    run.id,
    `${run.journey} v${run.version}${run.key === null ? '' : ` (${run.key})`}`,
    run.userId ?? 'anonymous',
    run.status,
    `${run.enteredAt.slice(0, 10)} ${run.enteredAt.slice(11, 16)} UTC`,
    run.label || 'not begun',
  ]);
  const table = [['RUN', 'JOURNEY', 'CUSTOMER', 'STATUS', 'ENTERED', 'NOW'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 200.');
}
