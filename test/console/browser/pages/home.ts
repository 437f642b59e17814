import { takeIn } from '../../../support/runs.ts';
import type { ConsoleStack } from '../support/console-stack.ts';

export function describeHome(stack: () => ConsoleStack): void {
  it('shows the first steps of an empty system, and a step turns green when its event arrives', async () => {
    const page = await stack().open('/');
    await page.getByRole('heading', { name: 'The first five minutes' }).waitFor();
    await page.getByRole('button', { name: 'Make a key and show the line to paste' }).click();
    const line = await page.getByText('curl ').textContent();
    expect(line).toMatch(/\/v1\/track -u tl_browser_[\w-]+: /);
    await page.getByText('Waits for the event').waitFor();
    await takeIn(stack().api.db, { userId: 'ada', name: 'Signed Up' });
    await page.getByText('1 event arrived in the last hour.').waitFor();
    await stack().screenshot(page, 'home-first-steps');
  });
}
