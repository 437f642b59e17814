import { Command } from 'commander';
import { liftKillSwitch, listKillSwitches, setKillSwitch } from '../../api/operations/kill-switches/kill-switches.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { inUtc } from '../format/utc.ts';

const WHAT = 'all, a channel (email, webhook, in-app), or journey:<id>';

/** "all" ▸ workspace, "email" ▸ channel:email, "journey:win-back" as it is. */
function idOf(what: string): string {
  if (what === 'all') return 'workspace';
  return what.includes(':') || what === 'workspace' ? what : `channel:${what}`;
}

/** `throughline stop`: a kill switch on; without a name, what is stopped. */
export function stopCommand(): Command {
  return new Command('stop')
    .argument('[what]', WHAT)
    .description('stop what leaves, within a second, until "throughline resume"; without a name, list what is stopped')
    .option('--reason <text>', 'why, for those who wonder')
    .action(
      runCommand(async (settings, what: string | undefined, { reason }: { reason?: string }) => {
        const access = apiAccess(settings);
        if (what !== undefined) {
          const body = { reason: reason ?? 'no reason was given' };
          await callOperation(access, setKillSwitch, { params: { id: idOf(what) }, body });
          return print(`Stopped: ${what}. Messages wait until: throughline resume ${what}`);
        }
        const { items, waiting } = await callOperation(access, listKillSwitches, {});
        if (items.length === 0) return print('Nothing is stopped.');
        for (const { id, reason: why, setBy, since } of items)
          print(`${id}  since ${inUtc(since)}, by ${setBy}: ${why}`);
        print(`Messages that wait: ${waiting}`);
      }),
    );
}

/** `throughline resume`: a kill switch off. */
export function resumeCommand(): Command {
  return new Command('resume')
    .argument('<what>', WHAT)
    .description('let what was stopped leave again; messages that waited follow')
    .action(
      runCommand(async (settings, what: string) => {
        await callOperation(apiAccess(settings), liftKillSwitch, { params: { id: idOf(what) } });
        print(`Resumed: ${what}. Messages that waited follow.`);
      }),
    );
}
