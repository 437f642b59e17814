/**
 * Consent. A customer, or somebody on their behalf, states for a subject that consent is granted or withdrawn. Statements
 * are history and never change; what they amount to is kept as `Consents`, two words a subject at most:
 *   lasting     the newest statement without an end
 *   temporary   the newest statement with an end, such as a pause of 30 days
 * The newer of the two counts; a temporary one until its end, then the lasting one again. "Newest" goes by a statement's
 * own time. Of statements with the same time a withdrawal counts, and one of unknown time counts as a withdrawal.
 *
 * Both words are maxima, so statements may be added in any order and two customers' histories may be merged (a test holds
 * this). Everything here fails closed: where the statements leave room for doubt, no message is sent.
 */
export const consentSubjectKinds = ['topic', 'channel', 'marketing-channel', 'purpose'] as const;
export type ConsentSubjectKind = (typeof consentSubjectKinds)[number];

/** `marketing` is the switch over all topics; `tracking` is measuring opens and clicks; `profiling` learned decisions. */
export const consentPurposes = ['marketing', 'tracking', 'profiling'] as const;

export const consentStates = ['granted', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

export const consentSources = ['page', 'api', 'one-click', 'complaint', 'operator', 'import', 'reply'] as const;
export type ConsentSource = (typeof consentSources)[number];

/**
 * What consent is about:
 *   topic              marketing messages of this topic
 *   channel            every message by this channel, transactional ones too
 *   marketing-channel  marketing messages by this channel: what a complaint withdraws
 *   purpose            see consentPurposes
 */
export interface ConsentSubject {
  readonly kind: ConsentSubjectKind;
  readonly name: string;
}

export interface ConsentStatement {
  readonly subject: ConsentSubject;
  readonly state: ConsentState;
  /** When it was made, epoch milliseconds; null: unknown. */
  readonly at: number | null;
  /** Of one of unknown time that was taken over from another system: a grant counts where nothing else was stated. */
  readonly isTakenOver?: boolean | undefined;
  readonly acceptedAt: number;
  /** From this moment it does not count any more. */
  readonly expiresAt?: number | undefined;
}

interface Word {
  readonly state: ConsentState;
  readonly at: number;
}

interface TemporaryWord extends Word {
  readonly until: number;
}

interface SubjectConsents {
  readonly lasting?: Word | undefined;
  readonly temporary?: TemporaryWord | undefined;
}

/** What a customer's statements amount to, by `subjectKey`. Plain JSON, stored with the customer. */
export type Consents = Readonly<Record<string, SubjectConsents>>;

/** opt-in: nothing without a granted consent. opt-out: allowed until it is withdrawn. */
export const consentRegimes = ['opt-in', 'opt-out'] as const;
export type Regime = (typeof consentRegimes)[number];

/** Which regime holds for what; published with the workspace's configuration. */
export interface Regimes {
  /** Of topics without a regime of their own. */
  readonly marketing: Regime;
  readonly tracking: Regime;
  readonly profiling: Regime;
  readonly topics: Readonly<Record<string, Regime>>;
}

export function subjectKey({ kind, name }: ConsentSubject): string {
  return `${kind}:${name}`;
}

/** The reverse of `subjectKey`; names hold no restriction, so only the first colon parts them. */
export function readSubjectKey(key: string): ConsentSubject {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon) as ConsentSubjectKind, name: key.slice(colon + 1) };
}

export function withStatement(consents: Consents, statement: ConsentStatement): Consents {
  return mergeConsents(consents, { [subjectKey(statement.subject)]: wordOf(statement) });
}

/** The histories join: per subject the newest statement of either counts. */
export function mergeConsents(one: Consents, other: Consents): Consents {
  const merged = new Map(Object.entries(one));
  for (const [key, { lasting, temporary }] of Object.entries(other)) {
    const own = merged.get(key) ?? {};
    const both = { lasting: newest(own.lasting, lasting), temporary: newest(own.temporary, temporary) };
    merged.set(key, {
      ...(both.lasting && { lasting: both.lasting }),
      ...(both.temporary && { temporary: both.temporary }),
    });
  }
  return Object.fromEntries(merged);
}

/** A statement from the future counts as made when it was accepted: a clock that is ahead must not outlive later words. */
function wordOf({ state, at, acceptedAt, expiresAt, isTakenOver }: ConsentStatement): SubjectConsents {
  const known = at !== null;
  if (!known && isTakenOver && state === 'granted') return { lasting: { state, at: BEFORE_ALL } };
  const word: Word = { state: known ? state : 'withdrawn', at: known ? Math.min(at, acceptedAt) : acceptedAt };
  const endsByItself = expiresAt !== undefined && word.state === state;
  return endsByItself ? { temporary: { ...word, until: expiresAt } } : { lasting: word };
}

/** Of an undated grant: every dated statement, and every withdrawal, is newer. */
const BEFORE_ALL = Date.UTC(1900, 0, 1);

function newest<W extends Word & { readonly until?: number }>(one: W | undefined, other: W | undefined): W | undefined {
  if (!one || !other) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  if (one.state !== other.state) return one.state === 'withdrawn' ? one : other;
  const isLonger = (one.until ?? 0) >= (other.until ?? 0);
  return isLonger === (one.state === 'withdrawn') ? one : other;
}

