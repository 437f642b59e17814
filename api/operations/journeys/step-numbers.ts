import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import type { StepCounts } from '../../../store/measurement/step-counts.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';

export const stepNumbersSchema = z.strictObject({
  journey: idSchema,
  version: z.int().nullable().describe('Null: runs of all versions.'),
  countedAt: moment,
  enteredAfter: moment.nullable().describe('Runs that entered since then are counted. Null: all.'),
  entered: z.int().describe('Runs that entered.'),
  open: z.int().describe('Of these, those that are under way.'),
  stuck: z.int().describe('Of these, those that wait for an operator.'),
  ended: z
    .array(z.strictObject({ reason: z.string(), runs: z.int() }))
    .describe('Of these, those that ended: "completed", or the reason of the exit.'),
  notEntered: z
    .array(z.strictObject({ reason: z.string(), entries: z.int() }))
    .describe(
      'Events of an entry that opened no run, by reason, of all versions. Hours are counted whole, and for 90 days; counts come within ten seconds.',
    ),
  goal: z.strictObject({
    runs: z.int().describe('Those whose customers reached the goal in time.'),
    value: z.number().nullable().describe('What that is worth, where the goal has a value.'),
  }),
  arms: z
    .array(
      z.strictObject({
        arm: z.enum(['treated', 'holdout', 'global-control']),
        runs: z.int(),
        goals: z.int().describe('Those whose customers reached the goal in time.'),
        value: z.number().nullable(),
      }),
    )
    .describe('Runs with steps, and those in the books only: who was held out by the journey, or by the workspace.'),
  steps: z.array(
    z.strictObject({
      step: z.string(),
      arrived: z.int().describe('Runs that came to the step.'),
      waiting: z.int().describe('Of these, those that are there now, stuck ones included.'),
      stuck: z.int(),
      left: z
        .array(z.strictObject({ path: z.string(), runs: z.int(), medianMs: z.number().nullable() }))
        .describe('Runs that left by each path, and how long half of them stayed at the most.'),
      taken: z.int().describe('Runs that an exit or an interrupt took away.'),
      messages: z.array(z.strictObject({ state: z.enum(messageStates), messages: z.int() })),
      blocked: z
        .array(z.strictObject({ rule: z.string(), messages: z.int() }))
        .describe('Messages that a rule blocked, by the rule.'),
      deferred: z
        .array(z.strictObject({ rule: z.string(), messages: z.int() }))
        .describe('Messages that wait because of a rule, by the rule.'),
    }),
  ),
});

export const stepNumbersExample = {
  journey: 'trial',
  version: null,
  countedAt: '2026-11-22T19:20:20.000Z',
  enteredAfter: null,
  entered: 1,
  open: 1,
  stuck: 0,
  ended: [],
  notEntered: [],
  goal: { runs: 0, value: null },
  arms: [{ arm: 'treated', runs: 1, goals: 0, value: null }],
  steps: [
    {
      step: 'a-moment',
      arrived: 1,
      waiting: 1,
      stuck: 0,
      left: [],
      taken: 0,
      messages: [],
      blocked: [],
      deferred: [],
    },
  ],
};

type StepNumbers = z.output<typeof stepNumbersSchema>;

/** What the store counted, by step. Pure. */
export function stepNumbers(
  counts: StepCounts,
): Pick<StepNumbers, 'entered' | 'open' | 'stuck' | 'ended' | 'goal' | 'arms' | 'steps'> {
  const { entered, open, stuck, ended, goal, arms, arrived, waiting, messages } = counts;
  const names = [...arrived, ...waiting, ...messages].map(({ step }) => step);
  const steps = [...new Set(names)].sort().map((step) => {
    const visits = arrived.filter((each) => each.step === step);
    const here = waiting.find((each) => each.step === step);
    const own = messages.filter((each) => each.step === step);
    const states = [...new Set(own.map(({ state }) => state))];
    const byRule = (state: string) =>
      own.flatMap(({ state: is, rule, messages: count }) =>
        is === state && rule !== null ? [{ rule, messages: count }] : [],
      );
    return {
      step,
      arrived: visits.reduce((sum, { runs }) => sum + runs, 0),
      waiting: here?.runs ?? 0,
      stuck: here?.stuck ?? 0,
      left: visits.flatMap(({ path, runs, medianMs }) => (path === null ? [] : [{ path, runs, medianMs }])),
      taken: visits.reduce((sum, { path, isThere, runs }) => sum + (path === null && !isThere ? runs : 0), 0),
      messages: states.map((state) => ({
        state,
        messages: own.reduce((sum, each) => sum + (each.state === state ? each.messages : 0), 0),
      })),
      blocked: byRule('blocked'),
      deferred: byRule('deferred'),
    };
  });
  return { entered, open, stuck, ended: [...ended], goal, arms: [...arms], steps };
}
