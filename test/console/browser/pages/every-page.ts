import type { Page } from 'playwright-core';
import { type ConsoleBrowser, turnTo } from '../support/console-stack.ts';
import type { Look } from '../support/looks.ts';
import { axeViolations } from '../support/watch.ts';
import type { World } from '../support/world.ts';

/** What a page shows when all of it is there. */
type Shown = readonly [address: string, text: string | RegExp];

/** Every page, with every tab and face of it. */
export function pagesOf({ run, grace, importId }: World): Readonly<Record<string, Shown>> {
  return {
    home: ['/', 'Journeys by open runs'],
    journeys: ['/journeys', 'live v2'],
    'journey-live': ['/journeys/greeting?step=settle', 'waiting now'],
    'journey-people': ['/journeys/greeting?people=waiting:settle', 'greeted-2'],
    'journey-outline': ['/journeys/greeting?face=outline', 'at most 1 hour'],
    'journey-run': [`/journeys/greeting?mode=run&run=${run}`, 'Visit 2 of 2'],
    'journey-versions': ['/journeys/greeting?mode=versions&a=1&b=2', 'From v1 to v2'],
    'journey-definition': ['/journeys/greeting?mode=definition', '"steps"'],
    'journey-unpublished': ['/journeys/bygone', 'Nobody enters.'],
    'journeys-unpublished': ['/journeys?unpublished=true', 'unpublished v1'],
    'new-journey': ['/new-journey', 'New journey'],
    draft: ['/journeys/greeting/draft', 'Draft'],
    'draft-step': ['/journeys/greeting/draft?step=settle', 'Draft'],
    'draft-outline': ['/journeys/greeting/draft?face=outline', 'Draft'],
    experiments: ['/experiments', 'win-back'],
    policies: ['/policies', 'Which offer'],
    policy: ['/policies/offers', 'Last decisions'],
    schedules: ['/schedules', 'Entries by schedule'],
    runs: ['/runs?journey=greeting', 'greeted-2'],
    'runs-stuck': ['/runs?status=stuck&cause=template-fails', 'stuck by template-fails'],
    run: [`/runs/${run}`, 'What happened'],
    'customer-values': ['/customer-values', "Customers' value"],
    segments: ['/segments', 'Customers with a name'],
    segment: ['/segments/named', 'Customers with a name'],
    'segment-change': ['/segments/named/change', 'Change named'],
    'segment-new': ['/new-segment', 'Make a segment'],
    customers: ['/customers?search=gr', 'Grace Hopper'],
    customer: [`/customers/${grace.id}`, /hello by email/],
    'customer-identities': [`/customers/${grace.id}?tab=identities`, 'user id'],
    messages: ['/messages?state=blocked', 'Blocked'],
    message: [`/messages/${grace.message}`, 'Attempts'],
    tasks: ['/tasks', 'Ask what they need.'],
    attention: ['/attention', 'Messages to decide'],
    sources: ['/sources', 'orders/paid'],
    imports: ['/imports', 'customers.csv'],
    import: [`/imports/${importId}`, 'Write ISO 8601.'],
    'settings-stops': ['/settings', 'What is stopped sends nothing'],
    'settings-channels': ['/settings?tab=channels', 'Messages of the last hour'],
    'settings-limits': ['/settings?tab=limits', 'Quiet hours'],
    'settings-workspace': ['/settings?tab=workspace', 'As JSON'],
    'settings-sessions': ['/settings?tab=sessions', 'Open sessions'],
    'settings-people': ['/settings?tab=people', 'Add a person'],
    'settings-keys': ['/settings?tab=keys', 'Make a key'],
    'settings-audit': ['/settings?tab=audit', 'makeSignInLink'],
    'not-found': ['/nowhere', 'No such page'],
  };
}

/** Goes through pages in a look, and gives what axe finds on each. */
export async function violationsOf(
  browser: ConsoleBrowser,
  pages: Readonly<Record<string, Shown>>,
  look: Look,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  let page: Page | undefined;
  for (const [name, [address, text]] of Object.entries(pages)) {
    if (page) await turnTo(page, address);
    else page = await browser.open(address, look);
    await page.getByText(text).first().waitFor();
    const violations = await axeViolations(page);
    if (violations.length > 0) found[name] = violations;
    await browser.screenshot(page, `${name}-${look.scheme}-${look.width}`);
  }
  return found;
}
