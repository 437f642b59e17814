import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** A journey that sends messages should have an exit rule. */
export const missingExit = defineCheck({
  name: 'missing-exit',
  codes: { 'no-exit': 'The journey sends messages and has no exit rule. A warning.' },
  examples: () => ({
    'no-exit': exampleWith({
      steps: { first: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } } },
    }),
  }),
  *problems({ exit = [], steps }) {
    if (exit.length > 0 || !Object.values(steps).some((step) => typeOf(step).facesCustomer)) return;
    yield {
      code: 'no-exit',
      where: 'exit',
      problem: 'No exit rule: customers who convert keep receiving messages.',
      remedy: 'Add an exit rule for the event after which the messages make no sense.',
      severity: 'warning',
    };
  },
});
