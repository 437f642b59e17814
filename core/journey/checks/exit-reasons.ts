import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Each exit rule has a reason of its own. */
export const exitReasons = defineCheck({
  name: 'exit-reasons',
  codes: { 'duplicate-exit-reason': 'Two exit rules have the same reason.' },
  examples: () => ({
    'duplicate-exit-reason': exampleWith({
      exit: [
        { reason: 'left', on: 'event', event: 'Left' },
        { reason: 'left', on: 'event', event: 'Deleted' },
      ],
    }),
  }),
  *problems({ exit = [] }) {
    for (const [index, { reason }] of exit.entries()) {
      if (exit.findIndex((rule) => rule.reason === reason) === index) continue;
      yield {
        code: 'duplicate-exit-reason',
        where: `exit[${index}].reason`,
        problem: `"${reason}" is the reason of another exit rule too.`,
        remedy: 'Give each its own reason: reports tell them apart by it.',
      };
    }
  },
});
