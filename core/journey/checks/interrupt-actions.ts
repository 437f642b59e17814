import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { findStep, type InterruptRule, type JourneyDefinition } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** What an interrupt does: something, to steps that exist, and nothing that contradicts itself. */
export const interruptActions = defineCheck({
  name: 'interrupt-actions',
  codes: {
    'duplicate-interrupt': 'Two interrupts have the same id.',
    'interrupt-without-action': 'An interrupt does nothing.',
    'jump-with-other-action': 'An interrupt jumps, and also skips steps or opens a side path.',
    'interrupt-to-unknown-step': 'An interrupt names a step that does not exist.',
    'skip-without-next': 'An interrupt skips a step that has no way out "next".',
  },
  examples: () => ({
    'duplicate-interrupt': interrupting({ skip: ['first'] }, { skip: ['first'] }),
    'interrupt-without-action': interrupting({}),
    'jump-with-other-action': interrupting({ jump: 'first', skip: ['first'] }),
    'interrupt-to-unknown-step': interrupting({ do: 'frist' }),
    'skip-without-next': {
      ...interrupting({ skip: ['first'] }),
      steps: { first: { type: 'exit', reason: 'enough', paths: {} } },
    },
  }),
  *problems(definition) {
    const { on = [] } = definition;
    for (const [index, rule] of on.entries()) {
      const where = `on[${index}]`;
      if (on.findIndex(({ id }) => id === rule.id) !== index) {
        yield {
          code: 'duplicate-interrupt',
          where: `${where}.id`,
          problem: `"${rule.id}" is the id of another interrupt too.`,
          remedy: 'Give each its own id: what a run has done already is known by it.',
        };
      }
      yield* actionProblems(rule, where);
      yield* targetProblems(rule, where, definition);
    }
  },
});

function* actionProblems({ jump, skip, do: side }: InterruptRule, where: string): Iterable<Problem> {
  if (jump === undefined && skip === undefined && side === undefined) {
    yield {
      code: 'interrupt-without-action',
      where,
      problem: 'The interrupt does nothing.',
      remedy: 'Say "jump", "skip", "do", or "skip" and "do".',
    };
  }
  if (jump !== undefined && (skip !== undefined || side !== undefined)) {
    yield {
      code: 'jump-with-other-action',
      where,
      problem: 'A jump leaves the main path where it stands: there is nothing beside it to skip or to open.',
      remedy: 'Make two interrupts of it, or let the step that it jumps to do the rest.',
    };
  }
}

function* targetProblems(rule: InterruptRule, where: string, definition: JourneyDefinition): Iterable<Problem> {
  const targets = [
    { at: `${where}.jump`, step: rule.jump },
    { at: `${where}.do`, step: rule.do },
    ...(rule.skip ?? []).map((step, index) => ({ at: `${where}.skip[${index}]`, step, isSkipped: true })),
  ];
  for (const { at, step, ...kind } of targets) {
    if (step === undefined) continue;
    const found = findStep(definition, step);
    if (!found) {
      yield {
        code: 'interrupt-to-unknown-step',
        where: at,
        problem: `There is no step "${step}".`,
        remedy: didYouMean(step, Object.keys(definition.steps)),
      };
    } else if ('isSkipped' in kind && !Object.hasOwn(found.paths, 'next')) {
      yield {
        code: 'skip-without-next',
        where: at,
        problem: `The step "${step}" can't be skipped: it has no way out "next" by which the run would go on.`,
        remedy: 'Skip a step that has one, or jump to the step that is to come instead.',
      };
    }
  }
}

function interrupting(...actions: readonly Partial<InterruptRule>[]): JourneyDefinition {
  return exampleWith({
    on: actions.map((action) => ({ id: 'prices', on: 'event', event: 'Pricing Viewed', ...action }) as InterruptRule),
  });
}
