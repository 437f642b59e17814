import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startTestApi, type TestApi } from '../../../support/api.ts';
import { launchChromium } from '../../../support/chromium.ts';
import { watchPage } from './watch.ts';

export type Scheme = 'light' | 'dark';

export interface OpenOptions {
  readonly scheme?: Scheme;
  readonly width?: 1440 | 1024;
  /** Without it, the page has the session of an admin key. */
  readonly isSignedOut?: boolean;
}

/** One API, one database and one Chromium for all tests of the console, driven as people drive it. */
export interface ConsoleStack {
  readonly api: TestApi;
  /** Opens a page of the built console: "/runs?status=stuck". Violations of the policy and foreign requests are counted. */
  open(address: string, options?: OpenOptions): Promise<Page>;
  /** A link that signs in once. */
  signInLink(): Promise<string>;
  /** Kept in a temporary folder, to be looked at: nothing compares it. `image`: what the documentation shows, by THROUGHLINE_IMAGES=1. */
  screenshot(page: Page, name: string, image?: 'console-home' | 'console-journey'): Promise<void>;
  /** What the pages did that they must not do: policy violations, requests to other origins, uncaught errors. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

const HEIGHT = 900;
const images = path.join(__dirname, '../../../../docs/images');

export async function startConsoleStack(): Promise<ConsoleStack> {
  if (!existsSync(path.join(__dirname, '../../../../dist/console/index.html')))
    throw new Error('dist/console is not built: run "npm run build" (npm test does it by itself)');
  const [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
  const folder = process.env.THROUGHLINE_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'throughline-console-'));
  const faults: string[] = [];
  const contexts = new Map<string, Promise<BrowserContext>>();

  const signInLink = async () => {
    const headers = { authorization: `Bearer ${api.keys.admin}`, 'content-type': 'application/json' };
    const answer = await fetch(`${api.url}/v1/sign-in-links`, { method: 'POST', headers, body: '{}' });
    if (!answer.ok) throw new Error(`no link: ${answer.status} ${await answer.text()}`);
    return `${api.url}${((await answer.json()) as { path: string }).path}`;
  };
  const contextFor = (options: OpenOptions): Promise<BrowserContext> => {
    const name = JSON.stringify(options);
    const found = contexts.get(name) ?? makeContext(browser, options, faults, api.url, signInLink);
    contexts.set(name, found);
    return found;
  };

  return {
    api,
    faults,
    signInLink,
    async open(address, options = {}) {
      const page = await (await contextFor(options)).newPage();
      await page.goto(`${api.url}/console${address}`);
      return page;
    },
    async screenshot(page, name, image) {
      await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
      if (image === undefined || process.env.THROUGHLINE_IMAGES === undefined) return;
      await page.screenshot({ path: path.join(images, `${image}.png`), animations: 'disabled' });
    },
    async stop() {
      await browser.close();
      await api.stop();
    },
  };
}

async function makeContext(
  browser: Browser,
  { scheme = 'light', width = 1440, isSignedOut = false }: OpenOptions,
  faults: string[],
  origin: string,
  signInLink: () => Promise<string>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ colorScheme: scheme, viewport: { width, height: HEIGHT }, reducedMotion: 'reduce' },
    ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin' },
  });
  await watchPage(context, origin, faults);
  if (!isSignedOut) {
    const page = await context.newPage();
    await page.goto(await signInLink());
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await page.close();
  }
  return context;
}
