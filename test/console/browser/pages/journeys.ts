import type { Page } from 'playwright-core';
import type { ConsoleStack } from '../support/console-stack.ts';

const card = (page: Page, step: string) => page.locator(`#step-${step}`);

export function describeJourneys(stack: () => ConsoleStack): void {
  it('lists journeys with their figures, and those that react to an event', async () => {
    const page = await stack().open('/journeys');
    const row = page.getByRole('row', { name: /greeting/ });
    await row.getByText('live v2').waitFor();
    await row.getByRole('cell').nth(4).getByText('6', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Event' }).fill('Answered 14');
    await page.keyboard.press('Enter');
    await page.getByText('1 live').waitFor();
    expect(new URL(page.url()).search).toBe('?event=Answered+14');
    await page.getByRole('combobox', { name: 'Event' }).fill('Nobody Sends This');
    await page.keyboard.press('Enter');
    await page.getByText('No journey reacts to Nobody Sends This').waitFor();
    await page.getByRole('button', { name: 'Show all journeys' }).click();
    await page.getByRole('link', { name: 'Two hundred steps' }).waitFor();
  });

  it('a number on the canvas opens the people behind it, and one of them is followed on the canvas', async () => {
    const page = await stack().open('/journeys/greeting');
    await card(page, 'settle').getByText('3 waiting').click();
    const drawer = page.getByRole('dialog', { name: 'Waiting at settle' });
    await drawer.getByRole('link', { name: 'greeted-2', exact: true }).waitFor();
    expect(await drawer.getByRole('row').count()).toBe(4);
    await page.keyboard.press('Escape');
    await card(page, 'hello').getByText('3 waiting').waitFor({ state: 'detached' });
    await card(page, 'hello').getByText('3', { exact: true }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'On the canvas greeted-5' }).click();
    await page.getByText('Visit 2 of 2').waitFor();
    expect(await card(page, 'settle').getAttribute('data-way')).toBe('true');
    expect(await card(page, 'hello').getAttribute('data-ringed')).toBe('true');
    expect(await card(page, 'bravo').getAttribute('data-faded')).toBe('true');
    await page.locator('#step-nudge[data-ahead]').waitFor();
    await page.getByRole('button', { name: 'Previous visit' }).click();
    await page.getByText('Visit 1 of 2').waitFor();
    expect(await card(page, 'hello').getAttribute('data-faded')).toBe('true');
  });

  it('the same is done with the keyboard alone, and said aloud', async () => {
    const page = await stack().open('/journeys/greeting');
    const canvas = page.getByRole('region', { name: 'greeting, drawn' });
    await canvas.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText('Send: hello, email ▸ hello, step 2 of 6').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.getByText('on path timeout of project').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'settle' });
    await panel.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Waiting at settle' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await panel.getByRole('heading', { name: 'settle' }).focus();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('o');
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem', { name: /hello/ }).first().waitFor();
    await tree.locator('[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(`document.activeElement.textContent`)).toContain('timeout');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-expanded')`)).toBe('false');
  });

  it('a journey of two hundred steps opens, pans, and finds a step', async () => {
    const page = await stack().open('/journeys/long-way');
    await card(page, 's0').waitFor();
    await page.getByRole('region', { name: 'Two hundred steps, drawn' }).hover();
    await page.mouse.wheel(0, 1_500);
    await card(page, 's0').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('Number 150');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await card(page, 's150').waitFor();
    expect(await card(page, 's150').getAttribute('data-selected')).toBe('true');
  });
}
