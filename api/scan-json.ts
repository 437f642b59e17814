/** What the bytes of a JSON text say before anything is built of them. */
export interface ScannedJson {
  /** The text as it came; lists and objects deeper than the limit are empty in it. */
  readonly bytes: Buffer;
  readonly isTooDeep: boolean;
  /** About how many values JSON.parse will build of it. */
  readonly values: number;
  /** The member `writeKey` of the outermost object, where it is text. */
  readonly writeKey: string | undefined;
}

const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const writeKeyName = Buffer.from('"writeKey"');

/**
 * Reads over JSON without building anything. A million brackets in a row are a few kilobytes when gzipped, and cost
 * JSON.parse a hundred megabytes; here they cost the loop. Containers that are nested deeper than `depth` keep their
 * brackets and lose what stands between them, so that one deep value of a batch leaves its siblings as they were, and is
 * still deeper than a call may be. What is no JSON stays none: JSON.parse says so. The cut is made in place.
 */
export function scanJson(bytes: Buffer, depth: number): ScannedJson {
  let level = 0;
  let to = 0;
  let values = 0;
  let isTooDeep = false;
  let name: Buffer | undefined;
  let isWriteKey = false;
  let writeKey: string | undefined;

  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      const end = endOfText(bytes, at);
      if (level <= depth) {
        if (to !== at) bytes.copyWithin(to, at, end);
        const text = bytes.subarray(to, to + end - at);
        to += text.length;
        if (level === 1) {
          if (isWriteKey) writeKey = textOf(text);
          isWriteKey = false;
          name = text;
        }
      }
      at = end - 1;
      continue;
    }
    if (byte === closeList || byte === closeObject) level = Math.max(0, level - 1);
    if (level <= depth) {
      bytes[to] = byte;
      to += 1;
      if (byte === comma) values += 1;
      if (level === 1) {
        if (byte === colon) isWriteKey = name?.equals(writeKeyName) ?? false;
        else if (byte === comma) isWriteKey = false;
      }
    }
    if (byte === openList || byte === openObject) {
      level += 1;
      if (level <= depth) values += 1;
      else isTooDeep = true;
    }
  }
  return { bytes: bytes.subarray(0, to), isTooDeep, values, writeKey };
}

/** The place after the closing quotation mark, or the end of what never closes. */
function endOfText(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

function textOf(json: Buffer): string | undefined {
  try {
    return String(JSON.parse(json.toString()));
  } catch {
    return undefined; // an escape that is none: the whole is no JSON either
  }
}
