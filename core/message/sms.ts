import { smsSegmentsOf } from './sms-segments.ts';

/** Providers refuse longer texts: Twilio from 1,601 characters on, carriers from about ten segments on. */
const MOST_SEGMENTS = 10;

/** What is wrong with the rendered text of an SMS; undefined: nothing. */
export function smsProblem({ body = '' }: Readonly<Record<string, string>>): string | undefined {
  const text = body.trim();
  if (text === '') return 'the part "body" is empty';
  const { segments, encoding, notGsm } = smsSegmentsOf(text);
  if (segments <= MOST_SEGMENTS) return undefined;
  const why = encoding === 'ucs-2' ? ` (70 characters each, because of ${notGsm.slice(0, 3).join(' ')})` : '';
  return `the part "body" takes ${segments} segments${why}, and ${MOST_SEGMENTS} are the most`;
}
