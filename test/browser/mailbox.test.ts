import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../core/base/id.ts';
import { type Mailbox, startMailbox } from '../../devstack/mailbox/mailbox.ts';
import { userTokenKey } from '../../services/access/user-token.ts';
import { publish } from '../../services/publishing/publish.ts';
import { createKey } from '../../store/access/keys.ts';
import { addSecret } from '../../store/access/secrets.ts';
import { startTestApi, type TestApi } from '../support/api.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { sendInApp } from '../support/in-app.ts';

/** The pages of the mailbox that act in the running stack, in a real Chromium, against the real API. */
let api: TestApi;
let mailbox: Mailbox;
let browser: Browser;
let url: string;
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-mailbox-'));
beforeAll(async () => {
  [api, browser] = await Promise.all([
    startTestApi({ namedSecrets: new Map([['THROUGHLINE_SECRET_SMS', 'sms-token']]) }),
    launchChromium(),
  ]);
  const { secret } = await addSecret(api.db.database, { workspace: 'default', purpose: 'user-tokens' });
  const writeKey = await createKey(api.db.database, { workspace: 'default', kind: 'browser', title: 'shop' });
  mailbox = await startMailbox({
    ...{ host: '127.0.0.1', httpPort: 0, smtpPort: 0, folder },
    stack: {
      ...{ api: api.url, publicUrl: api.url, workspace: 'default', userTokenKey: userTokenKey(secret) },
      ...{ writeKey, adminKey: api.keys.admin },
      smsToken: 'sms-token',
      feedbackSecret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    },
  });
  url = `http://127.0.0.1:${mailbox.httpPort}`;
});
afterAll(async () => {
  await browser?.close();
  await mailbox?.close();
  await api?.stop();
  rmSync(folder, { recursive: true });
});

async function open(address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}${address}`);
  return page;
}

async function signIn(page: Page, userId: string): Promise<void> {
  await page.getByLabel('userId').fill(userId);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`identify {"email"`).waitFor();
}
const eventsOf = (userId: string) =>
  api.db.look<{ name: string }>(
    `select event.name from events event join identities i on i.customer_id = event.customer_id
     where i.value = ? and event.type in ('track', 'page') order by event.accepted_at, event.id`,
    [userId],
  );

it('the shop sends what a customer does, anonymous first and then under the userId', async () => {
  const userId = newId();
  const page = await open('/shop');
  await page.getByRole('button', { name: 'View' }).first().click();
  await page.getByText('track Product Viewed as anonymous ▸ sent').waitFor();
  await signIn(page, userId);
  await page.getByRole('button', { name: 'Visit the pricing page' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  await page.getByText(`track Product Added as ${userId} ▸ sent`).waitFor();
  await page.getByText(`page Pricing as ${userId} ▸ sent`).waitFor();
  await eventuallyPasses(async () =>
    expect((await eventsOf(userId)).map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining(['Product Added', 'Product Viewed']),
    ),
  );
  await page.context().close();
});

it('the shop shows its customer in-app messages, and to nobody after they signed out', async () => {
  const userId = newId();
  const page = await open('/shop');
  await signIn(page, userId);
  await sendInApp(api.db, userId, { title: 'Hello', body: 'There', place: 'banner' });
  const banner = page.getByRole('region', { name: 'Hello' });
  await banner.waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await banner.waitFor({ state: 'hidden' });
  await page.context().close();
});

it('the in-app tab acts as the customer, and what it did comes back as feedback', async () => {
  const userId = newId();
  await sendInApp(api.db, userId, { title: '<b>Offer</b>', body: 'x', url: '/offers', button: 'See' });
  const page = await open('/read/in-app');
  const card = page.getByRole('article').filter({ hasText: userId });
  expect(await card.locator('h2').textContent()).toContain('<b>Offer</b>');
  await card.getByRole('button', { name: /^Click See/ }).click();
  await page.getByText("Noted as the customer's: clicked.").waitFor();
  expect(await eventsOf(userId)).toContainEqual({ name: 'Message Clicked' });
  await page.context().close();
});

it('refuses other host names and acts from foreign pages', async () => {
  const { request } = await import('node:http');
  const statusOf = (headers: Record<string, string>, method = 'GET', address = '/') =>
    new Promise<number>((resolve, reject) => {
      const sent = request(`${url}`, { path: address, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject).end();
    });
  const { host } = new URL(url);
  expect(await statusOf({ host: 'evil.example' })).toBe(421);
  expect(await statusOf({ host: 'localhost:4401' })).toBe(200);
  expect(await statusOf({ host })).toBe(200);
  expect(await statusOf({ host, origin: 'https://evil.example' }, 'POST', '/shop/sign-out')).toBe(403);
  expect(await statusOf({ host, origin: 'null' }, 'DELETE', '/mails')).toBe(403);
  expect(await statusOf({ host, origin: url }, 'POST', '/shop/sign-out')).toBe(200);
  for (const odd of ['//', '///', '/%', '//evil.example/x']) expect(await statusOf({ host }, 'GET', odd)).toBe(404);
});

it('the shop makes no token for people who are not signed in', async () => {
  expect((await fetch(`${url}/shop/token`)).status).toBe(204);
});

it('takes alerts as a chat does and shows them as text', async () => {
  const post = (body: string) => fetch(`${url}/alerts`, { method: 'POST', body });
  expect(await (await post(JSON.stringify({ text: '<b>Ann</b> is on the pricing page' }))).text()).toBe('ok');
  for (const wrong of ['{}', 'x', '{"text": 7}', 'null']) expect((await post(wrong)).status).toBe(400);
  const page = await open('/read/alerts');
  expect(await page.getByRole('article').locator('p').first().textContent()).toBe('<b>Ann</b> is on the pricing page');
  await page.context().close();
});

it('takes text messages as Twilio does, and comes back with reports and replies that the API believes', async () => {
  const accountSid = `AC${'0'.repeat(32)}`;
  const authToken = { env: 'THROUGHLINE_SECRET_SMS' };
  const provider = { type: 'twilio', name: 'mailbox', accountSid, authToken, from: '+15550100000' };
  const workspace = { sms: { providers: [provider], help: 'Ask us & co.' } };
  await publish(api.db.database, 'default', { journeys: [], templates: [], workspace });
  const send = (token: string, more: Record<string, string> = {}) =>
    fetch(`${url}/sms/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}` },
      body: new URLSearchParams({
        ...{ To: '+15550200001', From: '+15550100000', Body: 'It’s <b>here</b>' },
        StatusCallback: `${api.url}/v1/sms/mailbox?message=${newId()}`,
        ...more,
      }),
    });
  expect((await send('wrong')).status).toBe(401);
  expect(await (await send('sms-token', { To: '0155' })).json()).toMatchObject({ code: 21211 });
  expect((await send('sms-token')).status).toBe(201);
  const page = await open('/read/sms');
  const card = page.getByRole('article');
  await card.getByText('It’s <b>here</b>').waitFor();
  await card.getByText('1 segment, UCS-2, 16').waitFor();
  await card.getByRole('button', { name: 'Deliver' }).click();
  await page.getByText('Reported as a provider would: delivered.').waitFor();
  await card.getByLabel('Answer to this message').fill('help');
  await card.getByRole('button', { name: 'Reply' }).click();
  await page.getByText('Replied: help. The answer: Ask us &amp; co.').waitFor();
  await page.context().close();
});
