import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Twilio signed a request to `url` with these fields: HMAC-SHA1 over the address as Twilio knows it and the fields,
 * sorted by name, each followed by its value (https://www.twilio.com/docs/usage/security#validating-requests).
 */
export function isSignedByTwilio(
  signature: string | undefined,
  { url, fields, authToken }: { readonly url: string; readonly fields: URLSearchParams; readonly authToken: string },
): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature, 'base64');
  const own = Buffer.from(signTwilio({ url, fields, authToken }), 'base64');
  return own.length === given.length && timingSafeEqual(own, given);
}

export function signTwilio({
  url,
  fields,
  authToken,
}: {
  readonly url: string;
  readonly fields: URLSearchParams;
  readonly authToken: string;
}): string {
  const sorted = [...fields].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const text = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
