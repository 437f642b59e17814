import { Command } from 'commander';
import type { RunAnswer } from '../../api/operations/runs.ts';
import { callApi } from '../api-client.ts';
import { apiAccess, print, runCommand } from '../command-line.ts';

/** One run, looked at and operated. */
export function runsCommand(): Command {
  const show = new Command('show')
    .argument('<run>', 'the id of a run')
    .description('what happened to one run: inputs, steps, messages')
    .action(
      runCommand(async (settings, id: string) => {
        const run = await callApi<RunAnswer>(apiAccess(settings), 'GET', `/v1/runs/${encodeURIComponent(id)}`);
        print(inWords(run).join('\n'));
      }),
    );
  const retry = new Command('retry')
    .argument('<run>', 'the id of a stuck run')
    .description('try a stuck run again')
    .action(
      runCommand(async (settings, id: string) => {
        await callApi(apiAccess(settings), 'POST', `/v1/runs/${encodeURIComponent(id)}/retry`, {});
        print('It is tried again now.');
      }),
    );
  const exit = new Command('exit')
    .argument('<run>', 'the id of a run')
    .requiredOption('--reason <text>', 'why it ends')
    .description('end a run')
    .action(
      runCommand(async (settings, id: string, { reason }: { reason: string }) => {
        await callApi(apiAccess(settings), 'POST', `/v1/runs/${encodeURIComponent(id)}/exit`, { reason });
        print('It leaves now.');
      }),
    );
  return new Command('run')
    .description('look at a run, or operate it')
    .addCommand(show)
    .addCommand(retry)
    .addCommand(exit);
}

function inWords(run: RunAnswer): string[] {
  const stuck = run.stuckErrorId ? ` (error ${run.stuckErrorId})` : '';
  const end = run.endedAt ? `, ended ${run.endedAt}: ${run.endReason}` : '';
  // A turn takes no time: what happened at one moment is told in the order of the visits.
  const moments = [
    ...run.inputs.map(({ at, kind, event, taken }) => ({
      at,
      place: 0,
      text: `told    ${event ?? kind}${event && kind === 'entry' ? ' (entry)' : ''}${taken ? '' : ' (not taken yet)'}`,
    })),
    ...run.visits.map(({ visit, arrivedAt: at, step }) => ({ at, place: visit, text: `arrived ${step}` })),
    ...run.visits.flatMap(({ visit, leftAt: at, step, path }) =>
      at ? [{ at, place: visit + 0.5, text: `left    ${step}${path ? ` by "${path}"` : ' (swept by an exit)'}` }] : [],
    ),
    ...run.messages.map(({ visit, updatedAt: at, step, channel, state, attempt, rule, errorCode }) => ({
      at,
      place: visit + 0.25,
      text: `message ${step} by ${channel}: ${[state, rule, errorCode].filter(Boolean).join(', ')}${attempt > 1 ? `, attempt ${attempt}` : ''}`,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.place - b.place));
  return [
    `${run.journey} v${run.version}, run ${run.id}`,
    `customer ${run.customerId}${run.key === null ? '' : `, key ${run.key}`}`,
    `${run.status}${stuck}: ${run.label}`,
    `entered ${run.enteredAt}${end}`,
    '',
    ...moments.map(({ at, text }) => `${at}  ${text}`),
  ];
}
