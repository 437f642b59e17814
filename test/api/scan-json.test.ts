import fc from 'fast-check';
import { scanJson } from '../../api/scan-json.ts';

const scan = (json: string, depth = 64) => scanJson(Buffer.from(json), depth);
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** JSON with white space and escapes anywhere, as senders write it. */
const spellings = fc.constantFrom(
  (value: unknown) => JSON.stringify(value),
  (value: unknown) => JSON.stringify(value, null, 2),
  (value: unknown) =>
    JSON.stringify(value).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

it('leaves JSON within the depth byte for byte as it came', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false }), spellings, (value, spell) => {
      const json = spell(value);
      const scanned = scan(json, 10);
      expect(scanned.bytes.toString()).toBe(Buffer.from(json).toString());
      expect(scanned.isTooDeep).toBe(false);
    }),
    { seed: 11 },
  );
});

it('empties what is too deep, and leaves its siblings as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue({ maxDepth: 3 })),
      fc.array(fc.jsonValue({ maxDepth: 3 })),
      fc.jsonValue(),
      fc.integer({ min: 1, max: 3_000 }),
      spellings,
      (before, after, inside, levels, spell) => {
        let deep: unknown = inside;
        for (let level = 0; level < levels + 10; level++) deep = level % 2 ? { '}"]': deep } : ['\\"[{', deep];
        const scanned = scan(spell({ batch: [...before, deep, ...after] }), 10);
        expect(scanned.isTooDeep).toBe(true);
        const { batch } = JSON.parse(scanned.bytes.toString());
        expect(batch.toSpliced(before.length, 1)).toEqual(JSON.parse(JSON.stringify([...before, ...after])));
        expect(depthOf(batch[before.length])).toBe(9); // the eleventh level of the whole is there, and empty
      },
    ),
    { seed: 11 },
  );
});

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

it('builds next to nothing of five million brackets', () => {
  const half = 2_500_000;
  const scanned = scan(`{"batch":[${nested(half)},1]}`);
  expect(scanned.bytes.length).toBeLessThan(200);
  expect(scanned.values).toBeLessThan(100);
  expect(JSON.parse(scanned.bytes.toString()).batch[1]).toBe(1);
});

it('makes no JSON of what is none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', '1', ' ', 'a', '""')), (pieces) => {
      const text = pieces.join('');
      const before = parsed(text);
      const after = parsed(scan(text, 3).bytes.toString());
      if (before !== undefined) expect(after).toBeDefined();
      else if (!scan(text, 3).isTooDeep) expect(after).toBeUndefined();
    }),
    { seed: 11, numRuns: 5_000 },
  );
});

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

it.each([
  ['{"writeKey":"a"}', 'a'],
  [' { "batch" : [ {"writeKey":"b"} ] , "writeKey" : "a" } ', 'a'],
  ['{"writeKey":"a","writeKey":"b"}', 'b'],
  ['{"context":"writeKey","x":["writeKey"],"writeKey":"tl_\\u0077"}', 'tl_w'],
  ['{"writeKey":7,"other":"b"}', undefined],
  ['{"writeKey":["b"],"other":"b"}', undefined],
  ['{"a":"writeKey","b":"c"}', undefined],
  ['{"writeKey":"a\\x"}', undefined],
  ['{"writeKey', undefined],
  ['', undefined],
])('finds the write key of %s', (json, key) => {
  expect(scan(json).writeKey).toBe(key);
});

it('finds the write key also behind what was cut out', () => {
  const scanned = scan('{"a":[[1]],"writeKey":"tl_server_key"}', 2);
  expect(scanned.bytes.toString()).toBe('{"a":[[]],"writeKey":"tl_server_key"}');
  expect(scanned.writeKey).toBe('tl_server_key');
});
