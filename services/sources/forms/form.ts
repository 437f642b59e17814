import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Source, SourceCall } from '../../../core/workspace/sources.ts';

/** A foreign webhook as it came. */
export interface ForeignDelivery {
  readonly headers: IncomingHttpHeaders;
  /** The address as the sender knows it: some sign it. */
  readonly url: string;
  /** Byte for byte: signatures are over these. */
  readonly body: Buffer;
  /** Of one that holds several events, one of them. */
  readonly json: unknown;
}

/** A way in which a foreign system signs and names its webhooks, and what its payloads mean. One file each. */
export interface SourceForm {
  readonly type: Source['type'];
  /** In constant time. Any of the secrets may have signed it. `now`: epoch milliseconds. */
  verify(
    delivery: ForeignDelivery,
    secrets: readonly string[],
    now: number,
    source: Source,
  ): 'valid' | 'invalid' | 'too-old';
  /** The events of a delivery that holds several; undefined: it can't be read. Without this, a delivery is one object. */
  partsOf?(json: unknown): readonly unknown[] | undefined;
  /** What the sender calls the delivery, by which a repeat is known; undefined: its body does. */
  idOf(delivery: ForeignDelivery, source: Source): string | undefined;
  topicOf(delivery: ForeignDelivery, source: Source): string | undefined;
  /** Ready mappings. The field "identities.$own" stands for the kind that the source declares, and goes without one. */
  readonly calls: readonly SourceCall[];
}

const OLDEST_MS = 5 * 60_000;

export function isRecent(at: number, now: number): boolean {
  return Math.abs(now - at) <= OLDEST_MS;
}

/** Whether one of the secrets made one of these signatures. */
export function isSigned(
  { signed, algorithm = 'sha256' }: { readonly signed: Buffer; readonly algorithm?: 'sha256' | 'sha512' },
  secrets: readonly (string | Buffer)[],
  given: readonly Buffer[],
): boolean {
  const own = secrets.map((secret) => createHmac(algorithm, secret).update(signed).digest());
  return given.some((each) => own.some((mac) => mac.length === each.length && timingSafeEqual(mac, each)));
}

export function headerOf({ headers }: ForeignDelivery, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value.length <= 2_000 ? value : undefined;
}

/** A member of the payload by its path: "data.object.id". */
export function memberAt(json: unknown, path: string): unknown {
  let found = json;
  for (const name of path.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}

export function textAt(json: unknown, path: string): string | undefined {
  const value = memberAt(json, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : undefined;
}
