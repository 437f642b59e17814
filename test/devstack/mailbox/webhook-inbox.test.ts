import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'svix';
import { type Mailbox, startMailbox } from '../../../devstack/mailbox/mailbox.ts';
import type { WebhookPage } from '../../../devstack/mailbox/webhook-inbox.ts';
import { useFolder } from '../support.ts';

const folder = useFolder();
let mailbox: Mailbox;
const open = async (): Promise<void> => {
  mailbox = await startMailbox({ host: '127.0.0.1', httpPort: 0, smtpPort: 0, folder: folder() });
};
beforeEach(open);
afterEach(() => mailbox.close());

const at = (path: string): string => `http://127.0.0.1:${mailbox.httpPort}${path}`;
const list = async (query = ''): Promise<WebhookPage> =>
  (await fetch(at(`/webhooks${query}`))).json() as Promise<WebhookPage>;
async function post(id: string, body: unknown, secret = mailbox.webhookSecret): Promise<number> {
  const [now, text] = [new Date(), JSON.stringify(body)];
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, text),
  };
  return (await fetch(at('/webhooks'), { method: 'POST', headers, body: text })).status;
}

test('a signed webhook is kept once, its repeats are counted, newest first and page by page', async () => {
  for (const id of ['run.1', 'run.2', 'run.3', 'run.2']) expect(await post(id, { id })).toBe(204);
  const first = await list('?limit=2');
  expect(first).toMatchObject({
    items: [
      { id: 'run.3', times: 1 },
      { id: 'run.2', times: 2, body: { id: 'run.2' } },
    ],
    total: 3,
  });
  const second = await list(`?limit=2&after=${first.next}`);
  expect(second).toMatchObject({ items: [{ id: 'run.1' }], total: 3 });
  expect(second.next).toBeUndefined();
});

test('what is not signed with the secret of this start is refused and not kept', async () => {
  expect(await post('run.1', {}, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401);
  expect((await fetch(at('/webhooks'), { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(at('/webhooks'), { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
  expect(await list()).toMatchObject({ items: [], total: 0 });
});

test('they stay over a restart, a repeat is still one, and a line that was cut short harms nothing', async () => {
  await post('run.1', { n: 1 });
  await post('run.1', { n: 1 });
  await mailbox.close();
  appendFileSync(join(folder(), 'webhooks.jsonl'), '{"id":"run.2","at":"20');
  await open();
  await post('run.1', { n: 1 });
  await post('run.3', { n: 3 });
  await mailbox.close();
  await open();
  expect((await list()).items).toMatchObject([
    { id: 'run.3', times: 1 },
    { id: 'run.1', times: 3, body: { n: 1 } },
  ]);
});

test('deleting empties them and leaves the mails', async () => {
  await post('run.1', {});
  expect((await fetch(at('/webhooks'), { method: 'DELETE' })).status).toBe(200);
  expect(await list()).toMatchObject({ items: [], total: 0 });
});

test('the page shows them, and the words of a stranger stay words', async () => {
  await post('run.1', { text: `"><script>alert(1)</script><img src=x onerror=alert(1)>'` });
  const response = await fetch(at('/read/webhooks'));
  const page = await response.text();
  expect(page).toContain('run.1');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script>|<img/);
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
  expect(await (await fetch(at('/'))).text()).toContain('href="/read/webhooks"');
});
