import type { Page } from 'playwright-core';
import { clickPage, goTo, type Play, pressUntilFocused, tabTo } from './play.ts';

/** Task 3: two clicks from the journey. */
export const whoWaits: Play = {
  title: 'who waits at a step, and what holds back the rest',
  async mouse(page) {
    await clickPage(page, 'Journeys');
    await page.getByRole('link', { name: 'greeting', exact: true }).click();
    await page.locator('#step-settle').getByText('3 waiting').click();
    await seesThree(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  },
  async keyboard(page) {
    await goTo(page, 'j', 'Journeys');
    await pressUntilFocused(page, 'j', page.getByRole('link', { name: 'greeting', exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('region', { name: 'greeting, drawn' }));
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'settle' });
    await tabTo(page, panel.getByRole('button', { name: /waiting now/ }));
    await page.keyboard.press('Enter');
    await seesThree(page);
    await page.keyboard.press('Escape');
  },
};

async function seesThree(page: Page): Promise<void> {
  const drawer = page.getByRole('dialog', { name: 'Waiting at settle' });
  for (const n of [0, 1, 2]) await drawer.getByRole('link', { name: `greeted-${n}`, exact: true }).waitFor();
  expect(await drawer.getByRole('row').count()).toBe(4);
}
