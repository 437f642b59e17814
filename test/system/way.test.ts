import type { Published } from '../../services/publishing/publish.ts';
import { searchAttributes } from '../../workflows/contract.ts';
import { runCommand } from '../support/command.ts';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(120_000);

let system: System;
let worker: Awaited<ReturnType<typeof startWorkerHere>>;
beforeAll(async () => {
  system = await startSystem({ apiProcess: {} }); // as built, with its page
  worker = await startWorkerHere(system);
  await system.publish({ journeys: [welcome({ settle: '1 second', timeout: '2 seconds' })], templates });
});
afterAll(() => system.stop());

const subjects = async (to: string) => (await system.mails(to)).map(({ subject }) => subject.split(' ')[0]);
const runOf = async (userId: string) =>
  (
    await system.db.look<{ id: string; end_reason: string | null; customer_id: string }>(
      `select run.id, run.end_reason, run.customer_id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
      [userId],
    )
  )[0];
const ended = (userId: string) =>
  eventually(
    () => runOf(userId),
    (run) => run?.end_reason != null,
  );

function signUp(userId: string, analytics = system.analytics()) {
  analytics.identify({ userId, traits: { email: `${userId}@example.com`, name: userId } });
  analytics.track({ userId, event: 'Signed Up', properties: { source: 'test' } });
  return analytics;
}

it('an event from the Segment client becomes a journey and its mails, and the event waited for takes its way out', async () => {
  const analytics = signUp('ann');
  await eventually(
    () => subjects('ann@example.com'),
    (seen) => seen.length === 1,
  );
  analytics.track({ userId: 'ann', event: 'Project Created', properties: { name: 'p' } });
  expect(await ended('ann')).toMatchObject({ end_reason: 'completed' });
  expect(await subjects('ann@example.com')).toEqual(['hello', 'bravo']);
});

it('an event that came between two steps is not missed by the wait-for behind them', async () => {
  // The answer is there before the mail is out: the wait-for looks back to the start of the send, so it counts only
  // when it came after that. One in the wait before does not.
  const analytics = signUp('early');
  await eventually(
    () => runOf('early'),
    (run) => run !== undefined,
  );
  analytics.track({ userId: 'early', event: 'Project Created' });
  expect(await ended('early')).toMatchObject({ end_reason: 'no-project' });
});

it('nothing within the time takes the way of the timeout', async () => {
  signUp('tim');
  expect(await ended('tim')).toMatchObject({ end_reason: 'no-project' });
  expect(await subjects('tim@example.com')).toEqual(['hello', 'nudge']);
});

it('an exit rule ends a run in the middle of a wait, and no mail follows', async () => {
  const analytics = signUp('eve');
  await eventually(
    () => runOf('eve'),
    (run) => run !== undefined,
  );
  analytics.track({ userId: 'eve', event: 'Account Closed' });
  expect(await ended('eve')).toMatchObject({ end_reason: 'closed' });
  expect(await subjects('eve@example.com')).toEqual([]);
});

it('each mail carries its key, and every mail of this file was sent once', async () => {
  const mails = await system.mails();
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
  const keys = await system.db.look<{ key: string }>(`select id as key from messages where state = 'accepted'`);
  expect(mails.map(({ messageId }) => messageId.slice(1).split('@')[0]).sort()).toEqual(
    keys.map(({ key }) => key).sort(),
  );
});

it("Temporal's UI tells journey, version, customer, the step and what is waited for, and nothing of the customer's", async () => {
  await system.publish({ journeys: [welcome({ settle: '3 days' })] });
  signUp('uwe');
  const run = await eventually(
    () => runOf('uwe'),
    (found) => found !== undefined,
  );
  const handle = system.temporal.workflow.getHandle(`welcome/${run?.id}`);
  const history = await eventually(
    () => handle.fetchHistory().catch(() => undefined),
    (found) => found?.events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes) ?? false,
  );
  const timer = history?.events?.find(({ timerStartedEventAttributes }) => timerStartedEventAttributes);
  expect(Buffer.from(timer?.userMetadata?.summary?.data ?? []).toString()).toMatch(/settle: waiting.* until 20\d\d-/);
  const { typedSearchAttributes } = await handle.describe();
  const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
  expect(attributes).toMatchObject({
    [searchAttributes.journey]: 'welcome',
    [searchAttributes.version]: 'v2',
    [searchAttributes.customer]: run?.customer_id,
    [searchAttributes.workspace]: 'default',
  });
  expect(
    JSON.stringify(history, (_name, value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value)),
  ).not.toMatch(/uwe/);
  await system.publish({ journeys: [welcome({ settle: '1 second', timeout: '2 seconds' })] });
});

it('a run that waits goes on in the next version by a map, with the start of its wait, and its mail is sent once', async () => {
  await system.publish({ journeys: [welcome({ settle: '3 days' })] });
  signUp('mia');
  await eventually(
    async () =>
      system.db.look('select 1 from run_visits where journey_run_id = ?', [
        (await runOf('mia'))?.id ?? '00000000-0000-0000-0000-000000000000',
      ]),
    (visits) => visits.length > 0,
  );
  const next = welcome({ settle: '1 second', timeout: '2 seconds' });
  const { settle, ...others } = next.steps as Record<string, (typeof next.steps)[string]>;
  const renamed = { ...next, start: 'rest', steps: { rest: settle as (typeof next.steps)[string], ...others } };
  const published = (await system.publish({
    journeys: [renamed],
    runs: { act: 'migrate', maps: { welcome: { settle: 'rest' } } },
  })) as Published;
  expect(published.journeys).toMatchObject([{ bulkAct: expect.any(String) }]);
  expect(await ended('mia')).toMatchObject({ end_reason: 'no-project' });
  expect(await subjects('mia@example.com')).toEqual(['hello', 'nudge']);
  const run = await runOf('mia');
  const { output } = await runCommand(system, ['run', 'show', run?.id ?? '']);
  expect(output).toMatch(/it was asked to go on in version \d+/);
  expect(output).toMatch(/left settle.*: the run went on in another version/);
  await system.publish({ journeys: [next] });
});

it('a cancel in Temporal is an exit of the run', async () => {
  await system.publish({ journeys: [welcome({ settle: '3 days' })] });
  signUp('can');
  const cancelled = await eventually(
    () => runOf('can'),
    (found) => found !== undefined,
  );
  const handle = system.temporal.workflow.getHandle(`welcome/${cancelled?.id}`);
  await eventually(
    () => handle.describe().catch(() => undefined),
    (found) => found !== undefined,
  );
  await handle.cancel();
  expect(await ended('can')).toMatchObject({ end_reason: 'cancelled' });
  await eventually(
    () => handle.describe(),
    ({ status }) => status.name === 'COMPLETED',
  );
});

it('the API accepts while no worker and no Temporal client is there, and everything follows later', async () => {
  await system.publish({ journeys: [welcome({ settle: '1 second', timeout: '2 seconds' })] });
  await worker.stop();
  signUp('lee');
  await eventually(
    () => runOf('lee'),
    (run) => run !== undefined,
  );
  worker = await startWorkerHere(system);
  await ended('lee');
  expect(await subjects('lee@example.com')).toEqual(['hello', 'nudge']);
});

it('the built API shows its page, and every file of it comes from the API itself', async () => {
  const page = await fetch(`${system.apiUrl}/docs`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const html = await page.text();
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
  expect(files).toEqual(['data:,', 'swagger-ui.css', 'swagger-ui-bundle.js', 'page.js']);
  for (const file of [...files.slice(1), '../openapi.json']) {
    expect({ file, status: (await fetch(new URL(file, page.url))).status }).toEqual({ file, status: 200 });
  }
});
