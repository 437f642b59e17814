import { appendFileSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { type Mailbox, type MailboxOptions, startMailbox } from '../../../devstack/mailbox/mailbox.ts';
import type { MailPage } from '../../../devstack/mailbox/mailbox-store.ts';
import { useFolder } from '../support.ts';

const folder = useFolder();
let mailbox: Mailbox;
let isOpen = false;

async function open(options: Partial<MailboxOptions> = {}): Promise<void> {
  mailbox = await startMailbox({ host: '127.0.0.1', httpPort: 0, smtpPort: 0, folder: folder(), ...options });
  isOpen = true;
}
async function close(): Promise<void> {
  if (isOpen) await mailbox.close();
  isOpen = false;
}
beforeEach(() => open());
afterEach(close);

async function send(mail: SendMailOptions): Promise<{ response: string; messageId: string }> {
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  try {
    return await transport.sendMail({
      from: 'shop@example.com',
      to: 'ada@example.com',
      subject: 'Hello',
      text: 'Hi',
      ...mail,
    });
  } finally {
    transport.close();
  }
}

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${mailbox.httpPort}${path}`, init);
const list = async (query = ''): Promise<MailPage> => (await get(`/mails${query}`)).json() as Promise<MailPage>;

test('a mail that was acknowledged is in its file, in the list and readable in every form', async () => {
  const { messageId } = await send({
    subject: 'Grüße',
    html: '<p>Hello <b>Ada</b></p>',
    text: 'Hello Ada',
    bcc: 'hidden@example.com',
  });
  const { items, next, total } = await list();
  expect({ next, total }).toEqual({ next: undefined, total: 1 });
  expect(items).toMatchObject([
    { from: 'shop@example.com', to: ['ada@example.com', 'hidden@example.com'], subject: 'Grüße', messageId },
  ]);
  const id = items[0]?.id;
  const parsed = await (await get(`/mails/${id}`)).json();
  expect(parsed).toMatchObject({ id, text: 'Hello Ada\n', html: '<p>Hello <b>Ada</b></p>\n', attachments: [] });
  expect(await (await get(`/mails/${id}/html`)).text()).toContain('<b>Ada</b>');
  expect(await (await get(`/mails/${id}/raw`)).text()).toBe(readFileSync(join(folder(), `${id}.eml`), 'utf8'));
  expect(await (await get(`/read/${id}`)).text()).toContain('Grüße');
});

test('mails stay over a restart, newest first, by recipient and page by page', async () => {
  for (const number of [1, 2, 3, 4, 5])
    await send({ subject: `Mail ${number}`, to: number % 2 === 0 ? 'Bob@example.com' : 'ada@example.com' });
  await close();
  await open();
  expect(mailbox.count()).toBe(5);
  const first = await list('?limit=2');
  expect(first.items.map(({ subject }) => subject)).toEqual(['Mail 5', 'Mail 4']);
  const second = await list(`?limit=2&after=${first.next}`);
  expect(second.items.map(({ subject }) => subject)).toEqual(['Mail 3', 'Mail 2']);
  const last = await list(`?limit=2&after=${second.next}`);
  expect(last).toMatchObject({ items: [{ subject: 'Mail 1' }], total: 5 });
  expect(last.next).toBeUndefined();
  expect((await list('?to=bob@example.com')).items.map(({ subject }) => subject)).toEqual(['Mail 4', 'Mail 2']);
});

test('a start mends an index that a kill left incomplete', async () => {
  for (const subject of ['kept', 'without a line', 'without a file']) await send({ subject });
  const ids = (await list()).items.map(({ id }) => id).reverse();
  await close();
  const index = join(folder(), 'index.jsonl');
  const lines = readFileSync(index, 'utf8').split('\n');
  writeFileSync(index, `${lines[0]}\n${lines[2]}\n${lines[1]?.slice(0, 30)}`); // the last one was cut short
  unlinkSync(join(folder(), `${ids[2]}.eml`));
  writeFileSync(join(folder(), 'half.partial'), 'half a mail');

  for (const _start of ['mends', 'finds it in order']) {
    await open();
    expect((await list()).items).toMatchObject([
      { id: ids[1], subject: 'without a line', to: ['ada@example.com'] },
      { id: ids[0], subject: 'kept' },
    ]);
    await close();
  }
  expect(readdirSync(folder()).sort()).toEqual([`${ids[0]}.eml`, `${ids[1]}.eml`, 'index.jsonl'].sort());
});

test('25,000 mails are there again in under two seconds', async () => {
  await close();
  const line = (id: string): string =>
    `${JSON.stringify({ id, receivedAt: '2026-01-01T00:00:00.000Z', from: 'a@b', to: ['c@d'], subject: 's', messageId: 'm', size: 1 })}\n`;
  let text = '';
  for (let number = 0; number < 25_000; number += 1) {
    const id = `0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
    writeFileSync(join(folder(), `${id}.eml`), 'x');
    text += line(id);
  }
  appendFileSync(join(folder(), 'index.jsonl'), text);
  const startedAt = Date.now();
  await open();
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  expect(await list('?to=c@d&limit=1')).toMatchObject({ total: 25_000 });
}, 30_000);

