import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startTestApi, type TestApi } from '../support/api.ts';
import { launchChromium } from '../support/chromium.ts';
import { prepareReaders } from '../support/hosted-pages.ts';

/** The hosted pages in a real Chromium: for those who see little, use the keyboard alone, or run no script. */
let api: TestApi;
let browser: Browser;
let readers: Awaited<ReturnType<typeof prepareReaders>>;
beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
  readers = await prepareReaders(api);
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
});

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, and whether the page is wider than its window. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
  const isTooWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  return [...found, ...(isTooWide ? ['wider than its window'] : [])];
}

describe.each([375, 1024])('at a width of %i', (width) => {
  it.each(['light', 'dark'] as const)('no page has a fault that axe finds, in %s', async (colorScheme) => {
    const ann = await readers.reader();
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: 'de-DE' });
    const page = await context.newPage();
    for (const purpose of ['unsubscribe', 'preferences', 'why'] as const) {
      await page.goto(await readers.linkTo(purpose, ann));
      expect({ purpose, faults: await faultsOf(page) }).toEqual({ purpose, faults: [] });
      await page.locator('button').first().click();
      expect({ purpose, after: await faultsOf(page) }).toEqual({ purpose, after: [] });
    }
    await page.goto(`${api.url}/p/u/nobody`);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

it('are used by the keyboard alone, without any script', async () => {
  const ann = await readers.reader();
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(await readers.linkTo('unsubscribe', ann));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // the link to the preferences
  await page.getByRole('heading', { name: 'Your messages' }).waitFor();
  const offers = page.getByRole('checkbox', { name: /Offers/ });
  expect(await offers.isChecked()).toBe(false);
  await offers.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  expect(await page.getByRole('checkbox', { name: /Offers/ }).isChecked()).toBe(true);
  await context.close();
});
