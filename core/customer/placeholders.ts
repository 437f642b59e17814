/**
 * What programs send for an id when they have none. Taken as an id, it would make one customer of many people. The first
 * row is what Segment's own identity resolution blocks.
 */
const words = new Set([
  ...['null', 'anonymous', '-1'],
  ...['undefined', 'none', 'nil', 'nan', 'void', 'empty', 'blank', 'unknown', 'guest', 'unset', 'undef', 'missing'],
  ...['n/a', 'n.a.', 'na', 'not set', 'not-set', 'notset', 'not available', 'not_available', 'no user', 'nouser'],
  ...['true', 'false', 'infinity', '-infinity', 'error', 'invalid', 'default', 'object', 'function'],
  ...['userid', 'user_id', 'user-id', 'anonymousid', 'anonymous_id', 'anonymous-id', 'deviceid', 'device_id', 'uuid'],
  ...['guid', 'anon', 'anonymous user', 'anonymous_user', 'unknown user', 'noemail', 'no email'],
  '9774d56d682e549c', // the device id that many Androids of one year share
]);

/** Brackets and quotation marks around it, as "<null>", "(null)" and '"undefined"' have them. */
const wrapped = /^[\s"'`<([{]+|[\s"'`>)\]}]+$/g;

/** `value` is trimmed text. */
export function isPlaceholder(value: string): boolean {
  const text = value.toLowerCase();
  if (/^[0\s:._{}[\]()<>"'-]*$/.test(text)) return true; // zeros and dashes, an all-zero UUID among them
  if (/^f{8}(-f{4}){3}-f{12}$|^f{16,}$|^x{8,}$/.test(text)) return true; // all bits set, or a pattern that was not filled in
  if (/\[object \w+\]|^object\(/.test(text)) return true;
  if (/^(\{\{.*\}\}|\$\{.*\}|<%.*%>|%%.*%%|%7b%7b.*%7d%7d|\[\[.*\]\]|\*\|.*\|\*)$/.test(text)) return true; // a template's variable
  return words.has(text) || words.has(text.replace(wrapped, ''));
}
