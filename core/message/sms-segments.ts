/** The default alphabet of GSM 03.38 (3GPP TS 23.038, section 6.2.1), and what its extension table adds. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

export interface SmsSegments {
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** What carriers send and charge for. */
  readonly segments: number;
  /** Of the text, in the units of its encoding: septets, or 16-bit units. */
  readonly units: number;
  /** The characters that GSM's alphabet lacks and that therefore halve a segment's room, each once, in order. */
  readonly notGsm: readonly string[];
}

/** How much one segment holds alone, and how much each of several, which begin with a header of 6 bytes. */
const room = { 'gsm-7': { alone: 160, joined: 153 }, 'ucs-2': { alone: 70, joined: 67 } } as const;

/**
 * How a text is sent as SMS. A character of the extension table takes two septets and, like a surrogate pair, is never
 * parted between two segments, so a text may need a segment more than its length says.
 */
export function smsSegmentsOf(text: string): SmsSegments {
  const characters = [...text];
  const notGsm = [...new Set(characters.filter((each) => !basic.has(each) && !extended.has(each)))];
  const encoding = notGsm.length === 0 ? 'gsm-7' : 'ucs-2';
  const sizeOf = (each: string) => (encoding === 'ucs-2' ? each.length : extended.has(each) ? 2 : 1);
  const units = characters.reduce((sum, each) => sum + sizeOf(each), 0);
  const { alone, joined } = room[encoding];
  if (units <= alone) return { encoding, segments: 1, units, notGsm };
  let segments = 1;
  let used = 0;
  for (const size of characters.map(sizeOf)) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, segments, units, notGsm };
}

/** "2 segments, UCS-2 for “’”": what a text costs to send, and which characters make it dearer. */
export function describeSegments(text: string): string {
  const { encoding, segments, units, notGsm } = smsSegmentsOf(text);
  const count = `${segments} ${segments === 1 ? 'segment' : 'segments'}`;
  const code =
    encoding === 'gsm-7'
      ? 'GSM-7'
      : `UCS-2 for ${notGsm
          .slice(0, MOST_NAMED)
          .map((each) => `“${each}”`)
          .join(' ')}`;
  return `${count}, ${code}, ${units} units`;
}

const MOST_NAMED = 5;
