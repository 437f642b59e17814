import { describeHome } from './pages/home.ts';
import { describeJourneys } from './pages/journeys.ts';
import { describeShell } from './pages/shell.ts';
import { type ConsoleStack, startConsoleStack } from './support/console-stack.ts';

/**
 * The built console in a real Chromium, against the real API on PostgreSQL. One stack and one browser serve the tests of
 * all pages: each page has a file in pages/, which is called here.
 */
let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsoleStack();
});
afterAll(() => stack?.stop());

describe('sign-in and shell', () => describeShell(() => stack));
describe('home', () => describeHome(() => stack));
describe('journeys', () => describeJourneys(() => stack));

it('no page has broken its policy, asked another origin or let an error through', () => {
  expect(stack.faults).toEqual([]);
});
