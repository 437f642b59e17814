import { Command, InvalidArgumentError } from 'commander';
import { getMeasures } from '../../api/operations/journeys/get-measures.ts';
import { apiAccess } from '../../config/connections.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { measuresAsCsv, measuresInWords } from '../format/measure-words.ts';

interface MeasuresOptions {
  readonly from?: string;
  readonly until?: string;
  readonly version?: string;
  readonly json?: boolean;
  readonly csv?: 'hour' | 'day';
  readonly ndjson?: 'hour' | 'day';
}

/** `throughline journey measures`: what happened in a time. */
export function measuresCommand(): Command {
  const period = (text: string) => {
    if (text === 'hour' || text === 'day') return text;
    throw new InvalidArgumentError('Write hour or day.');
  };
  return new Command('measures')
    .argument('<journey>', 'the id of a journey')
    .description('what happened in a time: who came, left and dropped off, what was sent and blocked, goals')
    .option('--from <moment>', 'ISO 8601; default: 28 days ago')
    .option('--until <moment>', 'ISO 8601; default: now')
    .option('--version <number>', 'only of this version')
    .option('--json', 'what the API answers')
    .option('--csv <hour|day>', 'the rows behind it as CSV', period)
    .option('--ndjson <hour|day>', 'the same, one JSON object a line', period)
    .action(
      runCommand(async (settings, id: string, { json, csv, ndjson, ...when }: MeasuresOptions) => {
        const rows = csv ?? ndjson;
        const query = {
          ...(when.from && { from: asMoment(when.from) }),
          ...(when.until && { until: asMoment(when.until) }),
          ...(when.version && { version: Number(when.version) }),
          ...(rows && { rows }),
        };
        const found = await callOperation(apiAccess(settings), getMeasures, { params: { id }, query } as never);
        if (json) return print(JSON.stringify(found, undefined, 2));
        if (csv) return print(measuresAsCsv(found.rows ?? []).join('\n'));
        if (ndjson) return print((found.rows ?? []).map((row) => JSON.stringify(row)).join('\n'));
        print(measuresInWords(found).join('\n'));
      }),
    );
}

/** A date alone is its beginning, in UTC. */
function asMoment(text: string): string {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  const problem = `"${text}" is no moment`;
  throw new ProblemError([
    { code: 'no-moment', where: text, problem, remedy: 'Write 2026-11-27 or 2026-11-27T10:00:00Z.' },
  ]);
}
