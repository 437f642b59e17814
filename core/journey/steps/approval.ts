import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { conditionSchema, type Properties } from '../../condition/schema.ts';
import { explainDecision } from '../../decision/explain.ts';
import type { PolicyDefinition } from '../../decision/policy.ts';
import type { DecisionRecord } from '../../decision/record.ts';
import type { Turn } from '../step-type.ts';
import { askedFields } from './asked.ts';
import type { TaskStep } from './task.ts';

/**
 * Propose and approve: a decision becomes a task for a person, who takes one of the three best candidates or none. What a person
 * chooses is recorded and never learned from.
 */
export const approvalSchema = z
  .strictObject({
    ...askedFields,
    when: conditionSchema.optional().describe('Only for those of whom this holds; for all unless said.'),
    chanceBelow: z.number().gt(0).max(1).optional().describe('Or where the choice had a smaller chance than this.'),
    costAbove: z.number().min(0).optional().describe('Or where the choice costs more than this.'),
    instruction: z
      .string()
      .min(1)
      .max(2000)
      .optional()
      .describe('What the person has to look at, beside the proposal.'),
    due: isoDurationSchema.optional().describe('Unanswered for so long, `ifLate` says what is done.'),
    reminder: isoDurationSchema.optional().describe('Unanswered for so long, who was asked is reminded, once.'),
    ifLate: z
      .enum(['take', 'fallback', 'nothing'])
      .default('take')
      .describe('`take`: what the policy chooses then. `fallback`: the fallback of the policy. `nothing`: none.'),
  })
  .describe('A person approves the choice: of all customers, or only where one of the reasons applies.');

export type Approval = z.infer<typeof approvalSchema>;

export const rejected = 'rejected';

/** Candidates that a person can choose from. */
const mostProposed = 3;

export function needsApproval(
  { when, chanceBelow, costAbove }: Approval,
  record: DecisionRecord,
  policy: PolicyDefinition | undefined,
  turn: Turn,
): boolean {
  if (record.chosen === null) return false;
  if (when === undefined && chanceBelow === undefined && costAbove === undefined) return true;
  const chosen = record.candidates.find(({ id }) => id === record.chosen);
  const cost = policy?.candidates.find(({ id }) => id === record.chosen)?.cost ?? 0;
  return (
    (when !== undefined && turn.holds(when)) ||
    (chanceBelow !== undefined && (chosen?.ppm ?? 1_000_000) < chanceBelow * 1_000_000) ||
    (costAbove !== undefined && cost > costAbove)
  );
}

/** What the task needs of the decision: the chosen candidate, then those with the greatest chances; and why, in words. */
export function proposalOf(record: DecisionRecord, visit: number): Properties {
  const others = record.candidates
    .filter(({ id, ppm }) => id !== record.chosen && ppm !== undefined)
    .sort((one, other) => (other.ppm ?? 0) - (one.ppm ?? 0) || (one.id < other.id ? -1 : 1));
  const proposed = [record.chosen ?? '', ...others.map(({ id }) => id)].slice(0, mostProposed);
  return { visit, proposed, words: explainDecision(record).join(' ').slice(0, 2000) };
}

/** The decision as a task: its choices are the candidates that are proposed, and "rejected". */
export function approvalTask(
  { title }: { readonly title?: string | undefined },
  { group, person, instruction, due, reminder }: Approval,
  left: Properties = {},
): TaskStep {
  const proposed = Array.isArray(left.proposed) ? left.proposed.filter((each) => typeof each === 'string') : [];
  const words = typeof left.words === 'string' ? left.words : '';
  // Braces in a candidate's title are no references.
  const proposal = words.replaceAll('{{', '{ {');
  return {
    type: 'task',
    title: title ?? 'Approve a choice',
    ...{ group, person, due, reminder },
    instruction: [instruction, proposal].filter(Boolean).join('\n\n'),
    choices: [...proposed, rejected],
    paths: {},
  };
}
