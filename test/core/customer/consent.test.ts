import fc from 'fast-check';
import {
  type ConsentStatement,
  type ConsentSubject,
  type Consents,
  consentOf,
  consentSubjectKinds,
  isTopicAllowed,
  mayProfile,
  mayReceive,
  mayTrack,
  mergeConsents,
  type Regimes,
  readSubjectKey,
  subjectKey,
  withStatement,
} from '../../../core/customer/consent.ts';
import { propertyRuns } from '../../support/tier.ts';

const offers: ConsentSubject = { kind: 'topic', name: 'offers' };
const optOut: Regimes = { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out', topics: {} };
const optIn: Regimes = { marketing: 'opt-in', tracking: 'opt-in', profiling: 'opt-in', topics: {} };

type Said = Partial<ConsentStatement> & Pick<ConsentStatement, 'state'>;

/** Statements about one subject; accepted at 1,000 unless said. */
const saidOf = (subject: ConsentSubject, ...statements: Said[]): Consents =>
  statements.reduce<Consents>(
    (consents, said) => withStatement(consents, { subject, at: 0, acceptedAt: 1_000, ...said }),
    {},
  );

describe('what counts of several statements', () => {
  const granted = (at: number | null, more: Partial<ConsentStatement> = {}): Said => ({
    state: 'granted',
    at,
    ...more,
  });
  const withdrawn = (at: number | null, more: Partial<ConsentStatement> = {}): Said => ({
    state: 'withdrawn',
    at,
    ...more,
  });
  it.each<[string, Said[], number, string | undefined]>([
    ['nothing was said', [], 2_000, undefined],
    ['the only one', [granted(1)], 2_000, 'granted'],
    ['the newest by its own time', [granted(2), withdrawn(1)], 2_000, 'granted'],
    ['the newest by its own time, in whatever order', [withdrawn(3), granted(2)], 2_000, 'withdrawn'],
    ['of two at the same time the withdrawal', [withdrawn(2), granted(2)], 2_000, 'withdrawn'],
    ['a grant of unknown time is a withdrawal', [granted(null)], 2_000, 'withdrawn'],
    ['a grant after one of unknown time', [withdrawn(null, { acceptedAt: 5 }), granted(6)], 2_000, 'granted'],
    ['a grant that may be older than one of unknown time', [withdrawn(null), granted(999)], 2_000, 'withdrawn'],
    ['a time ahead of ours is the time of acceptance', [granted(9_999), withdrawn(1_000)], 20_000, 'withdrawn'],
    ['a pause before its end', [granted(1), withdrawn(2, { expiresAt: 3_000 })], 2_999, 'withdrawn'],
    ['after the end of a pause what was before', [granted(1), withdrawn(2, { expiresAt: 3_000 })], 3_000, 'granted'],
    ['after the end of a pause nothing, if nothing was', [withdrawn(2, { expiresAt: 3_000 })], 3_000, undefined],
    ['a pause over a withdrawal', [withdrawn(1), withdrawn(2, { expiresAt: 3_000 })], 3_000, 'withdrawn'],
    ['a grant that ends a pause', [withdrawn(2, { expiresAt: 3_000 }), granted(3)], 2_000, 'granted'],
    ['a grant before its end', [granted(2, { expiresAt: 3_000 })], 2_000, 'granted'],
    ['a grant that has ended', [granted(2, { expiresAt: 3_000 })], 3_000, undefined],
    ['an older grant before one that has ended', [granted(1), granted(2, { expiresAt: 3_000 })], 3_000, undefined],
    [
      'a withdrawal before a grant that has ended',
      [withdrawn(1), granted(2, { expiresAt: 3_000 })],
      3_000,
      'withdrawn',
    ],
    [
      'of two pauses the newer',
      [withdrawn(1, { expiresAt: 9_000 }), withdrawn(2, { expiresAt: 3_000 })],
      4_000,
      undefined,
    ],
    ['a pause of unknown time', [granted(1), withdrawn(null, { expiresAt: 3_000 })], 2_000, 'withdrawn'],
    ['a grant of unknown time has no end as a withdrawal', [granted(null, { expiresAt: 3_000 })], 4_000, 'withdrawn'],
  ])('%s', (_what, statements, now, expected) => {
    expect(consentOf(saidOf(offers, ...statements), offers, now)?.state).toBe(expected);
  });

  it('takes a subject of any name, those of members of objects too', () => {
    for (const name of ['constructor', '__proto__', 'a:b', '']) {
      const subject: ConsentSubject = { kind: 'topic', name };
      expect(consentOf({}, subject, 0)).toBeUndefined();
      expect(consentOf(saidOf(subject, { state: 'granted' }), subject, 2_000)).toEqual({ state: 'granted' });
      expect(readSubjectKey(subjectKey(subject))).toEqual(subject);
    }
  });
});

const statement = fc.record({
  subject: fc.record({ kind: fc.constantFrom(...consentSubjectKinds), name: fc.constantFrom('a', 'b') }),
  state: fc.constantFrom('granted' as const, 'withdrawn' as const),
  at: fc.option(fc.integer({ min: 0, max: 6 })),
  acceptedAt: fc.integer({ min: 0, max: 6 }),
  expiresAt: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
});
const consentsOf = (statements: readonly ConsentStatement[]) => statements.reduce<Consents>(withStatement, {});

it('comes to the same in whatever order statements arrive, and however the histories are merged', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 8 }), fc.nat(), (statements, cut) => {
      const whole = consentsOf(statements);
      const at = statements.length === 0 ? 0 : cut % statements.length;
      const [one, other] = [consentsOf(statements.slice(0, at)), consentsOf(statements.slice(at))];
      expect(consentsOf([...statements].reverse())).toEqual(whole);
      expect(mergeConsents(one, other)).toEqual(whole);
      expect(mergeConsents(other, one)).toEqual(whole);
      expect(mergeConsents(whole, whole)).toEqual(whole);
    }),
    { numRuns: propertyRuns() },
  );
});

