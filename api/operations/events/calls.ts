import { z } from 'zod';
import { newId } from '../../../core/base/id.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { mostIdentities } from '../../../core/customer/identity.ts';
import { mostKeyCharacters } from '../../../core/journey/match-trigger.ts';
import type { Acceptance } from '../../../services/intake/accept.ts';
import { limits } from '../../../services/intake/call-schema.ts';
import { type Envelope, type IncomingEvent, readCall } from '../../../services/intake/event.ts';
import type { KeyKind } from '../../../store/access/keys.ts';
import { describeError, type ErrorDescription, problemSchema } from '../../define-error.ts';

/** What the operations that take calls share. */

/** One item of a request: where it stands, and what it is or what is wrong with it. */
export type ReadCall = { readonly where: string } & ({ readonly event: IncomingEvent } | { readonly problem: Problem });

export function readItem(call: unknown, where: string, envelope: Envelope): ReadCall {
  const read = readCall(call, where, envelope);
  return 'code' in read ? { where, problem: read } : { where, event: read };
}

/** Ages and skews are judged against the moment the request came in; the one clock dates the acceptance. */
export function envelopeOf(sentAt: unknown, keyKind: KeyKind | undefined, isHistorical = false): Envelope {
  const byBrowserKey = keyKind === 'browser' || undefined;
  return { receivedAt: Date.now(), sentAt, newMessageId: newId, byBrowserKey, isHistorical: isHistorical || undefined };
}

/** What an accepted item had no effect by, in its place within the request. */
export function warningsOf(acceptance: Acceptance | undefined, item: string): readonly Problem[] {
  if (acceptance?.result !== 'accepted') return [];
  return (acceptance.warnings ?? []).map((warning) => ({ ...warning, where: `${item}.${warning.where}` }));
}

export const warnings = z
  .array(problemSchema)
  .describe(
    'Of what was stored, what had no effect, or another than the sender may expect. Codes of entries: `key-unfit`, `too-many-open-runs`. Of traits: `traits-full`, `address-protected`, `time-zone-unknown`, `no-object`. Of ids: `id-placeholder`, `identity-unfit`, `identity-kind-unknown`, `identity-of-another`, `id-unreadable`, `too-many-identities`, `needs-server-key`, `group-incomplete`. Of events: `message-not-ours`. Of times: `time-ahead`, `time-unreadable`, `time-corrected`. docs/identity.md says what each means.',
  );

export const writeKey = z.string().optional().describe('The write key, where there is no Authorization header.');

export const words = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
export const thousands = (count: number) => count.toLocaleString('en-US');

export const clientRules = `\`userId\`, \`anonymousId\` or one of \`identities\` is needed; whole numbers up to 2^53 are taken as text. A placeholder
("undefined", "null", "[object Object]", zeros) is no id. A customer has ${mostIdentities} identities at most. Without a \`messageId\` the call gets one,
and is new each time it is sent. Ids are read without the whitespace around them, and an empty one counts as not given. Empty lists and
texts count as not given. Times are ISO 8601 or a common form of it; without an offset they are UTC; one that lies ahead or can not
be read counts as now, with a warning. \`sentAt\` after receipt shows a clock that is fast: the difference is taken out. Members of Segment's protocol that are not named here are let through and
dropped. The body is read as JSON whatever its Content-Type says, gzipped or plain. The answer comes after the commit: what is
answered with 200 is stored.

Limits of a call: ${limits.event / 1024} KB, ${limits.depth} levels (itself the first), ${thousands(limits.values)} values, ${limits.id} characters of an id, ${limits.eventName} of an event's
name, ${limits.name} of any other name, ${mostKeyCharacters} of a journey's key (else the call is stored and opens no run), no number beyond 1.8e308.

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
  describeError(400, 'id-placeholder', 'every id of the call is a placeholder', {
    title: 'the userId is a placeholder, which many people would share',
    where: 'body',
    remedy: 'Leave the id out where there is none; look at the code that fills it in.',
  }),
  describeError(400, 'identity-unfit', 'the only id of the call is no value of its kind', {
    title: 'the identities.email is no value of its kind',
    where: 'body',
    remedy: 'Send an e-mail address as name@domain, and a phone number as digits with the country: +49171123456.',
  }),
  describeError(403, 'needs-server-key', 'a browser key names somebody by e-mail, phone or another identity only', {
    title: 'a browser key names nobody by identities.email, since others may know it',
    where: 'body',
    remedy: 'Send this from your server, with a server key.',
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
