import { type LinkPayload, signLink } from '../../../services/access/signed-link.ts';
import { createWorkspaceSecrets } from '../../../services/access/workspace-secrets.ts';
import { settleFeedback } from '../../../services/delivery/feedback.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { insertSentMessage } from '../../support/sent-message.ts';

/** Pixels and redirects over HTTP, as mail programs, browsers and scanners fetch them. */
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const shop = 'https://shop.example/cart?ref=mail&utm_source=a%20b#top';
let api: TestApi;
let messageId: string;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  messageId = (await insertSentMessage(api.db)).messageId;
});

async function tokenOf(payload: Partial<LinkPayload>): Promise<string> {
  const own = { workspace: 'default', messageId, purpose: 'click', ...payload } as LinkPayload;
  return signLink(createWorkspaceSecrets(api.db.database), own);
}
const pixel = async () => `/t/o/${await tokenOf({ purpose: 'open' })}.gif`;
const link = async (url = shop, links = 2) => `/t/c/${await tokenOf({ url, links })}`;
const get = (path: string, { method = 'GET', agent = browser } = {}) =>
  fetch(`${api.url}${path}`, { method, redirect: 'manual', headers: { 'user-agent': agent } });
const stored = () =>
  api.db.look<{ kind: string; url: string | null; machine: string | null }>(
    'select kind, url, machine from message_feedback where message_id = ? order by received_at',
    [messageId],
  );
const events = async () =>
  (
    await api.db.look<{ name: string }>(`select name from events where properties->>'message_id' = ? order by name`, [
      messageId,
    ])
  ).map(({ name }) => name);
/** As the process does once a second, when the two seconds of a click are over. */
async function decide(): Promise<void> {
  await api.db.look(`update message_feedback set due_at = now() where due_at is not null returning 1`);
  await settleFeedback(api.feedback);
}

it('answers a pixel with a picture that nobody caches, and the message counts as opened', async () => {
  const response = await get(await pixel());
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/gif',
    'referrer-policy': 'no-referrer',
    'cache-control': expect.stringContaining('no-store'),
  });
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 6)
      .toString(),
  ).toBe('GIF89a');
  expect(await events()).toEqual(['Message Opened']);
});

it('redirects to where the link led, byte for byte, and the message counts as clicked', async () => {
  const response = await get(await link());
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(shop);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await response.text()).toBe('');
  await decide();
  expect(await events()).toEqual(['Message Clicked']);
  expect(await stored()).toEqual([{ kind: 'clicked', url: shop, machine: null }]);
});

it.each<[title: string, change: (token: string) => string | Promise<string>]>([
  ['without a signature', (token) => token.split('.')[0] as string],
  [
    'with another address in it',
    async (token) => {
      const [, signature] = token.split('.');
      const forged = { workspace: 'default', messageId, purpose: 'click', url: 'https://evil.example/' };
      return `${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`;
    },
  ],
  ['of another purpose', () => tokenOf({ purpose: 'unsubscribe', url: 'https://evil.example/' })],
  ['that is no token', () => 'https:%2F%2Fevil.example'],
])('leads nowhere by a token %s', async (_, change) => {
  const response = await get(`/t/c/${await change(await tokenOf({ url: shop }))}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('location')).toBeNull();
  expect(await stored()).toEqual([]);
});

it('answers a broken pixel with a picture too, and stores nothing', async () => {
  const response = await get('/t/o/nonsense.gif');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/gif']);
  expect(await stored()).toEqual([]);
});

it.each<[sign: string, act: () => Promise<unknown>]>([
  ['head-request', async () => get(await link(), { method: 'HEAD' })],
  ['head-request', async () => get(await pixel(), { method: 'HEAD' })],
  ['hidden-link', async () => get(`/t/c/${await tokenOf({})}`)],
  ['known-program', async () => get(await pixel(), { agent: 'Mozilla/5.0' })],
  ['known-program', async () => get(await link(), { agent: 'curl/8.5.0' })],
  [
    'right-after-delivery',
    async () => {
      await api.db.look('update messages set accepted_at = now() where id = ? returning 1', [messageId]);
      await get(await pixel());
    },
  ],
])('keeps the sign "%s" of a machine and lets nobody hear of it', async (sign, act) => {
  await act();
  await decide();
  expect((await stored()).map(({ machine }) => machine)).toEqual([sign]);
  expect(await events()).toEqual([]);
});

it('takes a scanner that follows every link for one, and the person who comes later for a person', async () => {
  await Promise.all([get(await link('https://a.example/')), get(await link('https://b.example/'))]);
  await decide();
  expect((await stored()).map(({ machine }) => machine)).toEqual(['every-link', 'every-link']);
  await api.db.look(`update message_feedback set occurred_at = occurred_at - interval '1 minute',
       fingerprint = decode(md5(id::text), 'hex') returning 1`);
  await get(await link('https://a.example/'));
  await decide();
  expect(await events()).toEqual(['Message Clicked']);
});

it('redirects a person although the message is gone', async () => {
  const path = await link();
  await api.db.look('delete from messages where id = ? returning 1', [messageId]);
  expect((await get(path)).headers.get('location')).toBe(shop);
});
