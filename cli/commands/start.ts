import { once } from 'node:events';
import { join } from 'node:path';
import { Command } from 'commander';
import { readSettings, type Settings } from '../../config/settings.ts';
import { coerceError } from '../../core/base/failure.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { exampleJourneys, playDemo } from '../../devstack/demo.ts';
import { createReporter, inSeconds, type Reporter } from '../../devstack/reporter.ts';
import { type Stack, startStack } from '../../devstack/stack.ts';
import { pushFolder } from '../push.ts';
import { signInAddress } from './sign-in.ts';

/**
 * `throughline start`: the whole local stack, until Ctrl-C.
 * Exit codes: 0 after a stop that was asked for (Ctrl-C, SIGTERM, a closed terminal), also one that broke the start off;
 * 1 when the start failed; 130 when the stop was cut short by a second Ctrl-C.
 */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'start PostgreSQL, Temporal with its UI, the API, a worker and a dev mailbox, and play a demonstration',
    )
    .option('--no-demo', 'start without the demonstration')
    .addHelpText(
      'after',
      '\nData stays in .throughline/ (THROUGHLINE_DATA). Ctrl-C stops everything; twice kills at once.',
    )
    .action(async ({ demo }: { demo: boolean }) => {
      process.exitCode = await start(demo);
      // Nothing should be open any more; if a library's socket is, it must not hold the terminal.
      setTimeout(() => process.exit(), 1_000).unref();
    });
}

async function start(withDemo: boolean): Promise<number> {
  const reporter = createReporter();
  const { stopping, killing } = listenToSignals(reporter);
  const startedAt = Date.now();
  let stack: Stack;
  try {
    const settings = readSettings();
    reporter.say('Throughline is starting. Ctrl-C stops it.');
    stack = await startStack({ settings, reporter, signal: stopping, killSignal: killing });
    const { addresses, keys } = stack;
    const link = await signInAddress({ apiUrl: addresses.api, adminKey: keys.admin });
    reporter.say(inWords(stack, settings, reporter, inSeconds(Date.now() - startedAt), link));
    if (withDemo) showDemo(stack, reporter, stopping, join(settings.dataFolder, 'logs'));
  } catch (error) {
    if (stopping.aborted) {
      reporter.say('Stopped.');
      return 0;
    }
    reporter.say(toPrint(error));
    return 1;
  }
  if (!stopping.aborted) await once(stopping, 'abort');
  await stack.stop();
  reporter.say('Stopped. The data stays; the next start goes on from here.');
  return 0;
}

function showDemo(stack: Stack, reporter: Reporter, signal: AbortSignal, logFolder: string): void {
  const { addresses, keys } = stack;
  const push = async (path: string) =>
    (await pushFolder({ apiUrl: addresses.api, adminKey: keys.admin, path })).journeys;
  playDemo({ addresses, keys, reporter, signal, logFolder, push }).catch((error: unknown) => {
    if (!signal.aborted) reporter.say(`  The demonstration stopped. ${toPrint(error)}`);
  });
}

/**
 * npm hands a Ctrl-C on to us that the terminal has sent us already, so what follows at once is the same one again.
 */
function listenToSignals(reporter: Reporter): { stopping: AbortSignal; killing: AbortSignal } {
  const stopping = new AbortController();
  const killing = new AbortController();
  const sameOneMs = 400;
  let askedAt = 0;
  const onSignal = (): void => {
    if (!stopping.signal.aborted) {
      askedAt = Date.now();
      reporter.say('\nStopping: what is under way is finished first. Ctrl-C again kills at once.');
      stopping.abort();
    } else if (Date.now() - askedAt > sameOneMs) {
      killing.abort();
      reporter.say('Killed. What was under way is taken up again by the next start.');
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { stopping: stopping.signal, killing: killing.signal };
}

function inWords(
  { addresses, keys }: Stack,
  settings: Settings,
  { style }: Reporter,
  took: string,
  link: string,
): string {
  const lines: [string, string][] = [
    ['Console', `${link}  (signs in once, within ten minutes; a new one: throughline sign-in)`],
    ['API', addresses.api],
    ['API docs', `${addresses.api}/docs`],
    ['Mailbox', addresses.mailbox],
    ['Test shop', `${addresses.mailbox}/shop`],
    ['Mails go', whereTo(settings.smtpUrl, 'the mailbox', 'THROUGHLINE_SMTP_URL')],
    ['Webhooks go', whereTo(settings.webhookUrl, 'the mailbox', 'THROUGHLINE_WEBHOOK_URL')],
    ...(addresses.temporalUi === undefined ? [] : [['Temporal UI', addresses.temporalUi] as [string, string]]),
    ['Temporal', addresses.temporal],
    ['Metrics', `${addresses.apiMetrics} (API), ${addresses.workerMetrics} (worker)`],
    ['PostgreSQL', hidePasswordOfOthers(addresses.database)],
    ['Browser key', keys.browser],
    ['Server key', keys.server],
    ['Admin key', keys.admin],
    ['Examples', exampleJourneys],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    `\n${style.strong('Throughline is ready')} after ${took}:`,
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ].join('\n');
}

/** Where messages go. What the settings name is real: its recipients get them. */
function whereTo(url: string | undefined, otherwise: string, variable: string): string {
  if (url === undefined) return `to ${otherwise} and nowhere else`;
  const { protocol, host } = new URL(url);
  return `to ${protocol}//${host}, as ${variable} says: real messages leave this machine`;
}

/** Our own database's password is only good on this machine; the one in a DATABASE_URL may open something else. */
function hidePasswordOfOthers(url: string): string {
  const parsed = new URL(url);
  if (parsed.hostname === '127.0.0.1') return url;
  if (parsed.password !== '') parsed.password = '…';
  return parsed.toString();
}

function toPrint(thrown: unknown): string {
  if (thrown instanceof ProblemError) return thrown.message;
  const error = coerceError(thrown);
  return error.message.includes('\n') ? error.message : (error.stack ?? error.message);
}
