import { readdirSync } from 'node:fs';
import path from 'node:path';
import { guard } from '../../../core/message/guard.ts';
import type { GuardFacts, OriginFacts } from '../../../core/message/guard-facts.ts';
import { guardRules } from '../../../core/message/rules/index.ts';

const now = 1_000_000_000;
const fine: GuardFacts = {
  now,
  origin: {
    kind: 'run',
    isWaiting: true,
    isLeaving: false,
    hasUnconsumedInputs: false,
    requestedAt: now - 1_000,
  },
  earlier: undefined,
  receiverHonoursKey: false,
  address: 'ann@example.com',
  firstContactAt: 0,
  expiresAt: undefined,
};
const run = (more: Partial<OriginFacts>) => ({
  origin: { ...(fine.origin as OriginFacts), ...more },
});
const earlier = (state: string, leasedFor = 0) => ({ earlier: { state, leasedFor, inDoubt: false } });
const inDoubt = (state: string) => ({ earlier: { state, leasedFor: 0, inDoubt: true }, receiverHonoursKey: true });

const examples: readonly [string, Partial<GuardFacts>, object][] = [
  ['lets a message go', {}, { verdict: 'claim' }],
  ['leaves a run that is gone alone', { origin: undefined }, { verdict: 'yield' }],
  ['leaves a job that is not open alone', run({ isWaiting: false }), { verdict: 'yield' }],
  ['lets inputs come first', run({ hasUnconsumedInputs: true }), { verdict: 'yield' }],
  ['waits for the lease of another attempt', earlier('claimed', 5), { verdict: 'busy', milliseconds: 5 }],
  [
    'waits for the lease even when inputs are there',
    { ...earlier('sending', 5), ...run({ hasUnconsumedInputs: true }) },
    { verdict: 'busy', milliseconds: 5 },
  ],
  ['takes over a claim that never began to send', earlier('claimed'), { verdict: 'claim' }],
  ['calls an attempt that began and never ended unknown', earlier('sending'), { verdict: 'unknown' }],
  [
    'says unknown before anything else, since it is what happened',
    { ...earlier('sending'), ...run({ isLeaving: true }) },
    { verdict: 'unknown' },
  ],
  [
    'makes the attempt again where the receiver drops repeats',
    { ...earlier('sending'), receiverHonoursKey: true },
    { verdict: 'claim' },
  ],
  [
    'makes it again although an exit swept the run: it can not be called blocked',
    { ...earlier('sending'), receiverHonoursKey: true, ...run({ isLeaving: true, hasUnconsumedInputs: true }) },
    { verdict: 'claim' },
  ],
  [
    'and although a second attempt was claimed and never began',
    { ...inDoubt('claimed'), ...run({ isLeaving: true }) },
    { verdict: 'claim' },
  ],
  ['and although it has expired since', { ...inDoubt('failed-temporarily'), expiresAt: now - 1 }, { verdict: 'claim' }],
  [
    'says unknown when the receiver can not be asked any more: no address',
    { ...inDoubt('failed-temporarily'), address: undefined },
    { verdict: 'unknown' },
  ],
  [
    'says unknown when the receiver can not be asked any more: a day is over',
    { ...inDoubt('failed-temporarily'), ...run({ requestedAt: now - 86_400_001 }) },
    { verdict: 'unknown' },
  ],
  ['blocks when an exit swept the run', run({ isLeaving: true }), { verdict: 'block', rule: 'run-left' }],
  [
    'asks a young customer again for the address',
    { address: undefined, firstContactAt: now - 60_000 },
    { verdict: 'defer', until: now + 10_000, rule: 'no-address' },
  ],
  [
    'asks no later than the end of the first five minutes',
    { address: undefined, firstContactAt: now - 299_000 },
    { verdict: 'defer', until: now + 1_000, rule: 'no-address' },
  ],
  [
    'blocks without an address after five minutes',
    { address: undefined, firstContactAt: now - 300_000 },
    { verdict: 'block', rule: 'no-address' },
  ],
  [
    'blocks after the expiry',
    { expiresAt: now - 1 },
    { verdict: 'block', rule: 'expired', value: new Date(now - 1).toISOString() },
  ],
  ['lets go at the very moment of expiry', { expiresAt: now }, { verdict: 'claim' }],
  ['tries again what failed temporarily', earlier('failed-temporarily'), { verdict: 'claim' }],
  [
    'gives up after a day of failures',
    { ...earlier('failed-temporarily'), ...run({ requestedAt: now - 86_400_001 }) },
    { verdict: 'give-up' },
  ],
  [
    'does not give up what was only held for a day',
    { ...earlier('deferred'), ...run({ requestedAt: now - 86_400_001 }) },
    { verdict: 'claim' },
  ],
];

it.each(examples)('%s', (_title, facts, expected) => {
  expect(guard({ ...fine, ...facts })).toEqual(expected);
});

describe('the rules', () => {
  it('are one file each, under their own names', () => {
    const files = readdirSync(path.join(__dirname, '../../../core/message/rules'));
    const names = guardRules.map(({ name }) => `${name}.ts`);
    expect([...names, 'index.ts'].sort()).toEqual(files.sort());
  });

  it.each(guardRules)('have an example that $name decides', ({ name }) => {
    const decides = ({ origin, ...facts }: GuardFacts) =>
      origin?.isWaiting ? guardRules.find((rule) => rule.evaluate({ ...facts, origin })) : undefined;
    expect(examples.map(([, facts]) => decides({ ...fine, ...facts })?.name)).toContain(name);
  });

  it.each(guardRules)('show a message that $name blocks or defers under its name', ({ name, evaluate }) => {
    const open = { ...fine, origin: fine.origin as OriginFacts };
    const shown = examples.map(([, facts]) => evaluate({ ...open, ...facts, origin: facts.origin ?? open.origin }));
    const rules = shown.flatMap((verdict) => (verdict && 'rule' in verdict ? [verdict.rule] : []));
    expect(rules.filter((rule) => rule !== name)).toEqual([]);
  });
});
