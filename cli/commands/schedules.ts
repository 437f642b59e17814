import { Command } from 'commander';
import { listSchedules } from '../../api/operations/schedules/list-schedules.ts';
import { listWaves } from '../../api/operations/schedules/list-waves.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { datesInWords, schedulesInWords, wavesInWords } from '../format/schedule-words.ts';

/** `throughline schedules`: when customers enter by time, and how far the waves have come. */
export function schedulesCommand(): Command {
  const list = new Command('list')
    .description('list the schedules and dates of live journeys, and when each comes next')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listSchedules, { query: {} });
        if (json) return print(JSON.stringify(answer, undefined, 2));
        const lines = [...schedulesInWords(answer.items), ...datesInWords(answer.dates)];
        print(lines.length === 0 ? 'No schedules found.' : lines.join('\n'));
      }),
    );
  const show = new Command('show')
    .argument('<journey>', 'the id of a journey')
    .description('the schedules of a journey, the next wave of each time zone, and the newest waves')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, journey: string, { json = false }: { json?: boolean }) => {
        const access = apiAccess(settings);
        const { items, dates } = await callOperation(access, listSchedules, { query: { journey } });
        const waves = await callOperation(access, listWaves, { query: { journey, limit: 20 } });
        if (json) return print(JSON.stringify({ schedules: items, dates, waves: waves.items }, undefined, 2));
        if (items.length + dates.length + waves.items.length === 0) return print('No schedules found.');
        const ofSchedules = items.length + waves.items.length === 0 ? [] : wavesInWords(waves.items);
        print([...schedulesInWords(items, true), ...datesInWords(dates), ...ofSchedules].join('\n'));
      }),
    );
  return new Command('schedules')
    .description('look at entries by schedule: next times, and waves with their progress')
    .addCommand(list, { isDefault: true })
    .addCommand(show);
}
