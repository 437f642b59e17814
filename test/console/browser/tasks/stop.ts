import type { Page } from 'playwright-core';
import { clickPage, find, goTo, type Play, tabTo, typeIn } from './play.ts';

/** Task 8: ten seconds. */
export const stop: Play = {
  title: 'nothing leaves by e-mail any more, until it is lifted',
  async mouse(page) {
    await page.getByRole('button', { name: 'Find anything' }).click();
    await page.getByRole('searchbox', { name: 'Find anything' }).fill('stop e-mail');
    await page.getByRole('menuitem', { name: /^Stop what leaves/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Stop what leaves' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('the price is wrong');
    await dialog.getByRole('textbox', { name: 'Type email to stop it' }).fill('email');
    await dialog.getByRole('button', { name: 'Stop the channel email' }).click();
    await isStopped(page);
    await clickPage(page, 'Journeys');
    await isStopped(page);
    await page.getByRole('button', { name: 'Lift: the channel email' }).click();
    await isLifted(page);
  },
  async keyboard(page) {
    await find(page, 'stop e-mail');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Stop what leaves' });
    await typeIn(page, dialog.getByRole('textbox', { name: 'Reason' }), 'the price is wrong');
    await page.keyboard.press('Tab');
    await typeIn(page, dialog.getByRole('textbox', { name: 'Type email to stop it' }), 'email');
    await page.keyboard.press('Enter');
    await isStopped(page);
    await goTo(page, 'j', 'Journeys');
    await isStopped(page);
    await tabTo(page, page.getByRole('button', { name: 'Lift: the channel email' }));
    await page.keyboard.press('Enter');
    await isLifted(page);
  },
};

const bar = (page: Page) => page.getByText('The channel email is stopped since');

async function isStopped(page: Page): Promise<void> {
  await bar(page).waitFor();
  await page.getByText(': the price is wrong').first().waitFor();
}

async function isLifted(page: Page): Promise<void> {
  await bar(page).waitFor({ state: 'detached' });
}