export interface CountingConsent {
  readonly state: ConsentState;
  /** Of a temporary one: when it ends. */
  readonly until?: number | undefined;
}

/** What counts at this moment; undefined: nothing was stated, or it has ended. */
export function consentOf(consents: Consents, subject: ConsentSubject, now: number): CountingConsent | undefined {
  const key = subjectKey(subject);
  const { lasting, temporary } = Object.hasOwn(consents, key) ? (consents[key] as SubjectConsents) : {};
  if (!temporary || (lasting && newest<Word>(temporary, lasting) === lasting))
    return lasting && { state: lasting.state };
  if (now < temporary.until) return { state: temporary.state, until: temporary.until };
  // A grant that was given until a date and has ended leaves no grant behind, not even an older one.
  const hasLapsed = temporary.state === 'granted' && lasting?.state === 'granted';
  return lasting && !hasLapsed ? { state: lasting.state } : undefined;
}

/** All that counts at this moment. */
export function listCounting(
  consents: Consents,
  now: number,
): readonly (CountingConsent & { readonly subject: ConsentSubject })[] {
  return Object.keys(consents).flatMap((key) => {
    const subject = readSubjectKey(key);
    const counting = consentOf(consents, subject, now);
    return counting ? [{ ...counting, subject }] : [];
  });
}

function isWithdrawn(consents: Consents, kind: ConsentSubjectKind, name: string, now: number): boolean {
  return consentOf(consents, { kind, name }, now)?.state === 'withdrawn';
}

/** A message as consent sees it. */
export interface ConsentQuestion {
  readonly consents: Consents;
  readonly regimes: Regimes;
  readonly purpose: 'marketing' | 'transactional';
  readonly topic: string | undefined;
  readonly channel: string;
}

/** The channel is withdrawn: for everything, or, of a marketing message, for marketing. */
export function isChannelWithdrawn({ consents, purpose, channel }: ConsentQuestion, now: number): boolean {
  if (isWithdrawn(consents, 'channel', channel, now)) return true;
  return purpose === 'marketing' && isWithdrawn(consents, 'marketing-channel', channel, now);
}

/** The subject whose consent a marketing message lacks: its topic's, or "marketing", which is withdrawn as a whole. */
export function lackingConsent(question: ConsentQuestion, now: number): string | undefined {
  const { consents, regimes, purpose, topic } = question;
  if (purpose !== 'marketing') return undefined;
  const marketing = consentOf(consents, { kind: 'purpose', name: 'marketing' }, now);
  if (marketing?.state === 'withdrawn' && marketing.until === undefined) return 'marketing';
  if (topic === undefined) return regimes.marketing === 'opt-in' ? 'marketing' : undefined;
  return isTopicAllowed(consents, regimes, topic, now) ? undefined : topic;
}

/** Until when the customer has paused marketing; undefined: it is not paused, or the message is none of it. */
export function pausedUntil({ consents, purpose }: ConsentQuestion, now: number): number | undefined {
  if (purpose !== 'marketing') return undefined;
  const marketing = consentOf(consents, { kind: 'purpose', name: 'marketing' }, now);
  return marketing?.state === 'withdrawn' ? marketing.until : undefined;
}

/** By the topic's own statements and regime; whether marketing as a whole is withdrawn is another question. */
export function isTopicAllowed(consents: Consents, regimes: Regimes, topic: string, now: number): boolean {
  const own = Object.hasOwn(regimes.topics, topic) ? regimes.topics[topic] : undefined;
  return isAllowed(consents, { kind: 'topic', name: topic }, own ?? regimes.marketing, now);
}

function isAllowed(consents: Consents, subject: ConsentSubject, regime: Regime, now: number): boolean {
  const counting = consentOf(consents, subject, now);
  return counting ? counting.state === 'granted' : regime === 'opt-out';
}

export type MayReceive =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly rule: 'channel-withdrawn' | 'consent' | 'paused-by-customer';
      readonly value: string;
    };

/** May this message go to the customer, as far as consent is concerned? The guard's rules ask the same, one by one. */
export function mayReceive(question: ConsentQuestion, now: number): MayReceive {
  if (isChannelWithdrawn(question, now)) return { allowed: false, rule: 'channel-withdrawn', value: question.channel };
  const lacking = lackingConsent(question, now);
  if (lacking !== undefined) return { allowed: false, rule: 'consent', value: lacking };
  const until = pausedUntil(question, now);
  if (until !== undefined) return { allowed: false, rule: 'paused-by-customer', value: new Date(until).toISOString() };
  return { allowed: true };
}

/** May opens and clicks of this customer's messages be measured? The settings of topics are asked as well, elsewhere. */
export function mayTrack(consents: Consents, regimes: Regimes, now: number): boolean {
  return isAllowed(consents, { kind: 'purpose', name: 'tracking' }, regimes.tracking, now);
}

/** May decisions about this customer be learned from behaviour? */
export function mayProfile(consents: Consents, regimes: Regimes, now: number): boolean {
  return isAllowed(consents, { kind: 'purpose', name: 'profiling' }, regimes.profiling, now);
}
