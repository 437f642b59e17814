import { z } from 'zod';
import { defineOperation } from '../../define-operation.ts';

export const getDescription = defineOperation({
  id: 'getDescription',
  method: 'get',
  path: '/openapi.json',
  tag: 'service',
  key: 'none',
  summary: 'This description',
  description: 'OpenAPI 3.1. The page at /docs is made of it.',
  answer: {
    description: 'The description.',
    schema: z.looseObject({ openapi: z.string(), info: z.looseObject({ title: z.string() }) }),
    examples: { begin: { summary: 'How it begins', value: { openapi: '3.1.0', info: { title: 'Throughline' } } } },
  },
  cacheSeconds: 300,
  isConstant: true,
  errors: [],
  handle: async (_request, { description }) => ({ ...description() }),
});
