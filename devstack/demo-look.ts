import { setTimeout as sleep } from 'node:timers/promises';
import type { DevKeys } from './dev-keys.ts';
import type { MailPage, MailSummary } from './mailbox/mailbox-store.ts';
import type { Reporter } from './reporter.ts';
import type { StackAddresses } from './stack.ts';
import { stackProblem } from './stack-problem.ts';

/** How the demonstration looks at the stack: by public interfaces, four times a second. */
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

const lookEveryMs = 250;

export interface DemoRun {
  readonly id: string;
  readonly journey: string;
}

export type Look = <Found>(what: string, logs: string, find: () => Promise<Found | undefined>) => Promise<Found>;

export function createLook(
  { signal, logFolder, addresses }: DemoOptions,
  deadline: number,
  refused: readonly string[],
): Look {
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

export async function findRun({ addresses, keys }: DemoOptions, userId: string): Promise<DemoRun | undefined> {
  const headers = { authorization: `Bearer ${keys.admin}` };
  const page = await getJson<{ items: readonly DemoRun[] }>(
    `${addresses.api}/v1/runs?userId=${encodeURIComponent(userId)}`,
    headers,
  );
  return page.items[0];
}

/** Where the console draws a run on the canvas of its version. */
export function canvasLink({ api }: StackAddresses, { journey, id }: DemoRun): string {
  return `${api}/console/journeys/${journey}?mode=run&run=${id}`;
}

export async function findMail(
  { mailbox }: StackAddresses,
  to: string,
  atLeast: number,
): Promise<MailSummary | undefined> {
  const { items, total } = await getJson<MailPage>(`${mailbox}/mails?to=${encodeURIComponent(to)}`);
  return total >= atLeast ? items.at(-atLeast) : undefined;
}

export async function getJson<Body>(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Body> {
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
  return (await response.json()) as Body;
}
