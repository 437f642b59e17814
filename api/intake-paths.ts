/**
 * The addresses that the SDKs of Segment and RudderStack post to, beside those of the protocol's description. A trailing
 * slash (Segment's SDK for Java) is no other address. Whose they are:
 *   /v1/t, /v1/i, …    Segment's for browsers, a call at a time
 *   /v1/b              the same in batches; Segment's for Swift, Kotlin and React Native
 *   /v1/import         Segment's for Java, and the former ones for Android and iOS
 *   /beacon/v1/batch   RudderStack's for browsers by sendBeacon, which has no headers: the key is in the query
 */
export const addresses = {
  track: ['/v1/track', '/v1/t'],
  identify: ['/v1/identify', '/v1/i'],
  page: ['/v1/page', '/v1/p'],
  screen: ['/v1/screen', '/v1/s'],
  group: ['/v1/group', '/v1/g'],
  alias: ['/v1/alias', '/v1/a'],
  batch: ['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'],
} as const;

/** Every address that takes calls: any origin may send there, and the write key may be in the body. */
export const intakePaths: readonly string[] = Object.values(addresses).flat();

/** Where Segment's SDK for browsers asks for its settings before it sends anything. */
export const settingsPath = '/v1/projects/{key}/settings';
