import { Command, InvalidArgumentError, Option } from 'commander';
import { listRuns } from '../../api/operations/runs/list-runs.ts';
import type { RunPageAnswer } from '../../api/operations/runs/schemas.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

interface RunsOptions {
  readonly user?: string;
  readonly journey?: string;
  readonly status?: 'open' | 'ended' | 'stuck';
  readonly limit: number;
  readonly json?: boolean;
}

/** `throughline runs`: where support begins, with the customer. */
export function runsCommand(): Command {
  return new Command('runs')
    .description("list runs, the newest first: a customer's, a journey's, the stuck ones")
    .option('--user <userId>', 'of this customer')
    .option('--journey <id>', 'of this journey')
    .addOption(new Option('--status <status>', 'only these').choices(['open', 'ended', 'stuck']))
    .option('--limit <number>', 'at most so many, 200 at the most', wholeNumber, 20)
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { user, journey, status, limit, json = false }: RunsOptions) => {
        const query = { userId: user, journey, status, limit };
        const answer = await callOperation(apiAccess(settings), listRuns, { query });
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No runs found.' : inColumns(answer.items).join('\n'));
        if (answer.next) print(`There may be more: --limit, or narrow it down. See one: throughline run show <id>`);
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
