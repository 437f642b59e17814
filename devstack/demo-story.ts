import { setTimeout as sleep } from 'node:timers/promises';
import type { Analytics } from '@segment/analytics-node';
import { canvasLink, type DemoOptions, findMail, findRun, getJson, type Look } from './demo-look.ts';

/**
 * The demonstration's second act: a mail that is opened and not clicked, so the same message in the product; a look at the
 * prices, so a task for sales at once and no mail on day 3. It is the journey of examples/journeys with its days made
 * seconds, published under a name of its own. What the customer does goes through the mail's own pixel, the inbox and
 * Segment's client.
 */
export interface DemoStory {
  readonly options: DemoOptions;
  readonly look: Look;
  readonly say: (text: string) => void;
  readonly client: Analytics;
  readonly userId: string;
}

const id = 'opened-not-clicked';
/** Also what the test shop's button says. */
const entryEvent = 'Quick Trial Started';
const secondsADay = 9;
/** A picture that is loaded within five seconds after delivery counts as loaded by a machine. */
const readsAfterMs = 5_500;

interface Stored {
  readonly definition: { readonly id: string; readonly steps: Readonly<Record<string, unknown>> } & Record<
    string,
    unknown
  >;
}

export async function playStory({ options, look, say, client, userId }: DemoStory): Promise<void> {
  const { addresses, keys, reporter } = options;
  const { strong } = reporter.style;
  const headers = { authorization: `Bearer ${keys.admin}` };
  const email = `${userId}@example.com`;
  const act = (path: string, fields: Readonly<Record<string, string>> = {}) =>
    fetch(`${addresses.mailbox}/act/${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      // As the browser of a person: a program that opens mails is known as one.
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' },
    });

  const { definition } = await getJson<Stored>(`${addresses.api}/v1/journeys/${id}`, headers);
  await publishQuick(options, definition);
  say(`published ${strong(`${id}-quick`)}: the same journey, with a day of ${secondsADay} seconds`);
  client.identify({ userId, traits: { email, firstName: 'Grace' } });
  client.track({ userId, event: entryEvent });
  const run = await look('a run of it', 'worker.log', () => findRun(options, userId));
  const mail = await look('its first mail', 'worker.log', () => findMail(addresses, email, 1));
  say(
    `${strong(email)} began a trial and got the mail ${strong(`"${mail.subject}"`)}  ${addresses.mailbox}/read/${mail.id}`,
  );
  say(`its run on the canvas: ${canvasLink(addresses, run)}`);
  await sleep(readsAfterMs, undefined, { signal: options.signal });
  await act(`mails/${mail.id}/open`);
  say('opens the mail and clicks nothing: the journey waits a day for a click');

  const inApp = await look('the in-app message', 'worker.log', async () => {
    const query = `userId=${encodeURIComponent(userId)}&limit=1`;
    const address = `${addresses.api}/v1/in-app-messages?${query}`;
    return (await getJson<{ items: { id: string; title: string }[] }>(address, headers)).items[0];
  });
  say(`opened, but not clicked within a day: so the same message in the product, ${strong(`"${inApp.title}"`)}`);
  await act(`in-app/${inApp.id}/seen`, { userId });
  client.track({ userId, event: 'Pricing Viewed', properties: { page: '/pricing' } });
  say('sees it and visits the pricing page (track "Pricing Viewed")');

  const task = await look('a task for sales', 'worker.log', async () => {
    const address = `${addresses.api}/v1/tasks?userId=${encodeURIComponent(userId)}&limit=1`;
    return (await getJson<{ items: { assignee: string | null }[] }>(address, headers)).items[0];
  });
  say(
    `pricing after the in-app message: so sales has a task now, ${strong(task.assignee ?? 'open')}  ${addresses.mailbox}/read/tasks`,
  );
  const skipped = await look('day 3', 'worker.log', async () => {
    const { visits } = await getJson<RunSteps>(`${addresses.api}/v1/runs/${run.id}`, headers);
    return visits.find(({ step, leftAt }) => step === 'day-3' && leftAt !== null);
  });
  const second = await findMail(addresses, email, 2);
  say(`day 3: ${second ? 'the mail is sent' : 'no mail'}${skipped.way === null ? '' : `, ${skipped.way}`}`);
  say(`why, step by step: throughline run show ${run.id}`);
}

interface RunSteps {
  readonly visits: readonly { readonly step: string; readonly leftAt: string | null; readonly way: string | null }[];
}

/** Days of waits become seconds; how long a message or a task is good stays as it is. */
async function publishQuick({ addresses, keys }: DemoOptions, definition: Stored['definition']): Promise<void> {
  const quick = (text: string) => text.replace(/^P(\d+)D$/, (_, days: string) => `PT${Number(days) * secondsADay}S`);
  const steps = Object.fromEntries(
    Object.entries(definition.steps as Record<string, Record<string, unknown>>).map(([step, { ...settings }]) => {
      for (const name of ['for', 'timeout'])
        if (typeof settings[name] === 'string') settings[name] = quick(settings[name]);
      return [step, settings];
    }),
  );
  const entry = [{ on: 'event', event: entryEvent, maxAge: 'PT1H' }];
  const title = 'Welcome to the trial, with a day of seconds';
  const journeys = [{ ...definition, id: `${id}-quick`, title, entry, reentry: 'always', steps }];
  const response = await fetch(`${addresses.api}/v1/publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ journeys }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`publishing the quick journey was answered ${response.status}`);
}
