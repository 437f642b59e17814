import { Command, InvalidArgumentError } from 'commander';
import { writeKeyOf } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { openPlace } from '../../services/transfer/place.ts';
import { readPurchaseLog, totalsOf } from '../../services/transfer/purchases.ts';
import { addressOf, replay } from '../../services/transfer/replay.ts';

import { print, runCommand } from '../command-line.ts';
import { createPace, grouped, openProgress } from '../format/progress.ts';
import { checkMails, countInMailbox, type MailboxCounts } from '../mail-check.ts';

interface ReplayFlags {
  readonly live?: boolean;
  readonly limit?: number;
  readonly rate?: number;
  readonly resume?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .argument('<file>', 'a purchase log as CDNOW has it (customer, date, items, dollars), gzipped or not')
    .option('--live', 'as of now, so that journeys are entered; without it, at the original time, and nothing enters')
    .option('--limit <count>', 'only the first purchases of the file', wholeNumber)
    .option('--rate <count>', 'purchases a second at the most', wholeNumber)
    .option('--resume', 'go on where an earlier replay of this file was stopped')
    .description('send a log of real purchases through the Segment client; sending it again changes nothing')
    .action(runCommand(runReplay));
}

async function runReplay(settings: Settings, file: string, flags: ReplayFlags): Promise<void> {
  const { live = false, rate } = flags;
  const log = readPurchaseLog(file);
  const until = Math.min(flags.limit ?? log.purchases.length, log.purchases.length);
  const { purchases, customers, dollars, busiest } = totalsOf(log.purchases.slice(0, until));
  print(
    `${file}: ${grouped(purchases)} purchases of ${grouped(customers)} customers, ${dollars} dollars; ` +
      `busiest day ${busiest.date} with ${grouped(busiest.purchases)}`,
  );
  const place = openPlace(settings.dataFolder, {
    name: `replay-${log.digest}${live ? '-live' : ''}`,
    apiUrl: settings.apiUrl,
  });
  const left = place.read();
  const from = flags.resume ? Math.min(left, until) : 0;
  if (from > 0) print(`going on after ${grouped(from)} purchases that were answered for`);
  else if (left > 0) print(`an earlier replay stopped after ${grouped(left)}: --resume goes on there`);

  const mailbox = `http://127.0.0.1:${settings.ports.mailbox}`;
  const before = live ? await countInMailbox(mailbox) : undefined;
  const progress = openProgress();
  const pace = createPace(from, until, 'purchases');
  const report = await replay({
    apiUrl: settings.apiUrl,
    writeKey: writeKeyOf(settings),
    log,
    from,
    until,
    live,
    rate,
    onProgress(at) {
      if (at > left) place.keep(at);
      progress.show(pace(at));
    },
  });
  progress.end();
  print(
    `${report.isComplete ? `sent ${grouped(until - from)} purchases` : 'stopped'} in ${report.seconds.toFixed(1)} s: accepted ${report.accepted}, duplicates ` +
      `${report.duplicates} (each customer's identify is counted too), runs entered ${report.entered}`,
  );
  for (const line of report.refused.slice(0, 10)) print(`refused: ${line}`);
  if (!report.isComplete) {
    print(`Not all of it arrived: is the API at ${settings.apiUrl} up? Then go on with --resume.`);
    process.exitCode = 1;
    return;
  }
  if (report.refused.length > 0) process.exitCode = 1;
  if (until >= left) place.forget();
  if (before) await reportMessages(mailbox, before, new Set(log.purchases.slice(0, until).map(addressOf)));
}

/** Only the local stack has a mailbox that can be asked. */
async function reportMessages(mailbox: string, before: MailboxCounts, addresses: ReadonlySet<string>): Promise<void> {
  const progress = openProgress();
  const check = await checkMails(mailbox, addresses, 30_000, (reached) =>
    progress.show(`${grouped(reached)} of ${grouped(addresses.size)} customers have their mail`),
  );
  progress.end();
  const after = await countInMailbox(mailbox);
  if (!check || !after) return;
  print(
    `messages sent since it began: ${after.mails - before.mails} e-mails, ${after.webhooks - before.webhooks} webhooks`,
  );
  print(`mails: ${check.reached} of ${addresses.size} customers have theirs, ${check.twice.length} got one twice`);
  for (const line of check.twice.slice(0, 10)) print(`twice: ${line}`);
  if (check.missing > 0 || check.twice.length > 0) process.exitCode = 1;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}
