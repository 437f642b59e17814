import { getExitKind } from '../definition/index.ts';
import { entryEvents } from '../subscriptions.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** An event that enters must not end every run of the customer at once. */
export const entryIsExit = defineCheck({
  name: 'entry-is-exit',
  codes: { 'entry-is-exit': 'An event is an entry and an exit of every run, whatever its properties.' },
  examples: () => ({
    'entry-is-exit': exampleWith({ exit: [{ reason: 'again', on: 'event', event: 'Started' }] }),
  }),
  *problems(definition) {
    const { exit = [], key } = definition;
    const entering = entryEvents(definition);
    for (const [index, rule] of exit.entries()) {
      const trigger = getExitKind(rule)
        .triggers(rule)
        .find(({ event, where, anyRun }) => entering.has(event) && !where && (key === undefined || anyRun));
      if (!trigger) continue;
      yield {
        code: 'entry-is-exit',
        where: `exit[${index}]`,
        problem: `"${trigger.event}" is an entry and, whatever is in it, an exit: coming in again would throw the customer out.`,
        remedy: 'Give the exit a "where", or leave it out.',
      };
    }
  },
});
