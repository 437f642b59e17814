import { Command } from 'commander';
import { getCohorts } from '../../api/operations/customers/get-cohorts.ts';
import { getNps } from '../../api/operations/journeys/get-nps.ts';
import { apiAccess } from '../../config/connections.ts';
import type { NetPromoterScore } from '../../core/statistics/nps.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

interface NpsOptions {
  readonly days: number;
  readonly question?: string;
  readonly by?: string;
  readonly json?: true;
}

/** `throughline nps`: the net promoter score, from answers to surveys. */
export function npsCommand(): Command {
  return new Command('nps')
    .description('the net promoter score from answers to surveys, by journey and week')
    .option('--days <number>', 'so many days up to now', Number, 92)
    .option('--question <name>', 'only answers to this question')
    .option('--by <trait>', 'a trait of customers, such as the stage of a lifecycle')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { days, question, by, json }: NpsOptions) => {
        const from = new Date(Date.now() - days * 86_400_000).toISOString();
        const query = { from, ...(question && { question }), ...(by && { by }) };
        const found = await callOperation(apiAccess(settings), getNps, { query });
        if (json) return print(JSON.stringify(found, undefined, 2));
        print(npsLine('all', found.all as Figures));
        for (const { journey, ...own } of found.journeys) print(npsLine(journey ?? 'no journey', own as Figures));
        for (const { group, ...own } of found.groups) print(npsLine(`${by} ${group ?? 'not known'}`, own as Figures));
        for (const { week, ...own } of found.weeks)
          print(npsLine(`week of ${String(week).slice(0, 10)}`, own as Figures));
      }),
    );
}

type Figures = Pick<NetPromoterScore, 'answers' | 'score'> & { readonly interval: readonly number[] | null };

function npsLine(name: string, { answers, score, interval }: Figures): string {
  const points = (value = 0) => Math.round(100 * value);
  if (score === null || !interval) return `${name}: no answers`;
  return `${name}: ${points(score)} (${points(interval[0])} to ${points(interval[1])}), ${answers} answers`;
}

/** `throughline cohorts`: customers by the month of their first purchase. */
export function cohortsCommand(): Command {
  return new Command('cohorts')
    .description('customers by the month of their first purchase: who came back, and the money a head')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json }: { json?: true }) => {
        const found = await callOperation(apiAccess(settings), getCohorts, { query: {} });
        if (json) return print(JSON.stringify(found, undefined, 2));
        if (found.items.length === 0) return print('Nobody has bought yet, or the configuration names no purchase.');
        for (const { month, customers, cameBack, perHead } of found.items)
          print(
            `${month}  ${customers} customers, ${((100 * cameBack) / customers).toFixed(1)} % came back, ${perHead.toFixed(2)} a head`,
          );
      }),
    );
}
