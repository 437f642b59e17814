import { z } from 'zod';
import { newId } from '../../../core/base/id.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { mostKeyCharacters } from '../../../core/journey/match-trigger.ts';
import type { Acceptance } from '../../../services/intake/accept.ts';
import { type Envelope, type IncomingEvent, limits, readCall } from '../../../services/intake/event.ts';
import { describeError, type ErrorDescription, problemSchema } from '../../define-error.ts';

/** What the operations that take calls share. */

/** One item of a request: where it stands, and what it is or what is wrong with it. */
export type ReadCall = { readonly where: string } & ({ readonly event: IncomingEvent } | { readonly problem: Problem });

export function readItem(call: unknown, where: string, envelope: Envelope): ReadCall {
  const read = readCall(call, where, envelope);
  return 'code' in read ? { where, problem: read } : { where, event: read };
}

/** Ages and skews are judged against the moment the request came in; the one clock dates the acceptance. */
export function envelopeOf(sentAt: unknown): Envelope {
  return { receivedAt: Date.now(), sentAt, newMessageId: newId };
}

/** What an accepted item had no effect by, in its place within the request. */
export function warningsOf(acceptance: Acceptance | undefined, item: string): readonly Problem[] {
  if (acceptance?.result !== 'accepted') return [];
  return (acceptance.warnings ?? []).map((warning) => ({ ...warning, where: `${item}.${warning.where}` }));
}

export const warnings = z
  .array(problemSchema)
  .describe(
    'Of what was stored, what had no effect. `key-unfit`: a run was not opened for its key. `too-many-open-runs`: nor was one, since the customer has 100 open runs of the journey. `traits-full`: no trait was changed, since the customer has too many.',
  );

export const writeKey = z.string().optional().describe('The write key, where there is no Authorization header.');

export const words = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
export const thousands = (count: number) => count.toLocaleString('en-US');

export const clientRules = `\`userId\` or \`anonymousId\` is needed; whole numbers up to 2^53 are taken as text. Without a \`messageId\` the call gets one,
and is new each time it is sent. Ids are read without the whitespace around them, and an empty one counts as not given. Times
are ISO 8601; without an offset they are UTC. Members of Segment's protocol that are not named here are let through and
dropped. The body is read as JSON whatever its Content-Type says, gzipped or plain. The answer comes after the commit: what is
answered with 200 is stored.

Limits of a call: ${limits.event / 1024} KB, ${limits.depth} levels (itself the first), ${thousands(limits.values)} values, ${limits.id} characters of an id, ${limits.eventName} of an event's
name, ${limits.name} of any other name, ${mostKeyCharacters} of a journey's key (else the call is stored and opens no run), no number beyond 1.8e308, no time before 1900 or more than 24 hours ahead.

An id that is no text (it holds U+0000 or half of a character) is refused, since a replacement would make two people one. In
all other text each such character becomes U+FFFD; of two names that thereby become one, the last stays.`;

const tooMuch = 'Send what journeys decide on, and keep documents and lists elsewhere.';

export const callErrors: readonly ErrorDescription[] = [
  describeError(400, 'event-unreadable', 'the call is not as the protocol says', {
    title: 'Invalid input: expected object',
    where: 'body.properties',
    remedy: 'Send what a Segment SDK sends: type, event or traits, userId or anonymousId, times as ISO 8601 text.',
  }),
  describeError(400, 'nobody', 'the call says of nobody', {
    title: 'the call says neither userId nor anonymousId',
    where: 'body',
    remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
  }),
  describeError(400, 'id-no-text', 'an id holds what is no text', {
    title: 'the userId holds U+0000, or half of a character (a lone surrogate)',
    where: 'body.userId',
    remedy: 'Cut and encode ids by whole characters: an id is taken as it is, or not at all.',
  }),
  describeError(400, 'id-inexact', 'an id is a number beyond 2^53', {
    title: 'the userId is a number beyond 2^53, where two ids become one',
    where: 'body.userId',
    remedy: 'Send it as text.',
  }),
  describeError(400, 'number-too-large', 'a number is beyond 1.8e308', {
    title: 'It is a number beyond 1.8e308, which no double can hold.',
    where: 'body.properties.value',
    remedy: 'Send it as text.',
  }),
  describeError(400, 'event-too-deep', `the call has more than ${limits.depth} levels`, {
    title: `It is nested deeper than ${limits.depth} levels.`,
    where: 'body.properties.tree',
    remedy: tooMuch,
  }),
  describeError(400, 'timestamp-ahead', 'the timestamp lies more than 24 hours ahead', {
    title: 'the timestamp lies more than 24 hours ahead',
    where: 'body.timestamp',
    remedy: "Check the sender's clock, and the unit: ISO 8601 text is expected.",
  }),
  describeError(400, 'timestamp-behind', 'the timestamp lies before the year 1900', {
    title: 'the timestamp lies before the year 1900',
    where: 'body.timestamp',
    remedy: "Check the sender's clock, in sentAt too: its difference to ours is taken out of the timestamp.",
  }),
  describeError(
    413,
    'event-too-large',
    `the call has more than ${limits.event / 1024} KB or ${thousands(limits.values)} values, or too long a name`,
    {
      title: `the event has 40013 bytes, more than ${limits.event}`,
      where: 'body',
      remedy: tooMuch,
    },
  ),
  describeError(422, 'event-refused', "the database can't hold the call", {
    title: "the database can't hold what the event says (error 01a2042f-b4e2-72fe-95bd-718adb295762)",
    where: 'node-next-1795375092053-6fb6a640-f448-4a02-8d9c-49a42f6a454b',
    remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure, and send it again.',
  }),
];
