import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Analytics } from '@segment/analytics-node';
import { packageRoot } from '../config/package-root.ts';
import { canvasLink, createLook, type DemoOptions, findMail, findRun } from './demo-look.ts';
import { playStory } from './demo-story.ts';
import { inSeconds } from './reporter.ts';

/**
 * The first minute of a newcomer: the example journeys are published, then a made-up customer signs up through the real
 * Segment client, enters, waits, gets a mail, does what the mail asks for, and gets the next.
 * A second customer then lives through demo-story.ts. It uses public interfaces only: the
 * client, the API with the admin key, the mailbox. It polls four times a second and prints what happens. All stages share
 * one minute; when one does not come, the demonstration prints where to look.
 */
const wholeMs = 60_000;

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
    say(`entered ${strong(run.journey)}; watch it on the canvas: ${canvasLink(addresses, run)}`);
    say('waits a few seconds, as the journey says');

    const first = await look('the first mail', 'worker.log', () => findMail(addresses, email, 1));
    say(`got the mail ${strong(`"${first.subject}"`)}  ${addresses.mailbox}/read/${first.id}`);

    client.track({ userId, event: 'Project Created', properties: { name: 'Analytical Engine' } });
    say('created a project (track "Project Created"): the wait for it ends at once');
    const second = await look('the second mail', 'worker.log', () => findMail(addresses, email, 2));
    say(`got the mail ${strong(`"${second.subject}"`)}  ${addresses.mailbox}/read/${second.id}`);
    await playStory({ options, look, say, client, userId: `grace-${randomBytes(2).toString('hex')}` });
    reporter.say(
      `  That was it, in ${inSeconds(Date.now() - startedAt)}. The journeys are in examples/journeys: change one and push it.`,
    );
  } finally {
    await client.closeAndFlush({ timeout: 2_000 });
  }
}
