import { Command, InvalidArgumentError, Option } from 'commander';
import { enterJourney } from '../../api/operations/journeys/enter-journey.ts';
import { getVersion } from '../../api/operations/journeys/get-version.ts';
import { actOnJourney, getJourneyState } from '../../api/operations/journeys/journey-state.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Json } from '../../core/base/canonical-json.ts';
import { newId } from '../../core/base/id.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { differenceOf } from '../../core/journey/difference/index.ts';
import type { JourneyActName } from '../../store/journeys/journey-states.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { inUtc } from '../format/utc.ts';
import { measuresCommand } from './journey-measures.ts';

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

interface ActFlags {
  readonly reason: string;
  readonly entries?: 'keep' | 'drop';
  readonly perMinute?: number;
  readonly dropOlderThan?: string;
}

function acting(act: JourneyActName, description: string): Command {
  return new Command(act)
    .argument('<journey>', 'the id of a journey')
    .requiredOption('--reason <text>', 'why; it is kept with your name')
    .description(description)
    .action(
      runCommand(async (settings, id: string, flags: ActFlags) => {
        await callOperation(apiAccess(settings), actOnJourney, { params: { id }, body: { act, ...flags } });
        print(`Done: ${act} ${id}. "throughline journey state ${id}" shows how it stands.`);
      }),
    );
}

function showState(): Command {
  return new Command('state')
    .argument('<journey>', 'the id of a journey')
    .description('whether it is open, paused or draining, who did that and why')
    .action(
      runCommand(async (settings, id: string) => {
        const state = await callOperation(apiAccess(settings), getJourneyState, { params: { id } });
        const { since, by, reason, held, queued, entries, acts } = state;
        print(`${id}: ${state.state}${since === null ? '' : ` since ${inUtc(since)}, by ${by}: ${reason}`}`);
        if (entries !== null)
          print(`Customers who meet the entry ${entries === 'keep' ? 'enter and wait' : 'do not enter'}.`);
        if (state.observed) {
          const { scope, since: from, by: whom, reason: why } = state.observed;
          print(
            `Observed${scope === 'workspace' ? ' with the whole workspace' : ''} since ${inUtc(from)}, by ${whom}: ${why}. Nothing leaves.`,
          );
        }
        if (held > 0) print(`Runs that came due and wait: ${held}`);
        if (queued > 0) print(`Runs that wait for room to enter: ${queued}`);
        for (const each of acts) print(`  ${inUtc(each.at)}  ${each.act} by ${each.by}: ${each.reason}`);
      }),
    );
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
    .description('look at a published journey, let customers enter, pause it and resume it')
    .addCommand(diff)
    .addCommand(measuresCommand())
    .addCommand(enter)
    .addCommand(showState())
    .addCommand(
      acting('pause', 'nothing leaves and nobody moves on; exits and goals still act').addOption(
        new Option('--entries <what>', 'whether customers enter and wait, or do not enter')
          .choices(['keep', 'drop'])
          .default('keep'),
      ),
    )
    .addCommand(
      acting('resume', 'end a pause or a drain; runs that came due are released at a rate')
        .option('--per-minute <runs>', 'so many runs a minute', Number)
        .option('--drop-older-than <duration>', 'runs that waited longer exit, such as P7D'),
    )
    .addCommand(acting('observe', 'runs that begin take real events and wait, and nothing leaves'))
    .addCommand(acting('go-live', 'end observing: observed runs exit, and new runs are live'))
    .addCommand(acting('drain', 'let nobody in any more; those inside finish'))
    .addCommand(acting('unpublish', 'no live version any more; those inside finish'));
}
