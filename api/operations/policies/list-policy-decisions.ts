import { z } from 'zod';
import { listPolicyDecisions as list } from '../../../store/decisions/decisions.ts';
import { findPolicy } from '../../../store/decisions/policies.ts';
import { defineOperation } from '../../define-operation.ts';
import { pageLimit } from '../../paging.ts';
import { aDecision, decisionSchema, decisionView } from '../decisions/schemas.ts';
import { policyNotFound, policyParams } from './schemas.ts';

export const listPolicyDecisions = defineOperation({
  id: 'listPolicyDecisions',
  method: 'get',
  path: '/v1/policies/{id}/decisions',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read the last decisions of a policy',
  description: 'Of whom, what was chosen, with which chances, what could not be chosen, and why, in words.',
  params: policyParams,
  notFound: policyNotFound,
  query: z.strictObject({ limit: pageLimit('Decisions', { most: 100, usual: 20 }) }),
  answer: {
    description: 'The newest first.',
    schema: z.strictObject({
      items: z.array(
        decisionSchema.extend({
          run: z.uuid(),
          customerId: z.uuid().nullable().describe('Null: the customer was erased.'),
        }),
      ),
    }),
    examples: {
      one: {
        summary: 'One decision',
        value: {
          items: [
            {
              ...aDecision,
              run: '019f5f2e-7c00-7000-8000-000000000002',
              customerId: '019f5f2e-7c00-7000-8000-000000000003',
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, query: { limit }, workspace }, { database }) {
    if (!(await findPolicy(database, { workspace, id }))) throw policyNotFound(id);
    const decisions = await list(database, { workspace, policyId: id, limit });
    return { items: decisions.map(({ run, customerId, ...made }) => ({ run, customerId, ...decisionView(made) })) };
  },
});
