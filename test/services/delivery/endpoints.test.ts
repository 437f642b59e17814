import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runTurn } from '../../../activities/run-turn.ts';
import { alert, defineEvent, flow, journey, on, send, t, template, webhookTo } from '../../../core/index.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { sendAlert } from '../../../services/delivery/send-alert.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestRun } from '../../support/runs.ts';
import { type Sink, startSink } from '../../support/sink.ts';

/** Channels with a name, from the published configuration to real HTTP receivers. */
let db: TestDatabase;
let sink: Sink;
let slack: Server;
let posted: unknown[];
let slackAnswer: { status: number; body: string };
let channels: ReturnType<typeof openChannels>;
beforeEach(async () => {
  [db, sink] = await Promise.all([createTestDatabase(), startSink()]);
  posted = [];
  slackAnswer = { status: 200, body: 'ok' };
  slack = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    posted.push(JSON.parse(body));
    response.writeHead(slackAnswer.status).end(slackAnswer.body);
  }).listen(0, '127.0.0.1');
  await once(slack, 'listening');
  channels = openChannels(
    { smtp: undefined, webhook: undefined, outbound: { timeoutMs: 2_000, allowPrivateAddresses: true } },
    db.database,
  );
});
afterEach(async () => {
  await closeChannels(channels);
  slack.closeAllConnections();
  await Promise.all([new Promise((resolve) => slack.close(resolve)), sink.stop(), db.destroy()]);
});

const SignedUp = defineEvent('Signed Up', { source: t.text });
const content = {
  webhook: { body: '{"id": {{ message.id | json }}}' },
  alert: { text: 'New: {{ customer.name }} <3' },
};
const sending = (via: ReturnType<typeof alert>) =>
  journey(
    'telling',
    { purpose: 'marketing', entry: on(SignedUp) },
    flow(send('tell', template('tell'), { via: [via] })),
  );
const configuration = () => ({
  webhooks: { crm: { url: sink.url, secret: { env: 'THROUGHLINE_SECRET_CRM' } } },
  alerts: { sales: { type: 'slack', url: { env: 'THROUGHLINE_SECRET_SALES' } } },
});
const slackUrl = () => `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/T0/B0/x`;
const secrets = () =>
  new Map([
    ['THROUGHLINE_SECRET_CRM', sink.secret],
    ['THROUGHLINE_SECRET_SALES', slackUrl()],
  ]);

async function due(via: ReturnType<typeof alert>) {
  const publication = { journeys: [], templates: [{ id: 'tell', content }], workspace: configuration() };
  await publish(db.database, 'default', publication);
  const { id } = await insertTestRun(db, { definition: sending(via), traits: { name: 'Ann' } });
  const { openJobs } = await runTurn(db.database, id, Date.now());
  return { journeyRunId: id, visit: 1, messageId: openJobs[0]?.messageId as string };
}
const attempt = (key: Awaited<ReturnType<typeof due>>, namedSecrets = secrets()) => {
  const limits = { leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 };
  return deliver({ database: db.database, channels, ...limits, namedSecrets }, key, Date.now());
};
const ledger = async () => (await db.look('select channel, state from messages'))[0];

it('sends to a webhook by its name, signed with its own secret', async () => {
  const key = await due(webhookTo('crm'));
  await attempt(key);
  expect([...sink.effects()]).toMatchObject([[key.messageId, { times: 1, body: { id: key.messageId } }]]);
  expect(sink.counts.unsigned).toBe(0);
  expect(await ledger()).toEqual({ channel: 'webhook:crm', state: 'accepted' });
});

it('alerts people in the shape that Slack takes, and asks nobody for consent', async () => {
  const key = await due(alert('sales'));
  await db.look(
    `update customers set consents = '{"purpose:marketing": {"lasting": {"state": "withdrawn", "at": 1}}}' returning 1`,
  );
  await attempt(key);
  expect(posted).toEqual([{ text: 'New: Ann <3' }]);
  expect(await ledger()).toEqual({ channel: 'alert:sales', state: 'accepted' });
});

it('waits, unclaimed, for a secret that has no value yet', async () => {
  const key = await due(webhookTo('crm'));
  await expect(attempt(key, new Map())).rejects.toMatchObject({ name: 'TemporaryFailure', code: 'secret-missing' });
  expect(await ledger()).toMatchObject({ state: 'requested' });
  await attempt(key);
  expect(await ledger()).toMatchObject({ state: 'accepted' });
});

it.each([
  [500, 'rollup_error', 'failed-temporarily'],
  [429, 'rate_limited', 'failed-temporarily'],
  [404, 'no_service', 'failed-permanently'],
  [410, 'channel_is_archived', 'failed-permanently'],
])('a chat that answers %i %s has %s', async (status, body, state) => {
  slackAnswer = { status, body };
  await attempt(await due(alert('sales'))).catch(() => {});
  expect(await ledger()).toMatchObject({ state });
});

it('a journey may name only channels of the configuration, which keeps those that live journeys use', async () => {
  await due(webhookTo('crm'));
  const refused = (publication: object) =>
    publish(db.database, 'default', { journeys: [], templates: [], ...publication }).catch(
      ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code),
    );
  expect(await refused({ journeys: [sending(alert('nobody'))] })).toEqual(['unknown-channel']);
  expect(await refused({ workspace: { alerts: configuration().alerts } })).toEqual(['channel-in-use']);
  expect(await refused({ workspace: { webhooks: configuration().webhooks } })).toMatchObject({ workspace: {} });
});

it('lets tasks alert by name, once', async () => {
  await due(alert('sales'));
  const alerting = (text: string) =>
    sendAlert(
      { database: db.database, channels, namedSecrets: secrets() },
      { workspace: 'default', target: { alert: 'sales' }, key: 'task-1', text },
    );
  await alerting('Call Ann by noon');
  expect(posted).toEqual([{ text: 'Call Ann by noon' }]);
  slackAnswer = { status: 503, body: '' };
  await expect(alerting('again')).rejects.toMatchObject({ name: 'TemporaryFailure', code: 'http-503' });
  slackAnswer = { status: 404, body: 'no_service' };
  await expect(alerting('again')).rejects.toMatchObject({ name: 'PermanentFailure', code: 'http-404' });
});
