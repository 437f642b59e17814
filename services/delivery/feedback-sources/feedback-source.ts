import type { IncomingHttpHeaders } from 'node:http';
import type { Feedback } from '../feedback.ts';

/** A delivery of reports as it came. */
export interface SignedDelivery {
  readonly headers: IncomingHttpHeaders;
  /** Byte for byte: signatures are over these. */
  readonly body: Buffer;
  /** The body parsed. */
  readonly json: unknown;
}

export type Verified = 'valid' | 'invalid' | 'too-old';

/** One way in which reports about messages come in: how they are signed, and what they say. One file each; index.ts is the registry. */
export interface FeedbackSource {
  /** As the workspace's configuration names it. */
  readonly type: string;
  /** In constant time. Any of the secrets may have signed it: while one is replaced, both hold. `now`: epoch milliseconds. */
  verify(delivery: SignedDelivery, secrets: readonly string[], now: number): Verified;
  /** The reports about messages of ours; what is about nothing that we know is left out. Undefined: it is not of this form. */
  read(delivery: SignedDelivery): readonly Feedback[] | undefined;
}

/** A delivery that was signed longer ago may be a recording. */
const OLDEST_MS = 5 * 60_000;

/** Whether a time stamp, in seconds as text, is neither old nor ahead. */
export function isRecent(seconds: string, now: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(now - Number(seconds) * 1_000) <= OLDEST_MS;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

/** The message's id in the Message-ID of a mail: `<id@domain>`. */
export function messageIdOf(header: unknown): string | undefined {
  return typeof header === 'string' ? uuid.exec(header.toLowerCase())?.[0] : undefined;
}
