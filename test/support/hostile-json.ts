import fc from 'fast-check';

/**
 * JSON as strangers may send it, as text, since JSON.parse makes of a text what no object literal would: own members named
 * "__proto__", Infinity from 1e400, -0, the last of two equal names. Texts are arbitrary UTF-16, lone surrogates included.
 */
export const hostileText = fc.oneof(
  { weight: 9, arbitrary: fc.string() },
  {
    weight: 9,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 9,
    arbitrary: fc
      .array(fc.constantFrom('\u0000', '\ud83d', '\ude00', '😀', '\ufffd', '\uffff', '\ufeff', 'a', '"', '\\'))
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', 'x'.repeat(256), 'x'.repeat(600), '𝔘'.repeat(400)) },
);

const hostileName = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  {
    weight: 2,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'toJSON', 'then', 'valueOf'),
  },
);

const hostileNumber = fc.oneof(
  { weight: 100, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  { weight: 100, arbitrary: fc.integer().map(String) },
  {
    weight: 100,
    arbitrary: fc.constantFrom('-0', '0.0', '1e308', '5e-324', '1e-400', '9007199254740993', '1.7976931348623157e308'),
  },
  { weight: 1, arbitrary: fc.constantFrom('1e400', '-1e400') },
);

const leaf = fc.oneof(
  hostileText.map((text) => JSON.stringify(text)),
  hostileNumber,
  fc.constantFrom('null', 'true', 'false', '{}', '[]', '{"length":{"toString":1}}', '{"length":3}', '{"toJSON":1}'),
);

const nested = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), leaf)
  .map(([depth, isList, inside]) =>
    isList
      ? `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`
      : `${'{"a":'.repeat(depth)}${inside}${'}'.repeat(depth)}`,
  );
const veryDeep = fc.constantFrom(2_000, 20_000).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);

const listOf = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 4 }).map((items) => `[${items.join(',')}]`);
const objectOf = (value: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(hostileName, value), { maxLength: 5 })
    .map((members) => `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`);

const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'hostile' },
    { weight: 4, arbitrary: leaf },
    { weight: 3, arbitrary: objectOf(tie('json')) },
    { weight: 2, arbitrary: listOf(tie('json')) },
  ),
}));

/** Any JSON text. */
export const hostileJson = fc.oneof(
  { weight: 20, arbitrary: json },
  { weight: 3, arbitrary: nested },
  { weight: 1, arbitrary: veryDeep },
);
export const hostileObject = objectOf(hostileJson);

const mostly = (usual: fc.Arbitrary<string>, weight = 40) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: hostileJson });
const quoted = (text: fc.Arbitrary<string>) => text.map((each) => JSON.stringify(each));

const times = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .date({ min: new Date('1950-01-01'), max: new Date('2026-03-02'), noInvalidDate: true })
      .map((date) => JSON.stringify(date.toISOString())),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"0000-01-01"',
      '"0001-01-01T00:00:00Z"',
      '"9999-12-31T23:59:59Z"',
      '"2026-02-30"',
      '"2026-03-02T10:00"',
      '"2026-03-02T10:00:00.123456789+14:00"',
      '"+275760-09-13T00:00:00Z"',
      '"-271821-04-20T00:00:00Z"',
      '"5"',
      '1767225600',
    ),
  },
);
const ids = fc.oneof(
  { weight: 10, arbitrary: quoted(fc.constantFrom('u', ' v ', '😀', '', 'x'.repeat(255), '𝔘'.repeat(127))) },
  { weight: 3, arbitrary: quoted(hostileText) },
  { weight: 3, arbitrary: fc.constantFrom('17', '-0', '9007199254740993', '1.5', 'null') },
);
const unused = mostly(fc.constant('null'));

const memberOf = {
  type: mostly(fc.constantFrom('"track"', '"identify"'), 10),
  event: mostly(quoted(fc.oneof(fc.constant('Seen'), hostileText))),
  userId: mostly(ids),
  anonymousId: mostly(ids),
  messageId: mostly(ids),
  properties: mostly(objectOf(json)),
  traits: mostly(objectOf(json)),
  context: mostly(objectOf(json)),
  timestamp: mostly(times),
  originalTimestamp: mostly(times),
  sentAt: mostly(times),
  writeKey: unused,
  integrations: unused,
  extra: unused,
} as const;

/** Something like a call, with hostile values in any of its places. */
export const hostileCall = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record(memberOf, { requiredKeys: ['type', 'event', 'userId'] })
      .map((members) => `{${Object.entries(members).map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`),
  },
  { weight: 1, arbitrary: hostileJson },
);

/** Something like the envelope of a batch. */
export const hostileBatch = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record(
        { batch: listOf(hostileCall), sentAt: mostly(times), context: hostileJson, writeKey: hostileJson },
        { requiredKeys: ['batch'] },
      )
      .map((members) => `{${Object.entries(members).map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`),
  },
  { weight: 1, arbitrary: hostileJson.map((batch) => `{"batch":${batch}}`) },
  { weight: 1, arbitrary: hostileJson },
);
