import { Command, InvalidArgumentError } from 'commander';
import { findCustomer } from '../../api/operations/customers/find-customer.ts';
import { getCustomer } from '../../api/operations/customers/get-customer.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { customerInWords } from '../format/customer-words.ts';

interface ShowOptions {
  readonly limit: number;
  readonly after?: string;
  readonly json?: boolean;
}

/** `throughline customer show`: one customer over all journeys. */
export function customerCommand(): Command {
  const show = new Command('show')
    .argument('<customer>', 'an id of ours, a userId, or an identity such as email:ann@example.com')
    .description('who a customer is, and all that happened: events, journeys, messages, and what was not sent and why')
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
        print(json ? JSON.stringify(customer, undefined, 2) : customerInWords(customer).join('\n'));
      }),
    );
  return new Command('customer').description('look at a customer').addCommand(show);
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 200.');
}
