import type { Page } from 'playwright-core';
import { clickPage, goTo, type Play, pressUntilFocused, tabTo } from './play.ts';

/** Task 9, without TypeScript: fifteen seconds. */
export const versions: Play = {
  title: 'what changed between two versions',
  async mouse(page) {
    await clickPage(page, 'Journeys');
    await page.getByRole('link', { name: 'greeting', exact: true }).click();
    await page.getByRole('button', { name: 'Versions' }).click();
    for (const n of [1, 2]) await page.getByText(`Select v${n}`).locator('..').click();
    await seesChange(page);
  },
  async keyboard(page) {
    await goTo(page, 'j', 'Journeys');
    await pressUntilFocused(page, 'j', page.getByRole('link', { name: 'greeting', exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Versions' }));
    await page.keyboard.press('Enter');
    for (const n of [2, 1]) {
      await tabTo(page, page.getByRole('checkbox', { name: `Select v${n}` }));
      await page.keyboard.press('Space');
    }
    await seesChange(page);
  },
};

async function seesChange(page: Page): Promise<void> {
  await page.getByText('Wait settle: 1 hour ▸ 2 hours').waitFor();
  const card = (step: string) => page.locator(`#step-${step}`);
  await card('settle').and(page.locator('[data-mark=changed]')).waitFor();
  expect(await card('hello').getAttribute('data-mark')).toBeNull();
}
