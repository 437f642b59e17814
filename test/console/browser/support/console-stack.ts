import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { startBulkClock } from '../../../../api/bulk-clock.ts';
import { startTestApi, type TestApi } from '../../../support/api.ts';
import { launchChromium } from '../../../support/chromium.ts';
import { watchPage } from './watch.ts';

export type Scheme = 'light' | 'dark';
export type Width = 1440 | 1024;

export interface OpenOptions {
  readonly scheme?: Scheme;
  readonly width?: Width;
  /** Without it, the page has the session of an admin key. */
  readonly isSignedOut?: boolean;
}

/** The console of a stack in one Chromium, driven as people drive it. */
export interface ConsoleBrowser {
  /**
   * Loads a page of the built console: "/runs?status=stuck". It is the same tab each time, since a new one costs more than
   * what is shown in it. Violations of the policy and foreign requests are counted.
   */
  open(address: string, options?: OpenOptions): Promise<Page>;
  /** A link that signs in once. */
  signInLink(): Promise<string>;
  /** Kept in a temporary folder, to be looked at: nothing compares it. `image`: what the documentation shows, by THROUGHLINE_IMAGES=1. */
  screenshot(page: Page, name: string, image?: 'console-home' | 'console-journey'): Promise<void>;
  /** What the pages did that they must not do: policy violations, requests to other origins, uncaught errors. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** One API, one database and one Chromium for all tests of the console. */
export interface ConsoleStack extends ConsoleBrowser {
  readonly api: TestApi;
  stop(): Promise<void>;
}

const HEIGHT = 900;
const images = path.join(__dirname, '../../../../docs/images');

export async function startConsoleStack(): Promise<ConsoleStack> {
  const api = await startTestApi();
  const bulk = startBulkClock(api.db.database, pino({ level: 'silent' }), 100);
  const browser = await openConsole(api.url, api.keys.admin);
  return {
    ...browser,
    api,
    async stop() {
      await browser.close();
      await bulk.stop();
      await api.stop();
    },
  };
}

export async function openConsole(url: string, adminKey: string): Promise<ConsoleBrowser> {
  if (!existsSync(path.join(__dirname, '../../../../dist/console/index.html')))
    throw new Error('dist/console is not built: run "npm run build" (npm test does it by itself)');
  const browser = await launchChromium();
  const folder = process.env.THROUGHLINE_SCREENSHOTS ?? mkdtempSync(path.join(tmpdir(), 'throughline-console-'));
  const faults: string[] = [];
  const pages = new Map<boolean, Promise<Page>>();

  const signInLink = async () => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v1/sign-in-links`, { method: 'POST', headers, body: '{}' });
    if (!answer.ok) throw new Error(`no link: ${answer.status} ${await answer.text()}`);
    return `${url}${((await answer.json()) as { path: string }).path}`;
  };
  const pageOf = (isSignedOut: boolean): Promise<Page> => {
    const found = pages.get(isSignedOut) ?? makePage(browser, url, faults, isSignedOut ? undefined : signInLink);
    pages.set(isSignedOut, found);
    return found;
  };

  return {
    faults,
    signInLink,
    async open(address, { scheme = 'light', width = 1440, isSignedOut = false } = {}) {
      const page = await pageOf(isSignedOut);
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: HEIGHT });
      await page.goto(`${url}/console${address}`, { waitUntil: 'commit' });
      return page;
    },
    async screenshot(page, name, image) {
      await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
      if (image === undefined || process.env.THROUGHLINE_IMAGES === undefined) return;
      await page.screenshot({ path: path.join(images, `${image}.png`), animations: 'disabled' });
    },
    close: () => browser.close(),
  };
}

async function makePage(
  browser: Browser,
  origin: string,
  faults: string[],
  signInLink: (() => Promise<string>) | undefined,
): Promise<Page> {
  const context = await browser.newContext({
    ...{ reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Berlin' },
  });
  await watchPage(context, origin, faults);
  const page = await context.newPage();
  if (signInLink) {
    await page.goto(await signInLink());
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  }
  return page;
}

/** Goes to another address without loading the page again, as its links do. */
export async function turnTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(`/console${address}`)})`);
}
