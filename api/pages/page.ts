import { type ConsentSubject, consentOf } from '../../core/customer/consent.ts';
import type { LinkPayload } from '../../services/access/signed-link.ts';
import type { KnownConsents, SpokenConsent } from '../../services/customers/consents.ts';
import type { PageFacts, PageReason } from '../../services/customers/page-facts.ts';
import type { StandingAnswer } from '../../services/delivery/answers.ts';
import type { Markup } from './html.ts';
import type { PageWords } from './words/index.ts';

/** What a page is made of: the link that was opened, and what is known of its customer now. */
export interface PageView {
  readonly link: LinkPayload;
  readonly facts: PageFacts;
  readonly reason: PageReason | undefined;
  readonly words: PageWords;
  /** Of the preferences page, for the same customer. */
  readonly preferencesUrl: string;
  /** What the form that was sent has done. */
  readonly notice: string | undefined;
  /** Of a link to an answer: the one that stands for its question; undefined: none was given. */
  readonly standing: StandingAnswer | undefined;
}

/** The form gives the answer that its link stands for. */
export interface AnswerAction {
  readonly givesAnswer: true;
}

/** What a form does: it states something about consent. */
export interface PageAction {
  readonly givesAnswer?: undefined;
  readonly source: 'page' | 'one-click';
  readonly statements: (known: KnownConsents) => readonly SpokenConsent[];
  /** What the page says afterwards, where its own text does not. */
  readonly notice?: (words: PageWords, facts: PageFacts) => string;
  /** The customer wants no more of it: feedback on the message. */
  readonly isUnsubscription?: boolean;
}

/** The fields of a form that was sent. */
export interface PageForm {
  /** The first of this name; empty: there is none. */
  value(name: string): string;
  values(name: string): readonly string[];
}

/** A hosted page is one object. Showing it changes nothing: only a form that is sent does, and each by one of its buttons. */
export interface HostedPage {
  /** Behind /p/, before the token. */
  readonly letter: string;
  readonly purpose: LinkPayload['purpose'];
  /** It says why the message was sent. */
  readonly needsReason?: true;
  show(view: PageView): { readonly title: string; readonly content: Markup };
  /** Undefined: the form has none of the page's buttons. */
  act(form: PageForm, link: LinkPayload): PageAction | AnswerAction | undefined;
}

export const marketing: ConsentSubject = { kind: 'purpose', name: 'marketing' };

const PAUSE_MS = 30 * 86_400_000;
const HOUR_MS = 3_600_000;

/** States these, but what counts already is not stated again: a form may be sent twice. */
export function changing(
  ...statements: readonly Pick<SpokenConsent, 'subject' | 'state'>[]
): (known: KnownConsents) => readonly SpokenConsent[] {
  return ({ consents, now }) =>
    statements.filter(({ subject, state }) => {
      const counting = consentOf(consents, subject, now);
      return counting?.state !== state || counting.until !== undefined;
    });
}

/** No marketing for 30 days; what was withdrawn for good stays so. */
export function pausing({ consents, now }: KnownConsents): readonly SpokenConsent[] {
  const counting = consentOf(consents, marketing, now);
  const isPaused = counting?.state === 'withdrawn' && (counting.until ?? Infinity) > now + PAUSE_MS - HOUR_MS;
  return isPaused ? [] : [{ subject: marketing, state: 'withdrawn', expiresAt: now + PAUSE_MS }];
}

/** Ends a pause, and nothing else. */
export function resuming({ consents, now }: KnownConsents): readonly SpokenConsent[] {
  const counting = consentOf(consents, marketing, now);
  const isPaused = counting?.state === 'withdrawn' && counting.until !== undefined;
  return isPaused ? [{ subject: marketing, state: 'granted' }] : [];
}

/** As customers know it. */
export function titleOf({ topics }: PageFacts, topic: string): string {
  return topics.find(({ id }) => id === topic)?.title ?? topic;
}

/** All marketing is withdrawn for good. */
export function isStopped({ consents, now }: PageFacts): boolean {
  const counting = consentOf(consents, marketing, now);
  return counting?.state === 'withdrawn' && counting.until === undefined;
}

/** Until when marketing is paused. */
export function pauseOf({ consents, now }: PageFacts): number | undefined {
  const counting = consentOf(consents, marketing, now);
  return counting?.state === 'withdrawn' ? counting.until : undefined;
}

/** What the page says after a pause: until when. A withdrawal for good is not shortened by a pause. */
export function pauseNotice(words: PageWords, facts: PageFacts): string {
  const until = pauseOf(facts);
  const { allDone, paused } = words.preferences;
  return until === undefined ? allDone : paused(words.day(until, facts.timeZone));
}
