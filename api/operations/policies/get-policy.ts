import { describePolicy } from '../../../core/decision/describe-policy.ts';
import { policySchema } from '../../../core/decision/policy.ts';
import { viewPolicy } from '../../../services/decisions/policies.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { findPolicy } from '../../../store/decisions/policies.ts';
import { defineOperation } from '../../define-operation.ts';
import { summaryOf } from './list-policies.ts';
import {
  exampleOverride,
  exampleSummary,
  overrideView,
  policyAnswer,
  policyNotFound,
  policyParams,
} from './schemas.ts';

const definition = policySchema.parse({
  id: 'return-offer',
  title: 'Winning back: which offer',
  candidates: [
    { id: 'nothing', nothing: true },
    { id: 'news', gives: { template: 'return-news', channels: ['email'] }, cost: 0.01 },
  ],
  rank: { by: 'thompson' },
  reward: {
    events: [{ event: 'Order Completed', value: { ref: 'event.properties.total' }, cap: 300 }],
    within: 'P14D',
  },
  baselinePerMille: 100,
});

export const getPolicy = defineOperation({
  id: 'getPolicy',
  method: 'get',
  path: '/v1/policies/{id}',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read one policy',
  description:
    'Its live version, what it chose in the last thirty days and what came of it, why candidates could not be chosen, and what it believes.',
  params: policyParams,
  notFound: policyNotFound,
  answer: {
    description: 'The policy.',
    schema: policyAnswer,
    examples: {
      one: {
        summary: 'An offer that learns',
        value: {
          ...exampleSummary,
          definition,
          figures: {
            candidates: [],
            refusals: [],
            lift: null,
            overrides: [exampleOverride],
            shadows: [],
            cells: [],
            uses: [],
          },
          words: ['It has not decided anything in the last thirty days.'],
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const policy = await findPolicy(database, { workspace, id });
    if (!policy) throw policyNotFound(id);
    const now = await workspaceClock(database, workspace).now();
    const view = await viewPolicy(database, { workspace, now }, policy);
    return {
      ...summaryOf(policy),
      definition: policy.definition,
      figures: { ...view, overrides: view.overrides.map(overrideView) },
      words: [...describePolicy(view)],
    };
  },
});
