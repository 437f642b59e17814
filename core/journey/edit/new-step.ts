import type { Step } from '../definition/index.ts';

/** What a new step names before somebody chooses: of what there is in the workspace. */
export interface Suggestions {
  readonly event: string;
  readonly channel: string;
  readonly template: string;
  readonly group: string;
  readonly policy: string;
  readonly endpoint: string;
  readonly journey: string;
}

export const plainSuggestions: Suggestions = {
  event: 'Something Happened',
  channel: 'email',
  template: 'choose-a-template',
  group: 'choose-a-group',
  policy: 'choose-a-policy',
  endpoint: 'choose-an-endpoint',
  journey: 'choose-a-journey',
};

const isKnown = {
  combinator: 'and',
  rules: [{ field: 'customer.traits.email', operator: 'notNull' }],
};

interface NewStep {
  /** The family under which it is offered. */
  readonly family: 'say' | 'wait' | 'choose' | 'do';
  readonly settings: (names: Suggestions) => Record<string, unknown>;
  /** Its paths that go on with what followed at its place; the others end. */
  readonly goesOn: readonly string[];
  /** All its paths: those of a step whose settings do not say them. */
  readonly paths?: readonly string[];
}

/** What each type begins with. */
export const newSteps: Readonly<Record<string, NewStep>> = {
  send: {
    family: 'say',
    settings: ({ channel, template }) => ({ channels: [channel], template }),
    goesOn: ['next'],
  },
  wait: { family: 'wait', settings: () => ({ for: 'P1D' }), goesOn: ['next'] },
  'wait-for': {
    family: 'wait',
    settings: ({ event }) => ({ events: [{ event, path: 'happened' }], timeout: 'P1D' }),
    goesOn: ['timeout'],
  },
  task: { family: 'do', settings: ({ group }) => ({ group, choices: ['done'] }), goesOn: ['done'] },
  branch: {
    family: 'choose',
    settings: () => ({ branches: [{ path: 'yes', when: isKnown }] }),
    goesOn: ['yes', 'else'],
  },
  split: { family: 'choose', settings: () => ({ variants: { a: 500, b: 500 } }), goesOn: ['a', 'b'] },
  decide: { family: 'choose', settings: ({ policy }) => ({ policy }), goesOn: ['next'], paths: ['next'] },
  parallel: { family: 'choose', settings: () => ({}), goesOn: ['one', 'other'], paths: ['one', 'other'] },
  join: { family: 'choose', settings: () => ({}), goesOn: ['next'] },
  loop: { family: 'choose', settings: () => ({ most: 3 }), goesOn: ['next'] },
  call: { family: 'do', settings: ({ endpoint }) => ({ endpoint }), goesOn: ['ok', 'rejected', 'failed'] },
  update: { family: 'do', settings: () => ({ set: { changed: true } }), goesOn: ['next'] },
  'start-journey': { family: 'do', settings: ({ journey }) => ({ journey }), goesOn: ['next'] },
  exit: { family: 'do', settings: () => ({ reason: 'left' }), goesOn: [] },
};

/** A step as it is offered, without paths yet. */
export function newStep(type: string, names: Suggestions = plainSuggestions): Step {
  const paths = Object.fromEntries((newSteps[type]?.paths ?? []).map((path) => [path, null] as const));
  return { type, ...newSteps[type]?.settings(names), paths } as Step;
}

/** Does this path of a new step go on? */
export function goesOn(type: string, path: string): boolean {
  return newSteps[type]?.goesOn.includes(path) ?? true;
}
