import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { defineEvent, email, flow, journey, on, push, send, template } from '../../../core/index.ts';
import { createWorkspaceSecrets } from '../../../services/access/workspace-secrets.ts';
import type { OutgoingMessage } from '../../../services/channels/channel.ts';
import { channelKinds, openChannels } from '../../../services/channels/index.ts';
import { makeVapidKeys } from '../../../services/channels/vapid.ts';
import { eraseCustomer } from '../../../services/customers/erase.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { userToken } from '../../support/in-app.ts';
import { type PushPeer, startPushPeer } from '../../support/push-peer.ts';
import { takeIn } from '../../support/runs.ts';

/** Web push from the subscription in a browser to the click, over HTTP, with a push service that decrypts. */
const { privateKey, publicKey } = makeVapidKeys();
const namedSecrets = new Map([['THROUGHLINE_SECRET_PUSH', privateKey]]);
let api: TestApi;
let peer: PushPeer;
let mails: string[];
beforeAll(async () => {
  [api, peer] = await Promise.all([startTestApi({ namedSecrets }), startPushPeer()]);
  const told = journey(
    'news',
    { purpose: 'transactional', entry: on(defineEvent('News', {})) },
    flow(send('tell', template('news'), { via: [push, email] })),
  );
  const content = {
    push: { title: 'Hello {{ customer.name }}', body: 'News', url: '/news' },
    email: { subject: 'News', html: '<p>News</p>' },
  };
  const configuration = {
    push: { subject: 'mailto:push@shop.example', privateKey: { env: 'THROUGHLINE_SECRET_PUSH' } },
  };
  await publish(api.db.database, 'default', {
    ...{ journeys: [told], templates: [{ id: 'news', content }], workspace: configuration },
  });
});
afterAll(() => Promise.all([api.stop(), peer.stop()]));
beforeEach(() => {
  mails = [];
});

async function ask(path: string, userId: string, body?: object) {
  const response = await fetch(`${api.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${await userToken(api.db, userId)}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

async function subscribe(userId: string) {
  const subscription = await peer.subscribe(peer.url, userId, publicKey);
  expect(await ask('/v1/push/subscriptions', userId, { ...subscription, expirationTime: null })).toMatchObject({
    status: 200,
  });
  return subscription;
}

/** Sends the journey's message as a worker does, and gives what the ledger says of it. */
async function tell(userId: string) {
  const { database, look } = api.db;
  await takeIn(
    api.db,
    { userId, properties: { name: 'Ann', email: `${userId}@example.com` } },
    { userId, name: 'News' },
  );
  const [run] = await look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  const journeyRunId = run?.id as string;
  const [job] = (await runTurn(database, journeyRunId, Date.now())).openJobs;
  const key = { journeyRunId, visit: job?.visit as number, messageId: job?.messageId as string };
  const channels = new Map(
    openChannels(
      { smtp: undefined, webhook: undefined, outbound: { timeoutMs: 1_000, allowPrivateAddresses: true } },
      database,
    ),
  );
  const mail = {
    send: async ({ address }: OutgoingMessage, begin: () => Promise<void>) => {
      await begin();
      mails.push(address);
      return { result: 'accepted' } as const;
    },
    close: async () => {},
  };
  channels.set('email', { ...channelKinds.email, provider: mail });
  const dependencies = {
    ...{ database, channels, namedSecrets, leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 },
    links: { publicUrl: api.url, secrets: createWorkspaceSecrets(database) },
  };
  const attempt = () => deliver(dependencies, key, Date.now());
  const stored = async () =>
    (
      await look<{ state: string; channel: string }>('select state, channel from messages where id = ?', [
        key.messageId,
      ])
    )[0];
  return { messageId: key.messageId, attempt, stored };
}

const received = (userId: string) => peer.list({ limit: 200 }).items.filter((item) => item.userId === userId);
function firstOf(userId: string) {
  const [first] = received(userId);
  if (!first) throw new Error(`${userId} has got nothing`);
  return { id: first.message.id, report: first.message.report ?? '' };
}
const eventsOf = (userId: string) =>
  api.db.look<{ name: string }>(
    `select event.name from events event join identities i on i.customer_id = event.customer_id
     where i.value = ? and event.name like 'Message %' order by event.accepted_at, event.id`,
    [userId],
  );

it('gives browsers the key to subscribe with, and needs a user token', async () => {
  expect(await ask('/v1/push/key', 'ann')).toEqual({ status: 200, answer: { publicKey } });
  const page = await fetch(`${api.url}/v1/push/key`, { method: 'OPTIONS' });
  expect(page.headers.get('access-control-allow-origin')).toBe('*');
  expect((await fetch(`${api.url}/v1/push/key`)).status).toBe(401);
});

it('brings a message to all browsers of a customer, and hears once of each thing that they do', async () => {
  await subscribe('bea');
  await subscribe('bea');
  const { messageId, attempt, stored } = await tell('bea');
  await attempt();
  expect(await stored()).toEqual({ state: 'accepted', channel: 'push' });
  expect(received('bea').map(({ message }) => message.title)).toEqual(['Hello Ann', 'Hello Ann']);
  const { report, id } = firstOf('bea');
  expect(id).toBe(messageId);
  for (const happened of ['shown', 'shown', 'clicked', 'clicked', 'dismissed'])
    expect((await fetch(`${report}/${happened}`, { method: 'POST' })).status).toBe(204);
  expect(await eventsOf('bea')).toEqual(
    ['Message Sent', 'Message Delivered', 'Message Clicked', 'Message Dismissed'].map((name) => ({ name })),
  );
});

it('takes no report by a link of its own making, nor of another kind', async () => {
  await subscribe('cid');
  const { attempt } = await tell('cid');
  await attempt();
  const { report } = firstOf('cid');
  for (const address of [`${report}/unsubscribed`, `${report}/toString`, `${report.slice(0, -4)}AAAA/clicked`])
    expect((await fetch(address, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${report}/clicked`)).status).toBe(404); // a scanner that only looks
  expect(await eventsOf('cid')).toEqual([{ name: 'Message Sent' }]);
});

