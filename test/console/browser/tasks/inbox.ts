import type { Page } from 'playwright-core';
import { clickPage, goTo, type Play, tabTo } from './play.ts';

/** Task 6: ten seconds a task. */
export const inbox: Play = {
  title: 'work off tasks',
  async mouse(page) {
    await clickPage(page, 'Tasks');
    await page.getByRole('textbox', { name: 'You are' }).fill('ann@example.com');
    const before = await countOf(page);
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByRole('button', { name: 'Release' }).waitFor();
    await page.getByRole('button', { name: /reached/ }).click();
    await page.getByText('Answered: reached.').waitFor();
    await hasOneLess(page, before);
  },
  async keyboard(page) {
    await goTo(page, 't', 'Tasks');
    const name = page.getByRole('textbox', { name: 'You are' });
    await tabTo(page, name);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('ann@example.com');
    const before = await countOf(page);
    await page.keyboard.press('Tab'); // letters are text in the field
    if (before > 1) {
      const open = page.getByRole('list', { name: /^Tasks/ }).locator('[aria-current]');
      const first = await open.textContent();
      await page.keyboard.press('j');
      await open.filter({ hasNotText: first ?? '' }).waitFor();
      await page.keyboard.press('k');
      await open.filter({ hasText: first ?? '' }).waitFor();
    }
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Release' }).waitFor();
    await page.keyboard.press('2');
    await page.getByText('Answered: lost.').waitFor();
    await hasOneLess(page, before);
  },
};

const tasksOf = (page: Page) => page.getByRole('list', { name: /^Tasks/ }).getByRole('listitem');

async function countOf(page: Page): Promise<number> {
  await tasksOf(page).first().waitFor();
  return tasksOf(page).count();
}

async function hasOneLess(page: Page, before: number): Promise<void> {
  await tasksOf(page)
    .nth(before - 1)
    .waitFor({ state: 'detached' });
}
