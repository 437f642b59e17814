import type { KnownNames } from '../../../../core/journey/known-names.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';

export const known: KnownNames = {
  channels: new Set(['email', 'webhook']),
  templates: new Map([
    ['cart-nudge', { channels: new Set(['email', 'webhook']) }],
    ['mail-only', { channels: new Set(['email']) }],
  ]),
};

/** A sound definition; each test spoils one thing. */
export function sound() {
  return {
    id: 'abandoned-cart',
    title: 'Abandoned cart',
    purpose: 'marketing',
    topic: 'offers',
    entry: [
      {
        on: 'event',
        event: 'Cart Updated',
        maxAge: 'PT1H',
        where: { combinator: 'and', rules: [{ field: 'event.properties.value', operator: '>=', value: 20 }] },
      },
    ],
    key: { ref: 'event.properties.cart_id' },
    reentry: { after: 'P1D' },
    exit: [{ reason: 'bought', on: 'event', event: 'Order Completed', match: { ref: 'event.properties.cart_id' } }],
    start: 'settle',
    steps: {
      settle: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
      nudge: {
        type: 'send',
        channels: ['email'],
        template: 'cart-nudge',
        data: { cart: { ref: 'entry' } },
        notAfter: 'PT14H',
        paths: { next: 'reaction' },
      },
      reaction: {
        type: 'wait-for',
        timeout: 'P1D',
        events: [{ event: 'Cart Viewed', match: { ref: 'event.properties.cart_id' }, path: 'seen' }],
        paths: { seen: 'big', timeout: 'big' },
      },
      big: {
        type: 'branch',
        branches: [
          {
            path: 'yes',
            when: { combinator: 'and', rules: [{ field: 'entry.properties.value', operator: '>=', value: 500 }] },
          },
        ],
        paths: { yes: 'bye', else: null },
      },
      bye: { type: 'exit', reason: 'too-big', paths: {} },
    },
  };
}

type Sound = ReturnType<typeof sound>;
// biome-ignore lint/suspicious/noExplicitAny: spoiling goes against the types on purpose
export type Spoil = (json: any) => void;

export function problemsOf(spoil: Spoil) {
  const json = sound() as Sound;
  spoil(json);
  return validateDefinition(json, known);
}

/** What spoils a sound definition, the code and place of its problem, and words in problem or remedy. */
export type Refusal = readonly [title: string, code: string, where: string, words: RegExp, spoil: Spoil];

/** One test a row: publishing refuses it, at this place, in whole sentences. */
export function refuses(rows: readonly Refusal[]): void {
  it.each(rows)('%s', (_title, code, where, words, spoil) => {
    const { definition, problems } = problemsOf(spoil);
    expect(definition).toBeUndefined();
    const found = problems.filter((problem) => problem.where === where);
    expect(problems.map((problem) => problem.where)).toContain(where);
    if (code !== 'unrecognized-or-unknown') expect(found.map((problem) => problem.code)).toContain(code);
    expect(found.map(({ problem, remedy }) => `${problem} ${remedy}`).join('\n')).toMatch(words);
    for (const { problem, remedy } of problems)
      expect([problem, remedy].every((text) => /[.?]$/.test(text))).toBe(true);
  });
}

/** So many steps of all kinds in a row; `spoil` gives other settings to those it wants. */
export function chain(
  length: number,
  spoil: (index: number, next: string | null) => object | undefined = () => undefined,
) {
  const steps = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? `s${index + 1}` : null;
    const kinds = [
      { type: 'send', channels: ['email'], template: 'cart-nudge', paths: { next } },
      { type: 'wait', for: 'PT1H', paths: { next } },
      {
        type: 'wait-for',
        events: [{ event: `Reply ${index}`, anyRun: true, path: 'replied' }],
        timeout: 'P1D',
        paths: { replied: next, timeout: next },
      },
      {
        type: 'branch',
        branches: [
          { path: 'yes', when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'notNull' }] } },
        ],
        paths: { yes: next, else: next },
      },
    ];
    return [`s${index}`, spoil(index, next) ?? kinds[index % 4]];
  });
  return { start: 's0', steps: Object.fromEntries(steps) };
}
