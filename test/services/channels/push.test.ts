import { newId } from '../../../core/base/id.ts';
import { createPushProvider } from '../../../services/channels/push.ts';
import { makeVapidKeys, vapidKeysOf } from '../../../services/channels/vapid.ts';
import type { PushSubscription } from '../../../store/push/subscriptions.ts';
import { type PushPeer, startPushPeer } from '../../support/push-peer.ts';

/** Push messages to a push service that verifies its senders, and to browsers that decrypt what they get. */
const keys = makeVapidKeys();
let peer: PushPeer;
let browsers: PushSubscription[];
let removed: string[];
beforeEach(async () => {
  peer = await startPushPeer();
  browsers = [];
  removed = [];
});
afterEach(() => peer.stop());

async function addBrowser(senderKey = keys.publicKey): Promise<PushSubscription> {
  const { endpoint, keys: own } = await peer.subscribe(peer.url, 'ann', senderKey);
  const browser = { id: newId(), endpoint, ...own };
  browsers.push(browser);
  return browser;
}

async function send({
  parts = { title: 'Hello', body: 'Grüße', url: '/offers', report: 'https://api.example.com/v1/push/reports/t' },
  privateKey = keys.privateKey,
  key = newId(),
  allowPrivateAddresses = true,
}: {
  readonly parts?: Readonly<Record<string, string>>;
  readonly privateKey?: string;
  readonly key?: string;
  readonly allowPrivateAddresses?: boolean;
} = {}) {
  const subscriptions = {
    list: async () => browsers,
    remove: async (ids: readonly string[]) => {
      removed.push(...ids);
    },
  };
  const provider = createPushProvider({ timeoutMs: 500, allowPrivateAddresses, subscriptions });
  const endpoint = { type: 'push', subject: 'mailto:push@shop.example', privateKey } as const;
  try {
    return await provider.send({ key, address: 'browser', parts, endpoint }, async () => undefined);
  } finally {
    await provider.close();
  }
}

it('reaches every browser of the customer, under one topic, encrypted for each', async () => {
  await addBrowser();
  await addBrowser();
  const key = newId();
  expect(await send({ key })).toEqual({ result: 'accepted' });
  const { items } = peer.list({ limit: 10 });
  expect(new Set(items.map(({ browser }) => browser)).size).toBe(2);
  for (const { topic, message } of items) {
    expect(topic).toBe(key.replaceAll('-', ''));
    expect(message).toEqual({
      ...{ id: key, title: 'Hello', body: 'Grüße', url: '/offers' },
      report: 'https://api.example.com/v1/push/reports/t',
    });
  }
});

it('removes a browser that is gone, and is accepted by the other', async () => {
  const gone = await addBrowser();
  await addBrowser();
  peer.forget(gone.endpoint.split('/').at(-1) as string);
  expect(await send()).toEqual({ result: 'accepted' });
  expect(removed).toEqual([gone.id]);
});

it.each([404, 410])(
  'is tried again at once where every browser answers %s: another channel may serve',
  async (status) => {
    const { id } = await addBrowser();
    peer.answer(status);
    expect(await send()).toMatchObject({ result: 'failed-temporarily', code: 'subscriptions-gone', retryAfter: 1_000 });
    expect(removed).toEqual([id]);
  },
);

it.each([
  [429, 'failed-temporarily', 7_000],
  [503, 'failed-temporarily', 7_000],
  [413, 'failed-permanently', undefined],
  [403, 'failed-permanently', undefined],
])('takes %s for %s, and keeps the browser', async (status, result, retryAfter) => {
  await addBrowser();
  peer.answer(status, { 'retry-after': '7' });
  const answer = await send();
  expect(answer).toMatchObject({ result, code: `http-${status}` });
  expect((answer as { retryAfter?: number }).retryAfter).toBe(retryAfter);
  expect(answer).not.toHaveProperty('refusesUs');
  expect(removed).toEqual([]);
});

it('is refused by a browser that subscribed with another key', async () => {
  await addBrowser(makeVapidKeys().publicKey);
  expect(await send()).toMatchObject({ result: 'failed-permanently', code: 'http-403' });
});

it('is unknown where the answer does not come', async () => {
  await addBrowser();
  peer.answer('hang');
  expect(await send()).toMatchObject({ result: 'unknown', code: 'no-answer-timeout' });
});

it('sends nothing to a private address, and removes it', async () => {
  const { id } = await addBrowser();
  expect(await send({ allowPrivateAddresses: false })).toMatchObject({ code: 'subscriptions-gone' });
  expect(removed).toEqual([id]);
  expect(peer.answered).toEqual([]);
});

it('fails for good by its parts, and for now by a wrong key or without a browser', async () => {
  expect(await send({ parts: { title: '', body: '' } })).toMatchObject({
    ...{ result: 'failed-permanently', code: 'push-part' },
  });
  expect(await send({ privateKey: 'short' })).toMatchObject({
    result: 'failed-temporarily',
    code: 'secret-unreadable',
  });
  expect(await send()).toMatchObject({ result: 'failed-temporarily', code: 'no-subscription' });
});

it('finds the public key of a private one, and refuses what is none', () => {
  expect(vapidKeysOf(keys.privateKey)).toEqual(keys);
  // The sender of the example in RFC 8291.
  expect(vapidKeysOf('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw')?.publicKey).toBe(
    'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  );
  expect(vapidKeysOf(Buffer.alloc(32).toString('base64url'))).toBeUndefined();
});
