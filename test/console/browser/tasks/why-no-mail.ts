import type { Page } from 'playwright-core';
import { find, type Play } from './play.ts';

/** Task 5: fifteen seconds with the customer on the phone. */
export const whyNoMail: Play = {
  title: 'why somebody got no mail, and what comes next',
  async mouse(page, { grace }) {
    await page.getByRole('button', { name: 'Find anything' }).click();
    await page.getByRole('searchbox', { name: 'Find anything' }).fill(grace.email); // pasted
    await page.getByRole('menuitem', { name: /Grace Hopper/ }).click();
    await seesWhy(page);
  },
  async keyboard(page, { grace }) {
    await find(page, grace.email);
    await page.getByRole('menuitem', { name: /Grace Hopper/ }).waitFor();
    await page.keyboard.press('Enter');
    await seesWhy(page);
  },
};

async function seesWhy(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Grace Hopper', level: 1 }).waitFor();
  const [reason] = await page.getByRole('list', { name: 'Not sent' }).getByRole('listitem').allTextContents();
  expect(reason).toMatch(/^blocked.*hello by email.*: the address is suppressed/i);
  const next = page.getByRole('heading', { name: 'Next, if nothing happens' }).locator('..');
  await next.getByText('leaves project by “timeout”').waitFor();
}
