import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { createKey } from '../../store/access/keys.ts';
import { startTestApi, type TestApi } from '../support/api.ts';
import { launchChromium } from '../support/chromium.ts';
import { eventuallyPasses } from '../support/eventually.ts';

/** Segment's SDK for browsers in a real Chromium, on a page of another origin, which is told nothing but `cdnURL`. */
let api: TestApi;
let browser: Browser;
let shop: { server: Server; url: string };
let key: string;
beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
  key = await createKey(api.db.database, { workspace: 'default', kind: 'browser', title: 'test' });
  const umd = path.join(require.resolve('@segment/analytics-next/package.json'), '../dist/umd');
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname.startsWith('/umd/'))
      return void response
        .setHeader('content-type', 'text/javascript')
        .end(readFileSync(path.join(umd, path.basename(pathname))));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="en"><title>Pricing</title><script src="/umd/index.js"></script></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop = { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterAll(async () => {
  await browser?.close();
  shop?.server.closeAllConnections();
  await new Promise((resolve) => (shop ? shop.server.close(resolve) : resolve(undefined)));
  await api?.stop();
});

it('sends every call of the family, anonymous first and known later, with nothing set but the address', async () => {
  const page = await (await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' })).newPage();
  await page.goto(`${shop.url}/pricing?utm_source=news&utm_campaign=spring`);
  await page.evaluate(
    async ({ writeKey, cdnURL }) => {
      type Sdk = Record<'page' | 'track' | 'identify' | 'group' | 'screen', (...given: unknown[]) => Promise<unknown>>;
      const { AnalyticsBrowser } = (
        globalThis as unknown as { AnalyticsNext: { AnalyticsBrowser: { load(settings: object): Sdk } } }
      ).AnalyticsNext;
      const analytics = AnalyticsBrowser.load({ writeKey, cdnURL });
      await analytics.page('Pricing');
      await analytics.track('Plan Chosen', { plan: 'team' });
      await analytics.identify('ann', { name: 'Ann' });
      await analytics.group('acme', { plan: 'enterprise' });
      await analytics.screen('Account');
    },
    { writeKey: key, cdnURL: api.url },
  );
  const read = () =>
    api.db.look<{ id: string; traits: Record<string, unknown>; names: string[]; kinds: string[] }>(
      `select c.id, c.traits,
         array(select name from events e where e.customer_id = c.id order by name collate "C") as names,
         array(select kind from identities o where o.customer_id = c.id order by kind) as kinds
       from identities i join customers c on c.id = i.customer_id where i.kind = 'user_id' and i.value = 'ann'`,
    );
  const sent = ['Page Viewed', 'Plan Chosen', 'Screen Viewed', 'group', 'identify'];
  await eventuallyPasses(async () => expect((await read())[0]?.names).toEqual(sent));
  const [customer] = await read();
  expect(customer).toMatchObject({
    kinds: ['anonymous_id', 'user_id'],
    traits: {
      name: 'Ann',
      group: { id: 'acme', plan: 'enterprise' },
      timezone: 'Europe/Berlin',
      locale: 'de-DE',
      campaign: { source: 'news', name: 'spring' },
    },
  });
  const [viewed] = await api.db.look<{ properties: object; by_device: boolean; flags: string[] | null }>(
    `select properties, by_device, flags from events where name = 'Page Viewed'`,
  );
  expect(viewed).toMatchObject({ properties: { name: 'Pricing', path: '/pricing' }, by_device: true, flags: null });
});

/** Of a page's own names, those that it sends by. */
interface PageScope {
  readonly navigator: { sendBeacon(url: string, body: string | Blob): boolean };
  readonly XMLHttpRequest: new () => {
    open(method: string, url: string): void;
    setRequestHeader(name: string, value: string): void;
    send(body: string): void;
  };
  readonly Image: new () => { src: string; decode(): Promise<void> };
}

it('takes what a page sends by hand: a beacon, a fetch without headers, an old script and an image', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${shop.url}/pricing`);
  await page.evaluate(
    async ({ writeKey, url }) => {
      const body = (event: string) =>
        JSON.stringify({ writeKey, anonymousId: 'by hand', event, properties: { text: 'Größe 🛒' } });
      const batched = (event: string) => JSON.stringify({ batch: [{ type: 'track', ...JSON.parse(body(event)) }] });
      const { navigator, XMLHttpRequest, Image } = globalThis as unknown as PageScope;
      navigator.sendBeacon(`${url}/v1/track`, body('Beacon'));
      navigator.sendBeacon(`${url}/v1/t`, new Blob([body('Typed Beacon')], { type: 'application/json' }));
      navigator.sendBeacon(`${url}/beacon/v1/batch?writeKey=${writeKey}`, batched('Keyless Beacon'));
      await fetch(`${url}/v1/track`, { method: 'POST', body: body('Fetch') });
      const headers = { 'content-type': 'application/json', 'x-shop': '1' };
      const withCookies = { method: 'POST', headers, credentials: 'include' } as const;
      await (await fetch(`${url}/v1/track`, { ...withCookies, body: body('Fetch With Cookies') })).json();
      await fetch(`${url}/v1/track`, { method: 'POST', body: body('Opaque Fetch'), mode: 'no-cors', keepalive: true });
      const request = new XMLHttpRequest();
      request.open('POST', `${url}/v1/track`);
      request.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
      request.send(body('Old Script'));
      const bytes = Array.from(new TextEncoder().encode(body('Image')), (byte) => String.fromCharCode(byte));
      const image = new Image();
      image.src = `${url}/v1/pixel/track?data=${encodeURIComponent(btoa(bytes.join('')))}`;
      await image.decode();
    },
    { writeKey: key, url: api.url },
  );
  const read = () =>
    api.db.look<{ name: string }>(
      `select e.name from events e join identities i on i.customer_id = e.customer_id
       where i.value = 'by hand' and e.properties = '{"text": "Größe 🛒"}' order by e.name collate "C"`,
    );
  const names = [
    'Beacon',
    'Fetch',
    'Fetch With Cookies',
    'Image',
    'Keyless Beacon',
    'Old Script',
    'Opaque Fetch',
    'Typed Beacon',
  ];
  await eventuallyPasses(async () => expect(await read()).toEqual(names.map((name) => ({ name }))));
});
