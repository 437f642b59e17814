import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../core/base/id.ts';
import { startTestApi, type TestApi } from '../support/api.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { sendInApp, userToken } from '../support/in-app.ts';

/**
 * The browser client in a real Chromium, on a page of another origin whose policy forbids inline scripts and styles. Who
 * is signed in is a cookie of that page; its server signs the tokens.
 */
let api: TestApi;
let browser: Browser;
let shop: { server: Server; url: string; tokens: number; lifeSeconds: number };
beforeAll(async () => {
  execFileSync(process.execPath, [path.join(__dirname, '../../scripts/build-clients.mjs')]);
  [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
  shop = await startShop();
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => (shop ? shop.server.close(resolve) : resolve(undefined)));
  await api?.stop();
});

async function startShop() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://shop');
    if (pathname === '/token') {
      const [, userId] = /userId=([\w-]+)/.exec(request.headers.cookie ?? '') ?? [];
      shop.tokens += 1;
      if (!userId) return void response.writeHead(401).end();
      return void response.end(await userToken(api.db, userId, { lifeSeconds: shop.lifeSeconds }));
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${api.url}; connect-src 'self' ${api.url}`,
    });
    response.end(`<!doctype html><html lang="en"><title>${pathname}</title><h1>Shop</h1><a href="#a">first</a>
      <script src="${api.url}/v1/inbox/client.js" data-token-url="/token" defer></script></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens: 0, lifeSeconds: 600 };
}

/** The shop's page for a user. */
async function visit(userId: string | undefined): Promise<Page> {
  const context = await browser.newContext();
  if (userId !== undefined) await context.addCookies([{ name: 'userId', value: userId, url: shop.url }]);
  const page = await context.newPage();
  await page.addInitScript(`window.alert = (text) => document.title = 'alert ' + text`);
  await page.goto(shop.url);
  return page;
}
const bell = (page: Page) => page.getByRole('button', { name: /^Messages/ });

const noted = (id: string) =>
  api.db.look<{ seen: boolean; clicked: boolean; dismissed: boolean }>(
    `select seen_at is not null as seen, clicked_at is not null as clicked, dismissed_at is not null as dismissed
     from inbox_messages where id = ?`,
    [id],
  );
const isNoted = (id: string, what: object) =>
  eventuallyPasses(async () => expect(await noted(id)).toMatchObject([what]));
const close = (page: Page) => page.context().close();

it('shows a banner as text, notes that it was seen, and that its link was clicked', async () => {
  const userId = newId();
  const hostile = '<img src=x onerror=alert(1)>';
  const parts = {
    title: `Hi {{ customer.name }}`,
    body: '**Dear** {{ customer.name }}',
    url: '/pricing',
    button: 'Plans',
  };
  const id = await sendInApp(api.db, userId, { ...parts, place: 'banner' }, { name: hostile });
  const page = await visit(userId);
  const banner = page.getByRole('region', { name: `Hi ${hostile}` });
  await banner.waitFor();
  expect(await banner.locator('p').textContent()).toBe(`Dear ${hostile}`);
  expect(await banner.locator('img').count()).toBe(0);
  await isNoted(id, { seen: true, clicked: false });
  await banner.getByRole('link', { name: 'Plans' }).click();
  await page.waitForURL('**/pricing');
  await isNoted(id, { clicked: true });
  expect(await page.title()).toBe('/pricing');
  await close(page);
});