test('many senders at once lose nothing', async () => {
  const subjects = Array.from({ length: 60 }, (_, number) => `Mail ${number}`);
  await Promise.all(subjects.map((subject) => send({ subject })));
  const { items, total } = await list('?limit=200');
  expect(total).toBe(60);
  expect(items.map(({ subject }) => subject).sort()).toEqual(subjects.sort());
  expect(items.map(({ id }) => id)).toEqual([...items.map(({ id }) => id)].sort().reverse());
});

test('the words of a hostile sender stay words on the page', async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;
  await send({
    subject: hostile,
    to: `"<b>x</b>" <ada@example.com>`,
    text: `${hostile} https://example.com/?a=1&b="x`,
    headers: { 'x-evil': hostile },
  });
  const { items } = await list();
  for (const path of ['/', `/?to=${encodeURIComponent(hostile)}`, `/read/${items[0]?.id}`]) {
    const response = await get(path);
    const page = await response.text();
    expect(page).not.toMatch(/<script>|<img|<b>x/);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
  }
  expect(await (await get('/')).text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(await (await get(`/read/${items[0]?.id}`)).text()).toContain('href="https://example.com/?a=1&amp;b="');
});

test("a mail's own HTML is served as a sandbox without scripts, its own pictures in place", async () => {
  await send({
    html: '<script>alert(1)</script><img src="cid:logo@x">',
    attachments: [{ filename: 'logo.png', content: Buffer.from('picture'), contentType: 'image/png', cid: 'logo@x' }],
  });
  const { items } = await list();
  const response = await get(`/mails/${items[0]?.id}/html`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^sandbox /);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
  expect(await response.text()).toContain(`data:image/png;base64,${Buffer.from('picture').toString('base64')}`);
  expect(await (await get(`/read/${items[0]?.id}`)).text()).toContain('<iframe title="The mail" sandbox="');
});

test('a mail above 10 MB is refused with 552 and leaves nothing', async () => {
  await expect(send({ text: 'x'.repeat(11 * 1024 * 1024) })).rejects.toMatchObject({ responseCode: 552 });
  expect(mailbox.count()).toBe(0);
});

test('a hook can refuse a mail, or keep it and hold the answer back', async () => {
  await close();
  await open({
    onMail: async ({ subject }) => {
      if (subject === 'refused') return { reject: { code: 451, message: 'try later' } };
      return subject === 'slow' ? { delayMs: 300 } : undefined;
    },
  });
  await expect(send({ subject: 'refused' })).rejects.toMatchObject({ responseCode: 451 });
  expect(mailbox.count()).toBe(0);
  const sending = send({ subject: 'slow' });
  const startedAt = Date.now();
  while (mailbox.count() === 0 && Date.now() - startedAt < 5_000)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const keptAt = Date.now();
  await sending;
  expect(Date.now() - keptAt).toBeGreaterThan(200); // kept long before the sender knew
});

test('deleting empties the box, and it goes on', async () => {
  await send({});
  expect((await get('/mails', { method: 'DELETE' })).status).toBe(200);
  expect(await list()).toMatchObject({ items: [], total: 0 });
  await send({ subject: 'after' });
  await close();
  await open();
  expect((await list()).items).toMatchObject([{ subject: 'after' }]);
});

test('what is not there is answered so', async () => {
  expect((await get('/mails/0198c0de-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await get('/mails/..%2f..%2fkeys.json/raw')).status).toBe(404);
  expect((await get('/read/0198c0de-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await get('/', { method: 'POST' })).status).toBe(405);
});
