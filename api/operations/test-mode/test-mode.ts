import { z } from 'zod';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import type { ApiServices } from '../../services.ts';

/** What the operations of test mode share. They let a story say what time it is, and exist for nothing else. */
export const notInTestMode = defineError({
  status: 403,
  code: 'not-in-test-mode',
  when: 'the API is not in test mode',
  text: () => ({
    where: 'THROUGHLINE_TEST_MODE',
    problem: 'the API is not in test mode, so its clock can not be moved',
    remedy:
      'Start a stack of its own for tests, with THROUGHLINE_TEST_MODE=true. Never set it where real customers are.',
  }),
  example: [],
});

export function requireTestMode({ testMode }: ApiServices): void {
  if (!testMode) throw notInTestMode();
}

export const testClockSchema = z.strictObject({
  now: moment.describe("The workspace's clock."),
  isStopped: z.boolean().describe('It stands still, and moves only when it is set.'),
  busy: z.int().describe('Open runs of these customers that have something to do now; 0: all is quiet.'),
  stuck: z.int().describe('Open runs of these customers that wait for an operator.'),
  nextDueAt: moment.nullable().describe('When the next of their runs has something to do by itself.'),
});

export const stoppedClock = {
  now: '2026-03-02T08:00:00.000Z',
  isStopped: true,
  busy: 0,
  stuck: 0,
  nextDueAt: '2026-03-02T08:00:05.000Z',
};
