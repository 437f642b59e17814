import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { packageRoot } from '../config/package-root.ts';
import type { DevKeys } from './dev-keys.ts';
import type { MailPage, MailSummary } from './mailbox/mailbox-store.ts';
import { inSeconds, type Reporter } from './reporter.ts';
import type { StackAddresses } from './stack.ts';
import { stackProblem } from './stack-problem.ts';

/**
 * The first minute of a newcomer: the example journeys are published, then a made-up customer signs up through the real
 * Segment client, enters, waits, gets a mail, does what the mail asks for, and gets the next. It uses public interfaces only: the
 * client, the API with the admin key, the mailbox. It polls four times a second and prints what happens. All stages share
 * one minute; when one does not come, the demonstration prints where to look.
 */
export interface DemoOptions {
  readonly addresses: StackAddresses;
  readonly keys: DevKeys;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly logFolder: string;
  /** Publishes the journeys of a folder, as `throughline push` does. */
  readonly push: (folder: string) => Promise<readonly PushedJourney[]>;
}

interface PushedJourney {
  readonly id: string;
  readonly version: number;
  readonly change: string;
}

const wholeMs = 60_000;
const lookEveryMs = 250;

export const exampleJourneys = join(packageRoot(), 'examples/journeys');

export async function playDemo(options: DemoOptions): Promise<void> {
  const { addresses, keys, reporter } = options;
  const startedAt = Date.now();
  const say = (text: string): void => reporter.say(`  ${inSeconds(Date.now() - startedAt).padStart(6)}  ${text}`);
  const strong = reporter.style.strong;

  reporter.say('\nDemonstration (leave it out with --no-demo):');
  const journeys = await options.push(exampleJourneys);
  const names = journeys.map(({ id, version, change }) => `${id} version ${version} (${change})`);
  say(`pushed examples/journeys: ${names.join(', ')}`);

  const userId = `ada-${randomBytes(2).toString('hex')}`;
  const email = `${userId}@example.com`;
  const client = new Analytics({ writeKey: keys.server, host: addresses.api, flushAt: 1 });
  const refused: string[] = [];
  client.on('error', ({ code, reason }) => refused.push(`${code}${reason === undefined ? '' : `: ${String(reason)}`}`));
  try {
    client.identify({ userId, traits: { email, firstName: 'Ada', plan: 'trial' } });
    client.track({ userId, event: 'Signed Up', properties: { source: 'demonstration' } });
    say(`${strong(email)} signed up, sent by @segment/analytics-node: identify, track "Signed Up"`);

    const look = createLook(options, startedAt + wholeMs, refused);
    const run = await look('a journey to be entered', 'api.log and worker.log', () => findRun(options, userId));
    say(`entered ${strong(run.journey)}, run ${run.id}${runLink(addresses, run)}`);
    say('waits a few seconds, as the journey says');

    const first = await look('the first mail', 'worker.log', () => findMail(addresses, email, 1));
    say(`got the mail ${strong(`"${first.subject}"`)}  ${addresses.mailbox}/read/${first.id}`);

    client.track({ userId, event: 'Project Created', properties: { name: 'Analytical Engine' } });
    say('created a project (track "Project Created"): the wait for it ends at once');
    const second = await look('the second mail', 'worker.log', () => findMail(addresses, email, 2));
    say(`got the mail ${strong(`"${second.subject}"`)}  ${addresses.mailbox}/read/${second.id}`);
    reporter.say(
      `  That was it, in ${inSeconds(Date.now() - startedAt)}. The journeys are in examples/journeys: change one and push it.`,
    );
  } finally {
    await client.closeAndFlush({ timeout: 2_000 });
  }
}

interface DemoRun {
  readonly id: string;
  readonly journey: string;
}

type Look = <Found>(what: string, logs: string, find: () => Promise<Found | undefined>) => Promise<Found>;

function createLook({ signal, logFolder, addresses }: DemoOptions, deadline: number, refused: readonly string[]): Look {
  return async (what, logs, find) => {
    let lastFault = '';
    while (Date.now() < deadline) {
      try {
        const found = await find();
        if (found !== undefined) return found;
        lastFault = '';
      } catch (error) {
        lastFault = (error as Error).message; // a role may just be starting again
      }
      await sleep(lookEveryMs, undefined, { signal });
    }
    const seen = [lastFault, ...refused].filter(Boolean);
    throw stackProblem(
      'demonstration-stopped',
      'demonstration',
      `waited for ${what}, which did not come within a minute${seen.length > 0 ? ` (${seen.join('; ')})` : ''}`,
      `Everything stays up. Look into ${logs} in ${logFolder}${addresses.temporalUi ? `, and at ${addresses.temporalUi}` : ''}.`,
    );
  };
}

async function findRun({ addresses, keys }: DemoOptions, userId: string): Promise<DemoRun | undefined> {
  const headers = { authorization: `Bearer ${keys.admin}` };
  const page = await getJson<{ items: readonly DemoRun[] }>(
    `${addresses.api}/v1/runs?userId=${encodeURIComponent(userId)}`,
    headers,
  );
  return page.items[0];
}

async function findMail({ mailbox }: StackAddresses, to: string, atLeast: number): Promise<MailSummary | undefined> {
  const { items, total } = await getJson<MailPage>(`${mailbox}/mails?to=${encodeURIComponent(to)}`);
  return total >= atLeast ? items.at(-atLeast) : undefined;
}

async function getJson<Body>(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Body> {
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
  return (await response.json()) as Body;
}

/** The workflow is named journey/run. */
function runLink({ temporalUi, temporalNamespace }: StackAddresses, { journey, id }: DemoRun): string {
  if (temporalUi === undefined) return '';
  const workflow = encodeURIComponent(`${journey}/${id}`);
  return `  ${temporalUi}/namespaces/${encodeURIComponent(temporalNamespace)}/workflows/${workflow}`;
}
