import {
  type EventTrigger,
  type ExitRule,
  getExitKind,
  getInterruptKind,
  type JourneyDefinition,
} from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** An exit that listens for everything a step waits for always comes first: the step's way out can never be taken. */
export const shadowedByExit = defineCheck({
  name: 'shadowed-by-exit',
  codes: {
    'shadowed-by-exit': 'A step waits for an event at which an exit rule ends the run first.',
    'interrupt-shadowed-by-exit': 'An interrupt reacts to an event at which an exit rule ends the run first.',
  },
  examples: () => ({
    'shadowed-by-exit': exampleWith({
      exit: [{ reason: 'replied', on: 'event', event: 'Replied' }],
      steps: { first: { type: 'wait-for', events: [{ event: 'Replied', path: 'replied' }], paths: { replied: null } } },
    }),
    'interrupt-shadowed-by-exit': exampleWith({
      exit: [{ reason: 'replied', on: 'event', event: 'Replied' }],
      on: [{ id: 'answer', on: 'event', event: 'Replied', skip: ['first'] }],
    }),
  }),
  *problems(definition) {
    for (const [id, step] of Object.entries(definition.steps)) {
      for (const trigger of typeOf(step).subscriptions(step)) {
        const exit = exitBefore(trigger, definition);
        if (!exit) continue;
        yield {
          code: 'shadowed-by-exit',
          where: `steps.${id}`,
          problem: `The step listens for "${trigger.event}", but the exit "${exit.reason}" ends the run at every such event first.`,
          remedy,
        };
      }
    }
    for (const [index, rule] of (definition.on ?? []).entries()) {
      const triggers = getInterruptKind(rule).triggers(rule);
      const exits = triggers.map((trigger) => exitBefore(trigger, definition));
      const [exit] = exits;
      if (!exit || exits.includes(undefined)) continue;
      yield {
        code: 'interrupt-shadowed-by-exit',
        where: `on[${index}]`,
        problem: `The interrupt "${rule.id}" can never act: the exit "${exit.reason}" ends the run at every such event first.`,
        remedy,
      };
    }
  },
});

const remedy = 'Give the exit a "where" that leaves this case out, or remove one of the two.';

function exitBefore(trigger: EventTrigger, definition: JourneyDefinition): ExitRule | undefined {
  return definition.exit?.find((rule) =>
    getExitKind(rule)
      .triggers(rule)
      .some((exiting) => isShadowedBy(exiting, trigger, definition)),
  );
}

function isShadowedBy(exit: EventTrigger, trigger: EventTrigger, { key }: JourneyDefinition): boolean {
  if (exit.event !== trigger.event || exit.where !== undefined) return false;
  if (exit.message !== undefined) return exit.message === trigger.message;
  return key === undefined || exit.anyRun === true || (!trigger.anyRun && exit.match?.ref === trigger.match?.ref);
}
