import { Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { getCustomerConsents } from '../../api/operations/consents/get-customer-consents.ts';
import { recordCustomerConsents } from '../../api/operations/consents/record-customer-consents.ts';
import type { statementSchema } from '../../api/operations/consents/schemas.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { consentsInWords } from '../format/consent-words.ts';

interface SubjectOptions {
  readonly topic?: string;
  readonly channel?: string;
  readonly marketing?: string | true;
  readonly purpose?: string;
  readonly at?: string;
  readonly until?: string;
}

/** `throughline consents`: what a customer has granted and withdrawn, and what they say on the phone. */
export function consentsCommand(): Command {
  const show = new Command('show')
    .argument('<customer>', 'their userId, or our own id')
    .description('what counts now, and the newest statements')
    .option('--limit <number>', 'at most so many statements, 200 at the most', wholeNumber, 20)
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { limit, json = false }: { limit: number; json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), getCustomerConsents, {
          params: { id },
          query: { limit },
        });
        print(json ? JSON.stringify(answer, undefined, 2) : consentsInWords(answer).join('\n'));
      }),
    );
  return new Command('consents')
    .description('look at the consents of a customer, grant or withdraw one')
    .addCommand(show)
    .addCommand(stating('grant', 'granted'))
    .addCommand(stating('withdraw', 'withdrawn'));
}

function stating(name: string, state: 'granted' | 'withdrawn'): Command {
  return new Command(name)
    .argument('<customer>', 'their userId, or our own id')
    .description(`${name} consent for a customer who said so; stored with the source "operator"`)
    .option('--topic <id>', 'marketing about this topic')
    .option('--channel <id>', 'every message by this channel, transactional ones too')
    .option('--marketing [channel]', 'all marketing, or marketing by this channel')
    .option('--purpose <purpose>', 'tracking or profiling')
    .option('--at <moment>', 'when they said so, ISO 8601; now unless given')
    .option('--until <moment>', 'until when it counts, ISO 8601: the end of a pause')
    .action(
      runCommand(async (settings: Settings, id: string, options: SubjectOptions) => {
        const statement = { ...subjectOf(options), state, ...timesOf(options) };
        const body = { statements: [statement] };
        await callOperation(apiAccess(settings), recordCustomerConsents, { params: { id }, body });
        print(`${statement.subject} ${statement.name}: ${state}.`);
      }),
    );
}

type Statement = z.input<typeof statementSchema>;

function subjectOf({ topic, channel, marketing, purpose }: SubjectOptions): Pick<Statement, 'subject' | 'name'> {
  const given: Pick<Statement, 'subject' | 'name'>[] = [
    ...(topic === undefined ? [] : [{ subject: 'topic', name: topic } as const]),
    ...(channel === undefined ? [] : [{ subject: 'channel', name: channel } as const]),
    ...(typeof marketing === 'string' ? [{ subject: 'marketing-channel', name: marketing } as const] : []),
    ...(marketing === true ? [{ subject: 'purpose', name: 'marketing' } as const] : []),
    ...(purpose === undefined ? [] : [{ subject: 'purpose', name: purpose } as const]),
  ];
  const [only] = given;
  if (only && given.length === 1) return only;
  const problem = 'give one of --topic, --channel, --marketing and --purpose';
  throw new ProblemError([{ code: 'subject-unclear', where: 'consents', problem, remedy: 'Call it once for each.' }]);
}

function timesOf({ at, until }: SubjectOptions): Pick<Statement, 'at' | 'expiresAt'> {
  return {
    ...(at !== undefined && { at: moment('--at', at) }),
    ...(until !== undefined && { expiresAt: moment('--until', until) }),
  };
}

function moment(where: string, text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  const remedy = 'Write it as in 2026-03-02T20:10Z.';
  throw new ProblemError([{ code: 'moment-unreadable', where, problem: `"${text}" is no moment`, remedy }]);
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 200.');
}
