import { z } from 'zod';
import { setTestClock as set } from '../../../store/workspaces/test-clock.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { doneAnswer } from '../../done-answer.ts';
import { notInTestMode, requireTestMode } from './test-mode.ts';

export const setTestClock = defineOperation({
  id: 'setTestClock',
  method: 'put',
  path: '/v1/test/clock',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Set the test clock',
  description:
    'The clock of the workspace stands still at this moment until it is set again; runs that are due by it take their turns. With null it goes on with the time of the database.',
  body: {
    limit: 4 * 1024,
    depth: 8,
    schema: z.strictObject({ now: moment.nullable() }),
    examples: { monday: { summary: 'A Monday morning', value: { now: '2026-03-02T08:00:00.000Z' } } },
  },
  answer: doneAnswer('It is set.'),
  errors: [notInTestMode],
  async handle({ body: { now }, workspace }, services) {
    requireTestMode(services);
    await set(services.database, workspace, now);
    return { success: true as const };
  },
});