it('tries the next channel where the browser is gone, and forgets it', async () => {
  const { endpoint } = await subscribe('dan');
  peer.forget(endpoint.split('/').at(-1) as string);
  const { attempt, stored } = await tell('dan');
  await expect(attempt()).rejects.toMatchObject({ code: 'subscriptions-gone' });
  await attempt();
  expect(mails).toEqual(['dan@example.com']);
  expect(await stored()).toEqual({ state: 'accepted', channel: 'email' });
  expect(await api.db.look('select 1 from push_subscriptions where endpoint = ?', [endpoint])).toEqual([]);
});

it('goes to who signed in last in a browser, and to nobody after they signed out', async () => {
  const subscription = await peer.subscribe(peer.url, 'shared', publicKey);
  for (const userId of ['eva', 'fay']) await ask('/v1/push/subscriptions', userId, subscription);
  const [eva, fay] = [await tell('eva'), await tell('fay')];
  await eva.attempt();
  await fay.attempt();
  expect(await eva.stored()).toMatchObject({ channel: 'email' });
  expect(await fay.stored()).toMatchObject({ channel: 'push' });
  const { endpoint } = subscription;
  const count = async () =>
    (await api.db.look('select 1 from push_subscriptions where endpoint = ?', [endpoint])).length;
  expect(await ask('/v1/push/unsubscribe', 'eva', { endpoint })).toMatchObject({ status: 200 }); // not hers any more
  expect(await count()).toBe(1);
  await ask('/v1/push/unsubscribe', 'fay', { endpoint });
  expect(await count()).toBe(0);
});

it('keeps ten browsers of a customer, the newest', async () => {
  const all = [];
  for (let count = 0; count < 11; count += 1) all.push(await subscribe('gus'));
  const kept = await api.db.look<{ endpoint: string }>(
    `select s.endpoint from push_subscriptions s join identities push on push.kind = 'push' and push.value = s.id
     join identities named on named.customer_id = push.customer_id where named.value = 'gus'`,
  );
  expect(kept.map(({ endpoint }) => endpoint).sort()).toEqual(
    all
      .slice(1)
      .map(({ endpoint }) => endpoint)
      .sort(),
  );
});

it('goes to the browsers of both after a server has joined two customers', async () => {
  await subscribe('hal');
  await subscribe('old-hal');
  await takeIn(api.db, { type: 'alias', name: 'alias', userId: 'hal', previousId: 'old-hal' });
  const { attempt } = await tell('hal');
  await attempt();
  expect([received('hal').length, received('old-hal').length]).toEqual([1, 1]);
});

it('leaves nothing of a browser when its customer is erased', async () => {
  const { endpoint } = await subscribe('ian');
  await eraseCustomer(api.db.database, 'default', 'ian');
  expect(await api.db.look('select 1 from push_subscriptions where endpoint = ?', [endpoint])).toEqual([]);
});

it.each([
  ['an address that is none', { endpoint: 'ftp://push.example/x' }],
  ['a key of another length', { keys: { p256dh: 'AAAA', auth: 'BTBZMqHH6r4Tts7J_aSIgg' } }],
  ['what no browser gives', { evil: newId() }],
])('refuses %s', async (_title, wrong) => {
  const right = await peer.subscribe(peer.url, 'jan', publicKey);
  expect(await ask('/v1/push/subscriptions', 'jan', { ...right, ...wrong })).toMatchObject({ status: 422 });
});
