import { type ConsentSubject, type Consents, type Regimes, withStatement } from '../../../../core/customer/consent.ts';
import type { GuardFacts, KillSwitch, OriginFacts } from '../../../../core/message/guard-facts.ts';
import type { CountedMessage, LimitFacts } from '../../../../core/message/limits/facts.ts';

const now = 1_000_000_000; // 12 January 1970, 13:46:40 UTC
const noLimits: LimitFacts = {
  bound: new Set(['holds', 'quiet-hours', 'priority', 'caps']),
  message: { channel: 'email', topic: 'offers', journey: 'welcome', priority: 50 },
  customerId: 'ann',
  zones: { zones: ['UTC'], from: 'trait' },
  quietHours: { default: 'none', channels: {}, zone: 'UTC', spread: 'none' },
  caps: {},
  counted: { messages: [], isCut: false },
  ...{ rivals: [], holds: [] },
};
export const fine: GuardFacts = {
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
  limits: noLimits,
};
const limits = (more: Partial<LimitFacts>) => ({ limits: { ...noLimits, ...more } });
const quietFrom = (from: string, until: string) => ({
  ...noLimits.quietHours,
  default: { from, until, days: {} },
});
const quiet = { quietHours: quietFrom('13:00', '15:00') };
const end = Date.UTC(1970, 0, 12, 15);
const unbound = { bound: new Set<never>() };
const asSms = { message: { ...noLimits.message, channel: 'sms' } };
const used: CountedMessage = {
  ...noLimits.message,
  id: 'm-1',
  journey: 'win-back',
  step: 'nudge',
  at: now - 3_600_000,
};
const daily = (more = {}) => ({
  caps: { daily: { most: 1, within: 'P1D', excess: 'block' as const, ...more } },
  counted: { messages: [used], isCut: false },
});
const deferredBy = (rule: string, since: number) => ({
  earlier: { state: 'deferred', leasedFor: 0, inDoubt: false, deferral: { rule, since } },
});
const ticket = { name: 'ticket', effect: 'wait' as const, atMost: 'P1D' };
const held = (more = {}) => limits({ holds: [{ ...ticket, ...more }] });
const rival = { ...noLimits.message, id: 'm-2', journey: 'renewal', step: 'offer', priority: 80, since: now - 10_000 };
const contested = (more: Partial<LimitFacts> = {}) => limits({ caps: daily().caps, rivals: [rival], ...more });
const goesFirst = { verdict: 'defer', until: now + 50_000, rule: 'priority' };
const whoUsedIt = `"daily" (1 in 1 day) is used up by win-back ▸ nudge (${new Date(used.at).toISOString()}, message m-1)`;
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

