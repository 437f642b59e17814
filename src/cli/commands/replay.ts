import { Command, InvalidArgumentError } from 'commander';
import { print, runCommand, writeKeyOf } from '../command-line.ts';
import { checkMails } from '../mail-check.ts';
import { readPurchaseLog } from '../purchases.ts';
import { addressOf, replay } from '../replay.ts';
import type { Settings } from '../settings.ts';

export function replayCommand(): Command {
  return new Command('replay')
    .argument('<file>', 'a purchase log as CDNOW has it (customer, date, items, dollars), gzipped or not')
    .option('--live', 'as of now, so that journeys are entered; without it, at the original time, and nothing enters')
    .option('--limit <count>', 'only the first purchases of the file', wholeNumber)
    .description('send a log of real purchases through the Segment client; sending it again changes nothing')
    .action(
      runCommand(async (settings, file: string, { live = false, limit }: { live?: boolean; limit?: number }) => {
        const log = readPurchaseLog(file);
        const progress = openProgress();
        const report = await replay({
          apiUrl: settings.apiUrl,
          writeKey: writeKeyOf(settings),
          log,
          limit: limit ?? log.purchases.length,
          live,
          onProgress: (sent, of) => progress.show(`${sent} of ${of} purchases sent`),
        });
        progress.end();
        print(`${report.purchases} purchases of ${report.customers} customers in ${report.seconds.toFixed(1)} s`);
        print(`accepted ${report.accepted}, duplicates ${report.duplicates} (each customer's identify is counted too)`);
        print(`runs entered ${report.entered}`);
        for (const line of report.refused.slice(0, 10)) print(`refused: ${line}`);
        if (report.refused.length > 0) process.exitCode = 1;
        if (live) await reportMails(settings, new Set(log.purchases.slice(0, limit).map(addressOf)));
      }),
    );
}

/** Only the local stack has a mailbox that can be asked. */
async function reportMails(settings: Settings, addresses: ReadonlySet<string>): Promise<void> {
  const progress = openProgress();
  const mailbox = `http://127.0.0.1:${settings.ports.mailbox}`;
  const check = await checkMails(mailbox, addresses, 30_000, (reached) =>
    progress.show(`${reached} of ${addresses.size} customers have their mail`),
  );
  progress.end();
  if (!check) return;
  print(`mails: ${check.reached} of ${addresses.size} customers have theirs, ${check.twice.length} got one twice`);
  for (const line of check.twice.slice(0, 10)) print(`twice: ${line}`);
  if (check.missing > 0 || check.twice.length > 0) process.exitCode = 1;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}

/** One line that is written over on a terminal; elsewhere a line each second. */
function openProgress(): { show(text: string): void; end(): void } {
  let shownAt = 0;
  let last = '';
  let open = false;
  const draw = (text: string): void => {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text}`);
    else print(text);
    open = process.stdout.isTTY;
    last = '';
  };
  return {
    show(text) {
      last = text;
      if (performance.now() - shownAt < (process.stdout.isTTY ? 100 : 1_000)) return;
      shownAt = performance.now();
      draw(text);
    },
    end() {
      if (last !== '') draw(last);
      if (open) process.stdout.write('\n');
    },
  };
}
