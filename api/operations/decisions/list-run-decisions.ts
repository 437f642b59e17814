import { z } from 'zod';
import { listDecisions } from '../../../store/decisions/decisions.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { defineOperation } from '../../define-operation.ts';
import { runNotFound, runParams } from '../runs/errors.ts';
import { aDecision, decisionSchema, decisionView } from './schemas.ts';

export const listRunDecisions = defineOperation({
  id: 'listRunDecisions',
  method: 'get',
  path: '/v1/runs/{id}/decisions',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'Read the decisions of a run',
  description: 'What was chosen at its decide steps, with which chances, what could not be chosen, and why, in words.',
  params: runParams,
  notFound: runNotFound,
  answer: {
    description: 'Its decisions, in order.',
    schema: z.strictObject({ items: z.array(decisionSchema) }),
    examples: { one: { summary: 'One decision', value: { items: [aDecision] } } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const decisions = await listDecisions(database, { workspace, journeyRunId: id });
    if (decisions.length === 0 && !(await findRunView(database, workspace, id))) throw runNotFound(id);
    return { items: decisions.map(decisionView) };
  },
});
