import { z } from 'zod';
import { readTestClock } from '../../../store/workspaces/test-clock.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { notInTestMode, requireTestMode, stoppedClock, testClockSchema } from './test-mode.ts';

export const getTestClock = defineOperation({
  id: 'getTestClock',
  method: 'get',
  path: '/v1/test/clock',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Read the test clock',
  description: 'What time it is in the workspace, and whether the runs of some customers are quiet.',
  query: z.strictObject({
    users: z.string().max(255).default('').describe('Only customers whose userId begins with this.'),
  }),
  answer: {
    description: 'The clock.',
    schema: testClockSchema,
    examples: { stopped: { summary: 'It stands still', value: stoppedClock } },
  },
  errors: [notInTestMode, dataRefused],
  async handle({ query: { users }, workspace }, services) {
    requireTestMode(services);
    return readTestClock(services.database, workspace, users);
  },
});
