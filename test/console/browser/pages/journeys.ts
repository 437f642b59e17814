import type { Page } from 'playwright-core';
import { runTurn } from '../../../../activities/run-turn.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { templates, welcome } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';
import { byTier } from '../../../support/tier.ts';
import type { ConsoleStack } from '../support/console-stack.ts';
import { looks } from '../support/looks.ts';
import { axeViolations } from '../support/watch.ts';

/** Two versions of the welcome journey, six customers in the second, three of whom have gone on to the mail. */
async function prepare({ api: { db } }: ConsoleStack): Promise<{ readonly run: string }> {
  const first = welcome({ id: 'greeting', settle: '1 hour' });
  const second = welcome({ id: 'greeting', settle: '2 hours' });
  await publish(db.database, 'default', { journeys: [first], templates }, 'ann');
  await publish(db.database, 'default', { journeys: [second, longWay(200)], templates: [] }, 'ben');
  for (let n = 0; n < 6; n += 1) await takeIn(db, { userId: `greeted-${n}`, name: 'Signed Up' });
  const runs = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'greeting' order by id`);
  const now = Date.now();
  for (const { id } of runs) await runTurn(db.database, id, now);
  for (const { id } of runs.slice(3)) await runTurn(db.database, id, now + 2 * 3_600_000 + 1_000);
  return { run: runs.at(-1)?.id ?? '' };
}

/** Steps in a row, with a question in each ten. */
function longWay(count: number): JourneyDefinition {
  const id = (n: number) => (n < count ? `s${n}` : null);
  const steps = Array.from({ length: count }, (_, n) => {
    const isQuestion = n % 10 === 4 && n + 3 < count;
    const events = [{ event: `Answered ${n}`, path: 'answered' }];
    const step = isQuestion
      ? { type: 'wait-for', events, timeout: 'P1D', paths: { answered: id(n + 1), timeout: id(n + 3) } }
      : { type: 'update', set: { [`n${n}`]: true }, paths: { next: id(n + 1) } };
    return [`s${n}`, { title: `Number ${n}`, ...step }] as const;
  });
  const frame = { id: 'long-way', title: 'Two hundred steps', purpose: 'transactional' as const, start: 's0' };
  const exit = [{ reason: 'over', on: 'event' as const, event: 'Stopped' }];
  return { ...frame, entry: [{ on: 'event', event: 'Began' }], exit, steps: Object.fromEntries(steps) };
}

const card = (page: Page, step: string) => page.locator(`#step-${step}`);

export function describeJourneys(stack: () => ConsoleStack): void {
  let run: string;
  beforeAll(async () => {
    ({ run } = await prepare(stack()));
  });

  it('lists journeys with their figures, and those that react to an event', async () => {
    const page = await stack().open('/journeys');
    const row = page.getByRole('row', { name: /greeting/ });
    await row.getByText('live v2').waitFor();
    await row.getByRole('cell').nth(4).getByText('6', { exact: true }).waitFor(); // figures are cached for five seconds
    await page.getByRole('combobox', { name: 'Event' }).fill('Answered 14');
    await page.keyboard.press('Enter');
    await page.getByText('1 live').waitFor();
    expect(new URL(page.url()).search).toBe('?event=Answered+14');
    await page.getByRole('combobox', { name: 'Event' }).fill('Nobody Sends This');
    await page.keyboard.press('Enter');
    await page.getByText('No journey reacts to Nobody Sends This').waitFor();
    await page.getByRole('button', { name: 'Show all journeys' }).click();
    await page.getByRole('link', { name: 'Two hundred steps' }).waitFor();
    await page.close();
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
    await page.close();
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
    await page.close();
  });

  it('two versions are compared in words and as a picture', async () => {
    const page = await stack().open('/journeys/greeting?mode=versions');
    await page.getByText('Select v1').locator('..').click();
    await page.getByText('Select v2').locator('..').click();
    await page.getByText('Wait settle: 1 hour ▸ 2 hours').waitFor();
    expect(await card(page, 'settle').getAttribute('data-mark')).toBe('changed');
    expect(await card(page, 'hello').getAttribute('data-mark')).toBeNull();
    await page.close();
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
    await page.close();
  });

  const twoMinutes = 120_000; // seven pages
  it.each(looks)(
    'no face of a journey has a violation that axe finds, in %s at %d pixels',
    async (scheme, width) => {
      const faces = {
        list: ['/journeys', 'live v2'],
        live: ['/journeys/greeting?step=settle', 'waiting now'],
        people: ['/journeys/greeting?people=waiting:settle', 'greeted-2'],
        outline: ['/journeys/greeting?face=outline', 'at most 1 hour'],
        run: [`/journeys/greeting?mode=run&run=${run}`, 'Visit 2 of 2'],
        versions: ['/journeys/greeting?mode=versions&a=1&b=2', 'From v1 to v2'],
        definition: ['/journeys/greeting?mode=definition', '"steps"'],
      } as const;
      const shown = Object.entries(faces).filter(([name]) => byTier(['live', 'run'].includes(name), true));
      for (const [name, [address, text]] of shown) {
        const page = await stack().open(address, { scheme, width });
        await page.getByText(text).first().waitFor();
        expect({ name, found: await axeViolations(page) }).toEqual({ name, found: [] });
        await stack().screenshot(page, `journey-${name}-${scheme}-${width}`);
        await page.close();
      }
    },
    twoMinutes,
  );
}
