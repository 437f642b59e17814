import { z } from 'zod';
import { defineOperation } from '../../define-operation.ts';

export const isLive = defineOperation({
  id: 'isLive',
  method: 'get',
  path: '/health/live',
  tag: 'service',
  key: 'none',
  summary: 'The process answers',
  description: 'It checks nothing else. For a supervisor that restarts processes.',
  answer: {
    description: 'It does.',
    schema: z.strictObject({ status: z.literal('live') }),
    examples: { live: { summary: 'Live', value: { status: 'live' } } },
  },
  errors: [],
  handle: async () => ({ status: 'live' as const }),
});