/** Title, what differs from a message that may go, and the verdict. */
export const guardExamples: readonly [string, Partial<GuardFacts>, object][] = [
  ['lets a message go', {}, { verdict: 'claim' }],
  ['defers while the workspace is stopped', stopped('workspace', 'default'), later],
  ['defers while its journey is stopped', stopped('journey', 'welcome'), later],
  ['defers while its channel is stopped', stopped('channel', 'email'), later],
  ['defers while its journey is paused', { isPaused: true }, { ...later, rule: 'journey-paused' }],
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
  ...(['accepted', 'failed-permanently', 'blocked', 'unknown'] as const).map(
    (state) =>
      [
        `leaves a message alone that is ${state}, though an attempt was in doubt and the run has not taken its input`,
        { ...inDoubt(state), ...run({ hasUnconsumedInputs: true }) },
        { verdict: 'yield' },
      ] as [string, Partial<GuardFacts>, object],
  ),
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
  ['defers in quiet hours until they end', limits(quiet), { verdict: 'defer', until: end, rule: 'quiet-hours' }],
  ['lets a transactional message go in quiet hours', limits({ ...quiet, ...unbound }), { verdict: 'claim' }],
  ['lets go at the moment when they end', { ...limits(quiet), now: end }, { verdict: 'claim' }],
  [
    'refuses at once what would expire in quiet hours',
    { ...limits(quiet), expiresAt: end - 1 },
    { verdict: 'block', rule: 'quiet-hours', value: new Date(end).toISOString() },
  ],
  [
    'waits to the very end of quiet hours for what expires then',
    { ...limits({ quietHours: { ...quiet.quietHours, spread: 'PT1H' } }), expiresAt: end },
    { verdict: 'defer', until: end, rule: 'quiet-hours' },
  ],
  [
    'goes by the hours of the channel',
    limits({ quietHours: { ...quiet.quietHours, channels: { email: 'none' } } }),
    { verdict: 'claim' },
  ],
  [
    'refuses an SMS in quiet hours where nothing tells the zone',
    limits({ ...quiet, ...asSms, zones: { zones: ['UTC'], from: 'workspace' } }),
    { verdict: 'block', rule: 'quiet-hours', value: 'zone-unknown' },
  ],
  [
    'defers an SMS in quiet hours where the zone is known',
    limits({ ...quiet, ...asSms }),
    { verdict: 'defer', until: end, rule: 'quiet-hours' },
  ],
  [
    'defers a mail in quiet hours where nothing tells the zone',
    limits({ ...quiet, zones: { zones: ['UTC'], from: 'workspace' } }),
    { verdict: 'defer', until: end, rule: 'quiet-hours' },
  ],
  [
    'refuses where no hour is allowed in all zones',
    limits({
      quietHours: quietFrom('21:00', '09:00'),
      zones: { zones: ['Pacific/Auckland', 'UTC'], from: 'country' },
    }),
    { verdict: 'block', rule: 'quiet-hours', value: 'no-common-hour' },
  ],
  [
    'asks again about an attempt in doubt only after the quiet hours, transactional or not',
    { ...inDoubt('failed-temporarily'), ...limits({ ...quiet, ...unbound }) },
    { verdict: 'defer', until: end, rule: 'in-doubt' },
  ],
  [
    'says unknown where the quiet hours outlast the time to ask again',
    { ...inDoubt('failed-temporarily'), ...limits(quiet), ...run({ requestedAt: end - 86_400_001 }) },
    { verdict: 'unknown' },
  ],
  ['defers while a hold waits for the customer', held(), { verdict: 'defer', until: now + 60_000, rule: 'hold' }],
  ['lets a transactional message go on hold', { limits: { ...held().limits, ...unbound } }, { verdict: 'claim' }],
  [
    'blocks what a hold blocks',
    held({ effect: 'block', title: 'A ticket is open' }),
    blocked('hold', 'A ticket is open'),
  ],
  [
    'looks at a hold again at its limit',
    { ...held(), ...deferredBy('hold', now - 86_390_000) },
    { verdict: 'defer', until: now + 10_000, rule: 'hold' },
  ],
  [
    'blocks what was on hold for its whole limit',
    { ...held(), ...deferredBy('hold', now - 86_400_000) },
    blocked('hold', 'ticket, for all of its time'),
  ],
  [
    'counts the time of a hold from its own deferral',
    { ...held(), ...deferredBy('quiet-hours', now - 86_400_000) },
    { verdict: 'defer', until: now + 60_000, rule: 'hold' },
  ],
  [
    'names the hold before the quiet hours, as the order says',
    limits({ ...quiet, holds: [ticket] }),
    { verdict: 'defer', until: now + 60_000, rule: 'hold' },
  ],
  ['lets a message of a higher priority go first under a cap', contested(), goesFirst],
  ['lets it go where both have a place', contested({ caps: daily({ most: 2 }).caps }), { verdict: 'claim' }],
  [
    'waits for two that take both places',
    contested({ caps: daily({ most: 2 }).caps, rivals: [rival, { ...rival, id: 'm-3' }] }),
    goesFirst,
  ],
  ['never waits for an equal priority', contested({ rivals: [{ ...rival, priority: 50 }] }), { verdict: 'claim' }],
  [
    'never waits without a shared cap',
    contested({ caps: daily({ journeys: ['welcome'] }).caps }),
    { verdict: 'claim' },
  ],
  [
    'waits for the outcome of one that is claimed',
    contested({ counted: { messages: [{ ...used, ...rival, at: now - 10_000 }], isCut: false } }),
    goesFirst,
  ],
  ['does not wait where the cap is used up anyway', contested(daily()), blocked('caps', whoUsedIt)],
  ['waits ten minutes in all', { ...contested(), ...deferredBy('priority', now - 600_000) }, { verdict: 'claim' }],
  [
    'waits no longer than the rest of ten minutes',
    { ...contested(), ...deferredBy('priority', now - 590_000) },
    { ...goesFirst, until: now + 10_000 },
  ],
  [
    'refuses at once what would expire meanwhile',
    { ...contested(), expiresAt: now + 49_999 },
    blocked('priority', 'renewal ▸ offer'),
  ],
  ['lets a transactional message go before all priorities', contested(unbound), { verdict: 'claim' }],
  [
    'waits for its slot in the send rate',
    { slotAt: now + 1_500 },
    { verdict: 'defer', until: now + 1_500, rule: 'send-rate' },
  ],
  ['goes when its slot has come', { slotAt: now }, { verdict: 'claim' }],
  [
    'refuses at once where its slot comes too late',
    { slotAt: now + 1_500, expiresAt: now + 1_000 },
    blocked('send-rate', new Date(now + 1_500).toISOString()),
  ],
  ['blocks what a cap has no place for, and says who used it', limits(daily()), blocked('caps', whoUsedIt)],
  ['lets a transactional message go over a cap', limits({ ...daily(), ...unbound }), { verdict: 'claim' }],
  [
    'defers until the cap has a place, where it says so',
    limits(daily({ excess: 'defer' })),
    { verdict: 'defer', until: used.at + 86_400_000, rule: 'caps' },
  ],
  [
    'refuses at once where the place comes too late',
    { ...limits(daily({ excess: 'defer' })), expiresAt: now + 1 },
    blocked('caps', whoUsedIt),
  ],
  [
    'names the quiet hours before the cap, as the order says',
    limits({ ...daily(), ...quiet }),
    { verdict: 'defer', until: end, rule: 'quiet-hours' },
  ],
  [
    'does not give up what was only held for a day',
    { ...earlier('deferred'), ...run({ requestedAt: now - 86_400_001 }) },
    { verdict: 'claim' },
  ],
];
