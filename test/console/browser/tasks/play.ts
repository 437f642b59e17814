import type { Locator, Page } from 'playwright-core';
import type { ConsoleBrowser } from '../support/console-stack.ts';
import type { World } from '../support/world.ts';

/** A task that people come for, done twice: with the mouse, and with the keyboard alone. Both begin at Home. */
export interface Play {
  /** What somebody wants to know or do. */
  readonly title: string;
  readonly mouse: (page: Page, world: World) => Promise<void>;
  readonly keyboard: (page: Page, world: World) => Promise<void>;
}

/** Where every task begins. Keys that come before the page listens are lost, as for people. */
export async function atHome(browser: ConsoleBrowser): Promise<Page> {
  const page = await browser.open('/');
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  return page;
}

/** More than any page has from one part to the next. */
const MOST_PRESSES = 60;

/** By the Tab key alone, as somebody without a mouse comes there. */
export function tabTo(page: Page, target: Locator): Promise<void> {
  return pressUntilFocused(page, 'Tab', target);
}

/** The same key until what is meant has the focus: Tab, or J down a list. */
export async function pressUntilFocused(page: Page, key: string, target: Locator): Promise<void> {
  await target.waitFor();
  const focused = withFocus(page, target);
  for (let count = 0; count < MOST_PRESSES; count += 1) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not come to ${target}`);
}

/** Types when the field has the focus by itself. */
export async function typeIn(page: Page, field: Locator, text: string): Promise<void> {
  await withFocus(page, field).waitFor();
  await page.keyboard.type(text);
}

const withFocus = (page: Page, target: Locator) => target.and(page.locator(':focus'));

/** ⌘K, whatever has the focus. */
export async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await typeIn(page, page.getByRole('searchbox', { name: 'Find anything' }), text);
}

/** "g j": to a page by its letter. */
export async function goTo(page: Page, letter: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

/** By the rail. */
export async function clickPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}
