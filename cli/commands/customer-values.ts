import { Command } from 'commander';
import { getCustomerValues } from '../../api/operations/customers/get-customer-values.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { customerValuesInWords } from '../format/customer-values-words.ts';

/** `throughline customer-values`: what customers' value is made from, and how well it foretold. */
export function customerValuesCommand(): Command {
  return new Command('customer-values')
    .description('customers by stage as buyers, what is expected of them, and how good an earlier model was')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const found = await callOperation(apiAccess(settings), getCustomerValues, {});
        print(json ? JSON.stringify(found, undefined, 2) : customerValuesInWords(found).join('\n'));
      }),
    );
}
