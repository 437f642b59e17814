import { describeHome } from './pages/home.ts';
import { describeShell } from './pages/shell.ts';
import { type ConsoleStack, startConsoleStack } from './support/console-stack.ts';

/**
 * journeys.soak.ts goes on with the pages of journeys.
 *
 * The built console in a real Chromium, against the real API on PostgreSQL. One stack and one browser serve the tests of
 * all pages: each page has a file in pages/, each task that people come for one in tasks/. test/system/console.soak.ts does each task
 * by mouse and by keyboard, and shows each page in every look, on a stack with workers and 10,000 live purchases.
 */
let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsoleStack();
});
afterAll(() => stack?.stop());

describe('sign-in and shell', () => describeShell(() => stack));
describe('home', () => describeHome(() => stack));

it('no page has broken its policy, asked another origin or let an error through', () => {
  expect(stack.faults).toEqual([]);
});
