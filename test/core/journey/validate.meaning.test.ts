import { type Refusal, refuses } from './support/spoiled-definition.ts';

const refused: readonly Refusal[] = [
  [
    'a missing path',
    'missing-path',
    'steps.reaction.paths',
    /"timeout" is missing/,
    ({ steps }) => {
      delete steps.reaction.paths.timeout;
    },
  ],
  [
    'an unknown path',
    'unknown-path',
    'steps.settle.paths.nxt',
    /Did you mean "next"\?/,
    ({ steps }) => {
      steps.settle.paths.nxt = null;
    },
  ],
  [
    'a path out of an exit',
    'unrecognized-or-unknown',
    'steps.bye.paths.next',
    /not known here|no way out/,
    ({ steps }) => {
      steps.bye.paths.next = null;
    },
  ],
  [
    'a path to an unknown step',
    'path-to-unknown-step',
    'steps.settle.paths.next',
    /Did you mean "nudge"\?/,
    ({ steps }) => {
      steps.settle.paths.next = 'nudges';
    },
  ],
  [
    'a path to a hostile name',
    'path-to-unknown-step',
    'steps.settle.paths.next',
    /no step "constructor"/,
    ({ steps }) => {
      steps.settle.paths.next = 'constructor';
    },
  ],
  [
    'an unknown start',
    'unknown-start',
    'start',
    /Did you mean "settle"\?/,
    (json) => {
      json.start = 'setle';
    },
  ],
  [
    'an unreachable step',
    'unreachable-step',
    'steps.bye',
    /No path leads/,
    ({ steps }) => {
      steps.big.paths.yes = null;
    },
  ],
  [
    'a cycle',
    'cycle',
    'steps.big',
    /settle ▸ nudge ▸ reaction ▸ big ▸ settle/,
    ({ steps }) => {
      steps.big.paths.else = 'settle';
    },
  ],
  [
    'a step that leads to itself',
    'cycle',
    'steps.again',
    /again ▸ again/,
    ({ steps }) => {
      steps.big.paths.else = 'again';
      steps.again = { type: 'wait', for: 'PT1H', paths: { next: 'again' } };
    },
  ],
  [
    'an unknown template',
    'unknown-template',
    'steps.nudge.template',
    /Did you mean "cart-nudge"\?/,
    ({ steps }) => {
      steps.nudge.template = 'cart-nugde';
    },
  ],
  [
    'a template that lacks the channel',
    'template-lacks-channel',
    'steps.nudge.channels[1]',
    /nothing for the channel "webhook"/,
    ({ steps }) => {
      Object.assign(steps.nudge, { template: 'mail-only', channels: ['email', 'webhook'] });
    },
  ],
  [
    'an unknown channel',
    'unknown-channel',
    'steps.nudge.channels[0]',
    /Did you mean "email"\?/,
    ({ steps }) => {
      steps.nudge.channels = ['e-mail'];
    },
  ],
  [
    'a channel twice',
    'channel-twice',
    'steps.nudge.channels[1]',
    /listed twice/,
    ({ steps }) => {
      steps.nudge.channels = ['email', 'email'];
    },
  ],
  [
    'the event in a branch',
    'field-out-of-place',
    'steps.big.branches[0].when.rules[0].field',
    /not known in a step/,
    ({ steps }) => {
      steps.big.branches[0].when.rules[0].field = 'event.properties.value';
    },
  ],
  [
    'the event in data',
    'field-out-of-place',
    'steps.nudge.data.cart.ref',
    /no event to look at/,
    ({ steps }) => {
      steps.nudge.data.cart.ref = 'event.properties';
    },
  ],
  [
    'the entry in the filter of an entry',
    'field-out-of-place',
    'entry[0].where.rules[0].field',
    /an entry's filter/,
    ({ entry }) => {
      entry[0].where.rules[0].field = 'entry.properties.value';
    },
  ],
  [
    'a key of the customer',
    'field-out-of-place',
    'key.ref',
    /in a key/,
    (json) => {
      json.key.ref = 'customer.traits.id';
    },
  ],
  [
    'a wait-for without match in a keyed journey',
    'missing-match',
    'steps.reaction.events[0]',
    /anyRun/,
    ({ steps }) => {
      delete steps.reaction.events[0].match;
    },
  ],
  [
    'an exit without match in a keyed journey',
    'missing-match',
    'exit[0]',
    /anyRun/,
    ({ exit }) => {
      delete exit[0].match;
    },
  ],
  [
    'match and anyRun together',
    'match-and-any-run',
    'exit[0]',
    /contradict/,
    ({ exit }) => {
      exit[0].anyRun = true;
    },
  ],
  [
    'match in a journey without a key',
    'match-without-key',
    'exit[0].match',
    /no key/,
    (json) => {
      delete json.key;
      delete json.steps.reaction.events[0].match;
    },
  ],
  [
    'an exit reason twice',
    'duplicate-exit-reason',
    'exit[1].reason',
    /"bought"/,
    ({ exit }) => {
      exit.push({ ...exit[0], event: 'Order Placed' });
    },
  ],
  [
    'a path name twice',
    'duplicate-path',
    'steps.reaction',
    /Two ways out are called "timeout"/,
    ({ steps }) => {
      steps.reaction.events[0].path = 'timeout';
      delete steps.reaction.paths.seen;
    },
  ],
  [
    'two branches called alike',
    'duplicate-path',
    'steps.big',
    /"else"/,
    ({ steps }) => {
      steps.big.branches[0].path = 'else';
      delete steps.big.paths.yes;
      steps.big.paths.else = 'bye';
    },
  ],
  [
    'an entry that is an exit of every run',
    'entry-is-exit',
    'exit[1]',
    /coming in again/,
    ({ exit }) => {
      exit.push({ reason: 'again', on: 'event', event: 'Cart Updated', anyRun: true });
    },
  ],
  [
    'a wait-for that an exit shadows',
    'shadowed-by-exit',
    'steps.reaction',
    /the exit "seen" ends the run/,
    ({ exit }) => {
      exit.push({ reason: 'seen', on: 'event', event: 'Cart Viewed', match: { ref: 'event.properties.cart_id' } });
    },
  ],
];

describe('publishing refuses', () => refuses(refused));
