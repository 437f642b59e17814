import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { databaseAway, refusal, unexpected } from '../refusals.ts';
import { stalled } from '../routes/health.ts';

export const liveSchema = z.strictObject({ status: z.literal('live') });
export const readySchema = z.strictObject({ status: z.literal('ready') });

const open = { method: 'get', tag: 'service', key: 'none' } as const;

export const serviceOperations: readonly Operation[] = [
  {
    ...open,
    id: 'isLive',
    path: '/health/live',
    summary: 'The process answers',
    description: 'Nothing is looked at. For whoever restarts what hangs.',
    answer: {
      description: 'It does.',
      schema: liveSchema,
      examples: { live: { summary: 'Live', value: { status: 'live' } } },
    },
    refusals: [],
  },
  {
    ...open,
    id: 'isReady',
    path: '/health/ready',
    summary: 'It can take events',
    description:
      'PostgreSQL answers within two seconds on a connection kept for that, and what waits is committed. For load balancers.',
    answer: {
      description: 'It can.',
      schema: readySchema,
      examples: { ready: { summary: 'Ready', value: { status: 'ready' } } },
    },
    refusals: [
      databaseAway,
      refusal(503, stalled.code, 'calls wait, and no batch of them has been committed for ten seconds', {
        title: stalled.problem,
        where: stalled.where,
        remedy: stalled.remedy,
      }),
      unexpected,
    ],
  },
  {
    ...open,
    id: 'getDescription',
    path: '/openapi.json',
    summary: 'This description',
    description: 'OpenAPI 3.1. The page at /docs is made of it.',
    answer: {
      description: 'The description.',
      schema: z.looseObject({ openapi: z.literal('3.1.0'), info: z.looseObject({ title: z.string() }) }),
      examples: {
        begin: { summary: 'How it begins', value: { openapi: '3.1.0', info: { title: 'Throughline' } } },
      },
    },
    refusals: [],
  },
];
