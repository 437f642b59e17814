import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type ConsentSubject, type Consents, type Regimes, withStatement } from '../../../core/customer/consent.ts';
import { guard } from '../../../core/message/guard.ts';
import type { GuardFacts, KillSwitch, OriginFacts } from '../../../core/message/guard-facts.ts';
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
  suppression: undefined,
  consent: {
    consents: {},
    regimes: { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out', topics: {} },
    purpose: 'marketing',
    topic: 'offers',
    channel: 'email',
  },
  killSwitches: [],
  expiresAt: undefined,
  onlyIfHolds: undefined,
  exitHolds: false,
};
const run = (more: Partial<OriginFacts>) => ({
  origin: { ...(fine.origin as OriginFacts), ...more },
});
const earlier = (state: string, leasedFor = 0) => ({ earlier: { state, leasedFor, inDoubt: false } });
const inDoubt = (state: string) => ({ earlier: { state, leasedFor: 0, inDoubt: true }, receiverHonoursKey: true });

const optIn = { marketing: 'opt-in', tracking: 'opt-in', profiling: 'opt-in', topics: {} } as const;
const consent = (consents: Consents, regimes: Regimes = fine.consent.regimes) => ({
  consent: { ...fine.consent, consents, regimes },
});
const withdrawn = (kind: ConsentSubject['kind'], name: string, expiresAt?: number) =>
  consent(withStatement({}, { subject: { kind, name }, state: 'withdrawn', at: 0, acceptedAt: 0, expiresAt }));
const paused = withdrawn('purpose', 'marketing', now + 1);
const blocked = (rule: string, value: string) => ({ verdict: 'block', rule, value });

const stopped = (scope: KillSwitch['scope'], name: string) => ({ killSwitches: [{ scope, name }] });
const later = { verdict: 'defer', until: now + 900_000, rule: 'kill-switch' };

const examples: readonly [string, Partial<GuardFacts>, object][] = [
  ['lets a message go', {}, { verdict: 'claim' }],
  ['defers while the workspace is stopped', stopped('workspace', 'default'), later],
  ['defers while its journey is stopped', stopped('journey', 'welcome'), later],
  ['defers while its channel is stopped', stopped('channel', 'email'), later],
  ['lets it go while another channel is stopped', stopped('channel', 'webhook'), { verdict: 'claim' }],
  ['is stopped before the customer is asked about', { ...stopped('channel', 'email'), ...paused }, later],
  [
    'looks again when a stopped message expires',
    { ...stopped('channel', 'email'), expiresAt: now + 60_000 },
    { ...later, until: now + 60_001 },
  ],
  [
    'blocks a stopped message that has expired',
    { ...stopped('channel', 'email'), expiresAt: now - 1 },
    { verdict: 'block', rule: 'expired', value: new Date(now - 1).toISOString() },
  ],
  [
    'makes no other attempt of one in doubt while it is stopped',
    { ...stopped('channel', 'email'), ...inDoubt('failed-temporarily') },
    { verdict: 'busy', milliseconds: 5_000 },
  ],
  [
    'says unknown of one that began, where the receiver can not be asked, stopped or not',
    { ...stopped('channel', 'email'), ...earlier('sending') },
    { verdict: 'unknown' },
  ],
  [
    'blocks what an exit swept, stopped or not',
    { ...stopped('channel', 'email'), ...run({ isLeaving: true }) },
    { verdict: 'block', rule: 'run-left' },
  ],
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
    'blocks an address that is suppressed, with the reason',
    { suppression: 'hard-bounce' },
    { verdict: 'block', rule: 'suppressed', value: 'hard-bounce' },
  ],
  [
    'but calls an attempt in doubt unknown where the customer may not be reached any more',
    { ...earlier('sending'), receiverHonoursKey: true, suppression: 'complaint' },
    { verdict: 'unknown' },
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
  ['blocks what the regime needs consent for', consent({}, optIn), blocked('consent', 'offers')],
  ['blocks what the customer has withdrawn', withdrawn('topic', 'offers'), blocked('consent', 'offers')],
  ['lets go what is about another topic', withdrawn('topic', 'news'), { verdict: 'claim' }],
  ['blocks a withdrawn channel', withdrawn('channel', 'email'), blocked('channel-withdrawn', 'email')],
  [
    'blocks a withdrawn channel for transactional messages, too',
    { consent: { ...withdrawn('channel', 'email').consent, purpose: 'transactional' } },
    blocked('channel-withdrawn', 'email'),
  ],
  [
    'lets transactional messages go without consent to their topic',
    { consent: { ...withdrawn('topic', 'offers').consent, purpose: 'transactional' } },
    { verdict: 'claim' },
  ],
  ['blocks while the customer has paused', paused, blocked('paused-by-customer', new Date(now + 1).toISOString())],
  ['lets go when the pause is over', { ...paused, now: now + 1 }, { verdict: 'claim' }],
  [
    'names the missing address before consent, as the order says',
    { ...withdrawn('topic', 'offers'), address: undefined },
    { verdict: 'block', rule: 'no-address' },
  ],
  [
    'says unknown of what had begun before consent was withdrawn',
    { ...earlier('sending'), ...withdrawn('topic', 'offers') },
    { verdict: 'unknown' },
  ],
  [
    'blocks after the expiry',
    { expiresAt: now - 1 },
    { verdict: 'block', rule: 'expired', value: new Date(now - 1).toISOString() },
  ],
  ['lets go at the very moment of expiry', { expiresAt: now }, { verdict: 'claim' }],
  ["lets go while the step's condition holds", { onlyIfHolds: true }, { verdict: 'claim' }],
  [
    "blocks when the step's condition does not hold any more",
    { onlyIfHolds: false },
    { verdict: 'block', rule: 'only-if' },
  ],
  ['leaves a run alone whose exit condition holds', { exitHolds: true, onlyIfHolds: false }, { verdict: 'yield' }],
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
