import { Command, InvalidArgumentError } from 'commander';
import { eraseCustomer } from '../../api/operations/customers/erase-customer.ts';
import { findCustomer } from '../../api/operations/customers/find-customer.ts';
import { getCustomer } from '../../api/operations/customers/get-customer.ts';
import { getCustomerAhead } from '../../api/operations/customers/get-customer-ahead.ts';
import { mergeCustomers } from '../../api/operations/customers/merge-customers.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { aheadInWords, customerInWords, mergeInWords } from '../format/customer-words.ts';
import { writeStream } from '../write-stream.ts';

interface ShowOptions {
  readonly limit: number;
  readonly after?: string;
  readonly json?: boolean;
}

/** `throughline customer`: one customer over all journeys, and two who are one. */
export function customerCommand(): Command {
  const show = new Command('show')
    .argument('<customer>', 'an id of ours, a userId, or an identity such as email:ann@example.com')
    .description(
      'who a customer is, all that happened, what was not sent and why, and what comes next if nothing happens',
    )
    .option('--limit <number>', 'entries of the timeline, 200 at the most', wholeNumber, 50)
    .option('--after <place>', 'older entries: the place that the page before named')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, named: string, { limit, after, json = false }: ShowOptions) => {
        const access = apiAccess(settings);
        const page = { limit, after };
        const customer = /^[A-Za-z][\w-]*:/.test(named)
          ? await callOperation(access, findCustomer, { query: { identity: named, ...page } })
          : await callOperation(access, getCustomer, { params: { id: named }, query: page });
        if (json) return print(JSON.stringify(customer, undefined, 2));
        const ahead = await callOperation(access, getCustomerAhead, { params: { id: customer.id } });
        print([...customerInWords(customer), ...aheadInWords(ahead)].join('\n'));
      }),
    );
  const merge = new Command('merge')
    .argument('<from>', 'the customer who goes: an id of ours, or a userId')
    .argument('<into>', 'the customer who stays')
    .option('--yes', 'join them; without it, the command only says what would happen')
    .description('join two customers who are one person; it cannot be undone')
    .action(
      runCommand(async (settings, from: string, into: string, { yes = false }: { yes?: boolean }) => {
        const body = { from, dryRun: !yes };
        const done = await callOperation(apiAccess(settings), mergeCustomers, { params: { id: into }, body });
        print(mergeInWords(done, { from, into }).join('\n'));
      }),
    );
  const exportAll = new Command('export')
    .argument('<customer>', 'an id of ours, or a userId')
    .option('--out <file>', 'where to; stdout unless given')
    .description('write all that is stored about a customer, a line of JSON each')
    .action(
      runCommand(async (settings, id: string, { out }: { out?: string }) => {
        await writeStream(apiAccess(settings), `/v1/customers/${encodeURIComponent(id)}/export`, out);
      }),
    );
  const erase = new Command('erase')
    .argument('<customer>', 'an id of ours, or a userId')
    .option('--yes', 'erase them; without it, the command only says what would happen')
    .description('erase a customer at once and for good; hashes of addresses that said no stay')
    .action(
      runCommand(async (settings, id: string, { yes = false }: { yes?: boolean }) => {
        if (!yes) return print(`Would erase ${id} and all that is stored about them, for good. With --yes it is done.`);
        const { runs, keptRefusals } = await callOperation(apiAccess(settings), eraseCustomer, { params: { id } });
        print(`Erased, with ${runs} runs. Addresses whose "no" is kept as a hash: ${keptRefusals}.`);
      }),
    );
  return new Command('customer')
    .description('look at a customer, join two who are one, export or erase one')
    .addCommand(exportAll)
    .addCommand(erase)
    .addCommand(show)
    .addCommand(merge);
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 200.');
}
