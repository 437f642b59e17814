import type { Page } from 'playwright-core';
import { runTurn } from '../../../../activities/run-turn.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { createDraft } from '../../../../store/drafts/drafts.ts';
import { eventually } from '../../../support/eventually.ts';
import { templates } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';
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
    await page.getByText('1 published').waitFor();
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

  it('publishing shows who is inside and who would enter, and moves them by a map to where one says', async () => {
    const { db } = stack().api;
    await publish(db.database, 'default', { journeys: [moving('settle')], templates }, 'ann');
    for (const userId of ['moved-1', 'moved-2']) await takeIn(db, { userId, name: 'Moved In' });
    const runs = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'moving'`);
    for (const { id } of runs) await runTurn(db.database, id, Date.now());
    const from = { workspace: 'default', id: 'moving', by: 'ann' };
    await createDraft(db.database, { ...from, baseVersion: 1, definition: moving('rest') });
    const page = await stack().open('/journeys/moving/draft');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish the draft' });
    await dialog.getByText('2 at settle (v1): stay on their version').waitFor();
    await dialog.getByText('it would have let in 2 customers, by 2 events').waitFor();
    await dialog.getByRole('button', { name: /What becomes of them/ }).click();
    await page.getByRole('option', { name: 'They go on in this version' }).click();
    await dialog.getByText('have no place to go yet').waitFor();
    await stack().screenshot(page, 'publish-unplaced');
    await dialog.getByRole('button', { name: /Runs at settle go to/ }).click();
    await page.getByRole('option', { name: 'rest' }).click();
    await dialog.getByText('2 at settle (v1): go on at rest').waitFor();
    await dialog.getByRole('checkbox').click({ force: true });
    await stack().screenshot(page, 'publish-mapped');
    await dialog.getByRole('button', { name: 'Publish v2, 2 go on in it' }).click();
    await page.getByText('v2 is live.').waitFor();
    await eventually(
      () => db.look(`select 1 from bulk_acts where act = 'migrate' and ended_at is not null`),
      (ended) => ended.length === 1,
    );
    for (const { id } of runs) await runTurn(db.database, id, Date.now());
    expect(await db.look(`select distinct version from journey_runs where journey_id = 'moving'`)).toEqual([
      { version: 2 },
    ]);
  });
}

const moving = (step: string): JourneyDefinition => ({
  id: 'moving',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Moved In' }],
  exit: [{ reason: 'closed', on: 'event', event: 'Account Closed' }],
  start: step,
  steps: {
    [step]: { type: 'wait', for: 'P3D', paths: { next: 'hello' } },
    hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
  },
});
