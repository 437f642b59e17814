import { runTurn } from '../../../activities/run-turn.ts';
import { email, flow, journey, on, send, template } from '../../../core/index.ts';
import type { Channel, OutgoingMessage } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { SignedUp } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

/** Which parts a customer gets, and what happens where a value is missing; the provider is scripted. */
let db: TestDatabase;
let sent: OutgoingMessage[];
beforeEach(async () => {
  db = await createTestDatabase();
  sent = [];
});
afterEach(() => db.destroy());

const provider = {
  send: async (message: OutgoingMessage) => {
    sent.push(message);
    return { result: 'accepted' as const };
  },
  close: async () => {},
};

const greet = journey(
  'greet',
  { purpose: 'transactional', entry: on(SignedUp) },
  flow(
    send('hello', template('hello'), {
      via: [email],
      failed: flow(send('plain', template('plain'), { via: [email] })),
    }),
  ),
);
const part = (html: string, language = '') => ({ [`subject${language}`]: 'Hello', [`html${language}`]: html });
const templates = [
  {
    id: 'hello',
    content: {
      email: {
        ...part('{{ customer.name }}, {{ entry.source }} ({{ message.language }}) {% render "foot" %}'),
        ...part('Hallo {{ customer.name }}, {{ "2026-07-01T22:30:00Z" | date: "%-d. %B" }} {% render "foot" %}', '.de'),
      },
    },
  },
  { id: 'plain', content: { email: part('plain') } },
];
const partials = { foot: 'bye', 'foot.de': 'tschüss' };

async function deliverTo(traits: Record<string, string>, workspace?: object) {
  await publish(db.database, 'default', { journeys: [greet], templates, partials, ...(workspace && { workspace }) });
  await takeIn(db, { userId: 'ann', properties: { email: 'ann@example.com', ...traits } });
  await takeIn(db, { userId: 'ann', name: 'Signed Up', properties: { source: 'ads' } });
  const [run] = await db.look<{ id: string }>('select id from journey_runs');
  const id = run?.id ?? '';
  const attempt = async () => {
    const { openJobs } = await runTurn(db.database, id, Date.now());
    const channels = new Map<string, Channel>([['email', { ...channelKinds.email, provider }]]);
    const options = { channels, leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000 };
    for (const { visit, messageId } of openJobs)
      await deliver(
        { database: db.database, ...options },
        { journeyRunId: id, visit, messageId: messageId as string },
        Date.now(),
      );
  };
  await attempt();
  return { id, attempt };
}
const ledger = () =>
  db.look('select step_id, state, language, template_version from messages order by created_at, visit');

it.each([
  ['de-AT', {}, 'de'],
  ['de_DE', {}, 'de'],
  ['fr', {}, null],
  ['fr', { languages: { default: 'de' } }, 'de'],
  ['en-US', { languages: { default: 'de' } }, 'de'],
])(
  'a customer with the locale %s in a workspace with %j gets the parts in %s, as the ledger says',
  async (locale, workspace, language) => {
    await deliverTo({ name: 'Ann', locale, timezone: 'Europe/Vienna' }, workspace);
    const [english, german] = ['Ann, ads (en) bye', 'Hallo Ann, 2. Juli tschüss'];
    expect(sent.map(({ parts }) => parts.html)).toEqual([language === null ? english : german]);
    expect(await ledger()).toEqual([{ step_id: 'hello', state: 'accepted', language, template_version: 1 }]);
  },
);

it('without a value for what is printed, nothing is sent, and the run takes its failure path', async () => {
  const { id, attempt } = await deliverTo({});
  expect(sent).toEqual([]);
  expect(await ledger()).toEqual([
    { step_id: 'hello', state: 'failed-permanently', language: null, template_version: 1 },
  ]);
  const failures = await db.look('select code, message from failures where journey_run_id = ?', [id]);
  expect(failures).toEqual([
    { code: 'template-variable-missing', message: 'the variable "customer.name" has no value (email.html, line 1)' },
  ]);
  expect(await db.look('select outcome, error_code from message_attempts')).toEqual([
    { outcome: 'failed-permanently', error_code: 'template-variable-missing' },
  ]);
  await attempt();
  expect(sent.map(({ parts }) => parts.html)).toEqual(['plain']);
});
