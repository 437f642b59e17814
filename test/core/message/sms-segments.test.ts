import fc from 'fast-check';
import { describeSegments, smsSegmentsOf } from '../../../core/message/sms-segments.ts';

/** Lengths and encodings as 3GPP TS 23.038 and 23.040 have them. */
it.each([
  ['an empty text is one segment', '', 'gsm-7', 1, 0],
  ['160 letters fit into one', 'a'.repeat(160), 'gsm-7', 1, 160],
  ['161 need two of 153', 'a'.repeat(161), 'gsm-7', 2, 161],
  ['306 still fit into two', 'a'.repeat(306), 'gsm-7', 2, 306],
  ['307 need three', 'a'.repeat(307), 'gsm-7', 3, 307],
  ['umlauts are in the alphabet', 'ÄÖÜäöüß'.repeat(22), 'gsm-7', 1, 154],
  ['the sign of the euro takes two septets', '€'.repeat(80), 'gsm-7', 1, 160],
  ['so that 81 of them need two segments', '€'.repeat(81), 'gsm-7', 2, 162],
  [
    'a pair of septets is not parted: 152 and two are 153 and a new segment',
    `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    'gsm-7',
    3,
    306,
  ],
  ['one curly apostrophe makes it UCS-2', 'don’t', 'ucs-2', 1, 5],
  ['70 characters of UCS-2 fit into one', 'ж'.repeat(70), 'ucs-2', 1, 70],
  ['71 need two of 67', 'ж'.repeat(71), 'ucs-2', 2, 71],
  ['an emoji takes two units', '😀'.repeat(35), 'ucs-2', 1, 70],
  ['and is not parted either: 33 of them in a segment of 67', '😀'.repeat(67), 'ucs-2', 3, 134],
  ['ç in small letters is not in the alphabet', 'ç', 'ucs-2', 1, 1],
  ['nor is the grave accent', '`', 'ucs-2', 1, 1],
] as const)('%s', (_title, text, encoding, segments, units) => {
  expect(smsSegmentsOf(text)).toMatchObject({ encoding, segments, units });
});

it('names the characters that GSM lacks', () => {
  expect(smsSegmentsOf('It’s “so” – ok’').notGsm).toEqual(['’', '“', '”', '–']);
});

it('never counts fewer segments than the units need, nor more than one unit wasted in each would', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '€', 'é', '['), maxLength: 800 }), (text) => {
      const { segments, units } = smsSegmentsOf(text);
      if (units <= 160) expect(segments).toBe(1);
      else {
        expect(segments).toBeGreaterThanOrEqual(Math.ceil(units / 153));
        expect(segments).toBeLessThanOrEqual(Math.ceil(units / 152));
      }
    }),
  );
});

it('says in words what a text costs', () => {
  expect(describeSegments('Hi there')).toBe('1 segment, GSM-7, 8 units');
  expect(describeSegments(`It’s here ${'.'.repeat(70)}`)).toBe('2 segments, UCS-2 for “’”, 80 units');
});