it('never sends after the newest statement has withdrawn, whatever was said before', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 8 }), fc.constantFrom(optIn, optOut), (statements, regimes) => {
      const last: ConsentStatement = { subject: offers, state: 'withdrawn', at: 7, acceptedAt: 7 };
      const consents = consentsOf([...statements, last]);
      const question = { consents, regimes, purpose: 'marketing', topic: 'offers', channel: 'email' } as const;
      expect(mayReceive(question, 100).allowed).toBe(false);
      expect(isTopicAllowed(consents, regimes, 'offers', 100)).toBe(false);
    }),
    { numRuns: propertyRuns() },
  );
});

describe('may a message go out', () => {
  const topic = (state: Said['state']) => saidOf(offers, { state });
  const marketing = (...said: Said[]) => saidOf({ kind: 'purpose', name: 'marketing' }, ...said);
  const channel = (name: string) => saidOf({ kind: 'channel', name }, { state: 'withdrawn' });
  const complained = (name: string) => saidOf({ kind: 'marketing-channel', name }, { state: 'withdrawn' });
  const perTopic: Regimes = { ...optOut, topics: { offers: 'opt-in' } };
  const pause = { state: 'withdrawn', at: 5, expiresAt: Date.UTC(2026, 0, 2) } as const;
  const yes = 'allowed';
  it.each<[string, Consents, Regimes, string | undefined, string, string]>([
    ['opt-out, nothing said', {}, optOut, 'offers', yes, yes],
    ['opt-out, withdrawn', topic('withdrawn'), optOut, 'offers', 'consent offers', yes],
    ['opt-out, another topic withdrawn', topic('withdrawn'), optOut, 'news', yes, yes],
    ['opt-in, nothing said', {}, optIn, 'offers', 'consent offers', yes],
    ['opt-in, granted', topic('granted'), optIn, 'offers', yes, yes],
    ['opt-in of this topic alone', {}, perTopic, 'offers', 'consent offers', yes],
    ['opt-in of another topic', {}, perTopic, 'news', yes, yes],
    ['opt-out without a topic', {}, optOut, undefined, yes, yes],
    ['opt-in without a topic', {}, optIn, undefined, 'consent marketing', yes],
    [
      'all marketing withdrawn',
      { ...topic('granted'), ...marketing({ state: 'withdrawn' }) },
      optIn,
      'offers',
      'consent marketing',
      yes,
    ],
    ['marketing paused', marketing(pause), optOut, 'offers', 'paused-by-customer 2026-01-02T00:00:00.000Z', yes],
    [
      'marketing paused, the topic withdrawn',
      { ...topic('withdrawn'), ...marketing(pause) },
      optOut,
      'offers',
      'consent offers',
      yes,
    ],
    [
      'a pause on top of a withdrawal of all',
      marketing({ state: 'withdrawn', at: 1 }, pause),
      optOut,
      'offers',
      'paused-by-customer 2026-01-02T00:00:00.000Z',
      yes,
    ],
    [
      'marketing granted is no grant of a topic',
      marketing({ state: 'granted' }),
      optIn,
      'offers',
      'consent offers',
      yes,
    ],
    ['the channel withdrawn', channel('email'), optOut, 'offers', 'channel-withdrawn email', 'channel-withdrawn email'],
    ['another channel withdrawn', channel('sms'), optOut, 'offers', yes, yes],
    ['a complaint about the channel', complained('email'), optOut, 'offers', 'channel-withdrawn email', yes],
  ])('%s', (_what, consents, regimes, aboutTopic, asMarketing, asTransactional) => {
    const now = Date.UTC(2026, 0, 1);
    const ask = (purpose: 'marketing' | 'transactional') => {
      const answer = mayReceive({ consents, regimes, purpose, topic: aboutTopic, channel: 'email' }, now);
      return answer.allowed ? yes : `${answer.rule} ${answer.value}`;
    };
    expect({ marketing: ask('marketing'), transactional: ask('transactional') }).toEqual({
      marketing: asMarketing,
      transactional: asTransactional,
    });
  });
});

it.each([
  ['tracking', mayTrack],
  ['profiling', mayProfile],
] as const)('asks the regime about %s, then the customer', (name, may) => {
  const said = (state: Said['state']) => saidOf({ kind: 'purpose', name }, { state });
  expect([may({}, optOut, 0), may(said('withdrawn'), optOut, 0)]).toEqual([true, false]);
  expect([may({}, optIn, 0), may(said('granted'), optIn, 2_000)]).toEqual([false, true]);
});
