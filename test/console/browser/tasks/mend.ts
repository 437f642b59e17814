import { type Play, tabTo } from './play.ts';

/** Task 7: five seconds to know, thirty to mend. */
export const mend: Play = {
  title: 'is all well; mend forty runs that one cause holds',
  async mouse(page, { stuck }) {
    await page.getByText(/thing is wrong|things are wrong/).waitFor();
    await page.getByRole('link', { name: 'See the stuck runs' }).click();
    await page.getByRole('link', { name: `See ${stuck} runs and retry` }).click();
    await page.getByText('stuck by template-fails').waitFor();
    await page.getByRole('button', { name: 'Retry…' }).click();
    await page.getByRole('button', { name: `Retry ${stuck} runs that the filters mean` }).click();
    await page.getByText(`Retried ${stuck} runs.`).waitFor();
    await page.getByText('No run is like this.').waitFor();
  },
  async keyboard(page, { stuck }) {
    await tabTo(page, page.getByRole('link', { name: 'See the stuck runs' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: `See ${stuck} runs and retry` }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('checkbox', { name: 'Select all on this page' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('r');
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: `Retry ${stuck} runs` }));
    await page.keyboard.press('Enter');
    await page.getByText(`Retried ${stuck} runs.`).waitFor();
    await page.getByText('No run is like this.').waitFor();
  },
};
