import { pagesOf, violationsOf } from './pages/every-page.ts';
import { describeJourneys } from './pages/journeys.ts';
import { type ConsoleStack, startConsoleStack } from './support/console-stack.ts';
import { looks } from './support/looks.ts';
import { makeWorld, type World } from './support/world.ts';
import { mend } from './tasks/mend.ts';
import { atHome } from './tasks/play.ts';
import { whyNoMail } from './tasks/why-no-mail.ts';

/**
 * The built console in a real Chromium, against the real API on PostgreSQL. One stack and one browser serve the tests of
 * all pages: each page has a file in pages/, each task that people come for one in tasks/. test/system/console.soak.ts does each task
 * by mouse and by keyboard, and shows each page in every look, on a stack with workers and 10,000 live purchases.
 */
let stack: ConsoleStack;
let world: World;
beforeAll(async () => {
  stack = await startConsoleStack();
});
afterAll(() => stack?.stop());

/** Of all pages those that people open most; the soak file looks at every page in every look. */
const mainPages = ['journey-live', 'run', 'customer', 'tasks'];

describe('with customers on their way', () => {
  beforeAll(async () => {
    world = await makeWorld(stack.api.db);
  });

  it.each(looks.map((look, index) => [look.scheme, look.width, index] as const))(
    'no page that people open most has a violation that axe finds, in %s at %d pixels',
    async (scheme, width, index) => {
      const all = pagesOf(world);
      const ofLook = mainPages
        .filter((_page, place) => place % looks.length === index)
        .map((name) => [name, all[name]]);
      expect(await violationsOf(stack, Object.fromEntries(ofLook), { scheme, width })).toEqual({});
    },
  );

  describe('journeys', () => describeJourneys(() => stack));

  it.each([
    [whyNoMail.title, 'keyboard', whyNoMail.keyboard],
    [mend.title, 'mouse', mend.mouse],
  ] as const)('somebody comes for: %s, by %s', async (_title, _by, play) => {
    await play(await atHome(stack), world);
  });
});

it('no page has broken its policy, asked another origin or let an error through', () => {
  expect(stack.faults).toEqual([]);
});