it('keeps the list behind a bell: unread count, focus, Escape, dismiss', async () => {
  const userId = newId();
  const older = await sendInApp(api.db, userId, { title: 'Older', body: 'One' });
  const newer = await sendInApp(api.db, userId, { title: 'Newer', body: 'Two' });
  const page = await visit(userId);
  await page.getByRole('button', { name: 'Messages, 2 unread' }).click();
  const panel = page.getByRole('dialog', { name: 'Messages' });
  expect(await panel.getByRole('listitem').locator('h3').allInnerTexts()).toEqual(['Newer', 'Older']);
  for (const id of [older, newer]) await isNoted(id, { seen: true, dismissed: false });
  await page.getByRole('button', { name: 'Messages, 0 unread' }).waitFor();
  await panel.getByRole('button', { name: 'Close: Older' }).click();
  await isNoted(older, { dismissed: true });
  expect(await panel.getByRole('listitem').count()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
  expect(await bell(page).getAttribute('aria-expanded')).toBe('false');
  expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.ariaLabel')).toBe('Messages, 0 unread');
  await close(page);
});

it('shows a dialog over the page, keeps the focus in it, and Escape dismisses it', async () => {
  const userId = newId();
  const id = await sendInApp(api.db, userId, { title: 'Welcome', body: 'Hello', place: 'modal', url: '/start' });
  const page = await visit(userId);
  const dialog = page.getByRole('dialog', { name: 'Welcome' });
  await dialog.waitFor();
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate('document.activeElement.shadowRoot?.activeElement?.textContent ?? ""');
    expect(['Open', 'Close', '']).toContain(focused); // '' is the browser's own frame
  }
  await page.keyboard.press('Escape');
  await isNoted(id, { seen: true, dismissed: true });
  expect(await dialog.isVisible()).toBe(false);
  await close(page);
});

it('announces what comes while the page is open, and hears of it in a second tab', async () => {
  const userId = newId();
  const page = await visit(userId);
  const second = await page.context().newPage();
  await second.goto(shop.url);
  await page.bringToFront();
  await bell(page).waitFor();
  await sendInApp(api.db, userId, { title: 'News', body: 'Now' });
  for (const each of [page, second]) await each.getByRole('button', { name: 'Messages, 1 unread' }).waitFor();
  expect(await page.locator('[aria-live=polite]').textContent()).toBe('News');
  await bell(page).click();
  await second.getByRole('button', { name: 'Messages, 0 unread' }).waitFor();
  await close(page);
});

it('asks for a new token before the old one ends, and listens on', async () => {
  shop.lifeSeconds = 61; // fresh for a second
  const userId = newId();
  const page = await visit(userId);
  await bell(page).waitFor();
  shop.lifeSeconds = 600;
  const before = shop.tokens;
  await page.waitForTimeout(1_100);
  await page.evaluate(`Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
  await eventuallyPasses(() => expect(shop.tokens).toBe(before + 1));
  await sendInApp(api.db, userId, { title: 'After', body: 'x' });
  await page.getByRole('button', { name: 'Messages, 1 unread' }).waitFor();
  await close(page);
});

it('shows nothing of anybody to a page where nobody is signed in, until the page reports a sign-in', async () => {
  const userId = newId();
  await sendInApp(api.db, userId);
  const page = await visit(undefined);
  await bell(page).waitFor();
  await page.getByRole('button', { name: 'Messages, 0 unread' }).waitFor();
  await page.context().addCookies([{ name: 'userId', value: userId, url: shop.url }]);
  await page.evaluate('throughlineInbox.refresh()');
  await page.getByRole('button', { name: 'Messages, 1 unread' }).waitFor();
  await page.context().clearCookies();
  await page.evaluate('throughlineInbox.refresh()');
  await page.getByRole('button', { name: 'Messages, 0 unread' }).waitFor();
  await close(page);
});

it('never puts a user token into an address', async () => {
  const userId = newId();
  await sendInApp(api.db, userId, { title: 'Hi', body: 'x', place: 'banner' });
  const page = await visit(userId);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.reload();
  await page.getByRole('region', { name: 'Hi' }).waitFor();
  await eventuallyPasses(() => expect(addresses.some((url) => url.includes('/stream'))).toBe(true));
  expect(addresses.filter((url) => /eyJ|%65yJ/.test(url))).toEqual([]);
  await close(page);
});
