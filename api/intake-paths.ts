import { callsNotTaken } from '../services/intake/event.ts';

/**
 * The addresses that the SDKs of Segment and RudderStack post to, beside those of the protocol's description. A trailing
 * slash (Segment's SDK for Java) is no other address. Whose they are:
 *   /v1/t, /v1/i       Segment's for browsers, a call at a time
 *   /v1/b              the same in batches; Segment's for Swift, Kotlin and React Native
 *   /v1/import         Segment's for Java, and the former ones for Android and iOS
 *   /beacon/v1/batch   RudderStack's for browsers by sendBeacon, which has no headers: the key is in the query
 */
export const addresses = {
  track: ['/v1/track', '/v1/t'],
  identify: ['/v1/identify', '/v1/i'],
  batch: ['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'],
} as const;

/** Of calls that are not taken yet: the whole word, and its first letter for Segment's SDK for browsers. */
export const addressesNotTaken: readonly { readonly type: string; readonly path: string }[] = callsNotTaken.flatMap(
  (type) => [
    { type, path: `/v1/${type}` },
    { type, path: `/v1/${type.charAt(0)}` },
  ],
);

/** Every address that takes calls: any origin may send there, and the write key may be in the body. */
export const intakePaths: readonly string[] = [
  ...Object.values(addresses).flat(),
  ...addressesNotTaken.map(({ path }) => path),
];

/**
 * Write keys are public by nature, in every browser page, so any origin may send. Headers beside those named: Segment's
 * SDK for browsers counts its retries in one, RudderStack's sends half a dozen. "*" does not cover Authorization.
 */
export const crossOriginHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type, *',
  'Access-Control-Expose-Headers': 'retry-after',
} as const;
