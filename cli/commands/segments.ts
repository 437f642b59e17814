import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { enterMembers } from '../../api/operations/journeys/enter-members.ts';
import { changeSegmentMembers } from '../../api/operations/segments/change-segment-members.ts';
import { getSegment } from '../../api/operations/segments/get-segment.ts';
import { listSegments } from '../../api/operations/segments/list-segments.ts';
import { previewSegment } from '../../api/operations/segments/preview-segment.ts';
import { apiAccess } from '../../config/connections.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { SegmentDefinition } from '../../core/segment/definition.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { previewInWords, segmentInWords, segmentsInColumns } from '../format/segment-words.ts';
import { loadJourneys } from '../load-journeys.ts';

/** `throughline segments`: who is in which, and what a file would say before it is published. */
export function segmentsCommand(): Command {
  const list = new Command('list')
    .description('list segments, how many are in each, and how far it was applied')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listSegments, {});
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No segments found.' : segmentsInColumns(answer.items).join('\n'));
      }),
    );
  const show = new Command('show')
    .argument('<segment>', 'its id')
    .description('the condition of a segment in words, and how many are in it')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const segment = await callOperation(apiAccess(settings), getSegment, { params: { id } });
        print(json ? JSON.stringify(segment, undefined, 2) : segmentInWords(segment).join('\n'));
      }),
    );
  const preview = new Command('preview')
    .argument('<file>', 'a segment file (.ts, .js or .json)')
    .description('how many the condition of a file holds of now, and twenty of them; publishes nothing')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, file: string, { json = false }: { json?: boolean }) => {
        const when = conditionIn(file);
        const answer = await callOperation(apiAccess(settings), previewSegment, { body: { when } });
        print(json ? JSON.stringify(answer, undefined, 2) : previewInWords(answer).join('\n'));
      }),
    );
  return new Command('segments')
    .description('look at segments, preview one, put customers into a static one')
    .addCommand(list)
    .addCommand(show)
    .addCommand(preview)
    .addCommand(entering())
    .addCommand(changing('add', 'put customers into a static segment'))
    .addCommand(changing('remove', 'take customers out of a static segment'));
}

/** `throughline segments enter <journey>`: who was in its segments before it was published comes in, at a rate. */
function entering(): Command {
  return new Command('enter')
    .argument('<journey>', 'a journey that customers enter when they join a segment')
    .description('let customers in who are in its segments already, at a rate')
    .option('--per-minute <customers>', 'so many a minute', '1000')
    .action(
      runCommand(async (settings, id: string, { perMinute }: { perMinute: string }) => {
        const body = { perMinute: Number(perMinute) };
        const { items } = await callOperation(apiAccess(settings), enterMembers, { params: { id }, body });
        print(
          items
            .map(({ segment, total }) => `${total} customers of ${segment} come in, ${perMinute} a minute.`)
            .join('\n'),
        );
      }),
    );
}

function changing(name: 'add' | 'remove', description: string): Command {
  return new Command(name)
    .argument('<segment>', 'its id')
    .argument('<customers...>', 'userIds or our own ids, 500 at the most; @file reads them from a file, one a line')
    .description(description)
    .action(
      runCommand(async (settings, id: string, given: string[]) => {
        const names = given.flatMap((each) => (each.startsWith('@') ? linesOf(each.slice(1)) : [each]));
        const { changed, unknown } = await callOperation(apiAccess(settings), changeSegmentMembers, {
          params: { id },
          body: { [name]: names },
        });
        print(
          `${changed} ${changed === 1 ? 'customer is' : 'customers are'} ${name === 'add' ? 'in' : 'out of'} "${id}".`,
        );
        if (unknown.length > 0) print(`Nobody has the name ${unknown.join(', ')}.`);
      }),
    );
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function conditionIn(file: string): NonNullable<SegmentDefinition['when']> {
  const [segment] = loadJourneys(file).segments;
  const when = (segment?.definition as Partial<SegmentDefinition> | undefined)?.when;
  if (when) return when;
  throw new ProblemError([
    {
      code: 'no-condition',
      where: file,
      problem: 'the file has no segment with a condition as its default export',
      remedy: "Write: export default segment('big-spenders', { when: … })",
    },
  ]);
}
