import { Command, InvalidArgumentError } from 'commander';
import { enterJourney } from '../../api/operations/journeys/enter-journey.ts';
import { getMeasures } from '../../api/operations/journeys/get-measures.ts';
import { getVersion } from '../../api/operations/journeys/get-version.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Json } from '../../core/base/canonical-json.ts';
import { newId } from '../../core/base/id.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { differenceOf } from '../../core/journey/difference/index.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { measuresAsCsv, measuresInWords } from '../format/measure-words.ts';

type Pair = readonly [name: string, value: Json];

function gather(text: string, before: readonly Pair[]): readonly Pair[] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write name=value.');
  return [...before, [name, asJson(value)]];
}

/** JSON, and a text where it is none. */
function asJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function notEntered(id: string, customer: string, why: string): ProblemError {
  const problem = `${customer} did not enter ${id}: ${why}`;
  const remedy = notEnteredRemedies[why] ?? 'throughline customer show tells what happened to the customer.';
  return new ProblemError([{ code: 'not-entered', where: customer, problem, remedy }]);
}

const notEnteredRemedies: Readonly<Record<string, string>> = {
  'no-rule': 'The journey needs an entry {"on": "hand"}.',
  data: 'Give with --data what the entry declares.',
  open: 'A run of the customer is open; see throughline runs.',
  're-entry': 'The journey does not let the customer enter again, or not yet.',
};

interface MeasuresOptions {
  readonly from?: string;
  readonly until?: string;
  readonly version?: string;
  readonly json?: boolean;
  readonly csv?: 'hour' | 'day';
  readonly ndjson?: 'hour' | 'day';
}

function measuresCommand(): Command {
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
  const enter = new Command('enter')
    .argument('<journey>', 'the id of a journey with an entry by hand')
    .argument('<customer>', 'an id of ours, or a userId')
    .option('--data <name=value>', 'a member of the payload: a text, or JSON; may be given several times', gather, [])
    .option('--key <key>', 'a name for this request: the same one lets nobody enter twice')
    .description('let a customer enter a journey')
    .action(
      runCommand(
        async (settings, id: string, customer: string, { data, key }: { data: readonly Pair[]; key?: string }) => {
          const body = {
            key: key ?? newId(),
            by: 'hand' as const,
            customers: [{ customer, data: Object.fromEntries(data) }],
          };
          const { customers } = await callOperation(apiAccess(settings), enterJourney, { params: { id }, body });
          const [outcome] = customers;
          if (outcome?.result === 'entered') return print(`${customer} entered ${id}.`);
          if (outcome?.result === 'duplicate') return print(`${customer} was entered before, by the same key.`);
          throw notEntered(id, customer, outcome?.why ?? 'refused');
        },
      ),
    );
  return new Command('journey')
    .description('look at a published journey, let customers enter')
    .addCommand(diff)
    .addCommand(measuresCommand())
    .addCommand(enter);
}
