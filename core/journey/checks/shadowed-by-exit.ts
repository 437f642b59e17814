import { type EventTrigger, getExitKind, type JourneyDefinition } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** An exit that listens for everything a step waits for always comes first: the step's way out can never be taken. */
export const shadowedByExit = defineCheck({
  name: 'shadowed-by-exit',
  codes: { 'shadowed-by-exit': 'A step waits for an event at which an exit rule ends the run first.' },
  examples: () => ({
    'shadowed-by-exit': exampleWith({
      exit: [{ reason: 'replied', on: 'event', event: 'Replied' }],
      steps: { first: { type: 'wait-for', events: [{ event: 'Replied', path: 'replied' }], paths: { replied: null } } },
    }),
  }),
  *problems(definition) {
    for (const [id, step] of Object.entries(definition.steps)) {
      for (const trigger of typeOf(step).subscriptions(step)) {
        const exit = definition.exit?.find((rule) =>
          getExitKind(rule)
            .subscriptions(rule)
            .some((exiting) => isShadowedBy(exiting, trigger, definition)),
        );
        if (!exit) continue;
        yield {
          code: 'shadowed-by-exit',
          where: `steps.${id}`,
          problem: `The step listens for "${trigger.event}", but the exit "${exit.reason}" ends the run at every such event first.`,
          remedy: 'Give the exit a "where" that leaves this case out, or remove one of the two.',
        };
      }
    }
  },
});

function isShadowedBy(exit: EventTrigger, trigger: EventTrigger, { key }: JourneyDefinition): boolean {
  if (exit.event !== trigger.event || exit.where !== undefined) return false;
  return key === undefined || exit.anyRun === true || (!trigger.anyRun && exit.match?.ref === trigger.match?.ref);
}
