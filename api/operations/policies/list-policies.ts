import { z } from 'zod';
import { listPolicies as list, type StoredPolicy } from '../../../store/decisions/policies.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSummary, policySummary } from './schemas.ts';

export const summaryOf = ({ id, version, definition, stateNumber, updatedAt }: StoredPolicy) => ({
  id,
  version,
  title: definition.title ?? null,
  rank: definition.rank.by,
  candidates: definition.candidates.length,
  state: stateNumber,
  updatedAt: new Date(updatedAt).toISOString(),
});

export const listPolicies = defineOperation({
  id: 'listPolicies',
  method: 'get',
  path: '/v1/policies',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List policies',
  description: 'The live version of each, how it chooses, and the newest state of what it learned.',
  answer: {
    description: 'All of them, by their ids.',
    schema: z.strictObject({ items: z.array(policySummary) }),
    examples: { one: { summary: 'One policy', value: { items: [exampleSummary] } } },
  },
  errors: [],
  handle: async ({ workspace }, { database }) => ({ items: (await list(database, workspace)).map(summaryOf) }),
});
