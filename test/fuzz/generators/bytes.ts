import type { Case, CaseMaker, Exchange, Generator } from '../case.ts';

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const call = '{"type":"track","event":"Bytes","userId":"';

/** Bodies that are no JSON, or JSON by a lenient reader only. */
function bodies(maker: CaseMaker): Readonly<Record<string, Buffer>> {
  const good = maker.good().text;
  const cut = Buffer.from(`{"batch":[${good}]}`);
  return {
    'a byte 0xff in an id': bytes(`{"batch":[${call}u`, [0xff], '"}]}'),
    'another byte, 0xfe, in an id': bytes(`{"batch":[${call}u`, [0xfe], '"}]}'),
    'an overlong NUL in an id': bytes(`{"batch":[${call}u`, [0xc0, 0x80], '"}]}'),
    'a surrogate in UTF-8 in an id': bytes(`{"batch":[${call}u`, [0xed, 0xa0, 0xbd], '"}]}'),
    'a cut character in a property': bytes(`{"batch":[${call}u","properties":{"p":"`, [0xe2, 0x82], '"}}]}'),
    'a byte beyond UTF-8': bytes(`{"batch":[${call}u`, [0xf5, 0x80, 0x80, 0x80], '"}]}'),
    'a raw NUL': bytes(`{"batch":[${call}u`, [0], '"}]}'),
    'a NUL behind it': bytes(cut.toString(), [0]),
    'a BOM': bytes([0xef, 0xbb, 0xbf], cut.toString()),
    'cut short': cut.subarray(0, maker.draw.int(cut.length)),
    'a comment': bytes(`/* x */{"batch":[${good}]} // y`),
    NaN: bytes('{"batch":[NaN,Infinity,-Infinity,undefined]}'),
    'a comma too many': bytes(`{"batch":[${good},]}`),
    'two documents': bytes(cut.toString(), '\n', cut.toString()),
    'lines of JSON': bytes(good, '\n', good),
    'single quotes': bytes("{'batch':[]}"),
    'no body': Buffer.alloc(0),
    blanks: bytes(' \n\t '),
    null: bytes('null'),
    'a text': bytes('"{\\"batch\\":[]}"'),
    'a number': bytes('1e400'),
    'a list': bytes(`[${good}]`),
    'UTF-16 with a BOM': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(cut.toString(), 'utf16le')]),
    'UTF-16': Buffer.from(cut.toString(), 'utf16le'),
    'open brackets': Buffer.alloc(400_000, '['),
    'open braces': Buffer.from('{"a":'.repeat(80_000)),
    'an open text': bytes('{"batch":["', 'x'.repeat(100_000)),
    'a form': bytes('batch=%5B%5D&writeKey=x'),
    'random bytes': Buffer.from(Array.from({ length: maker.draw.int(3_000) }, () => maker.draw.int(256))),
    'a good one with random bytes': garbled(maker, cut),
    'escapes that are none': bytes(`{"batch":[${call}\\ud83x\\q"}]}`),
    'a control in a text': bytes(`{"batch":[${call}a\u0001\n"}]}`),
    'names twice': bytes(`{"batch":[null],"batch":[${good}],"batch":{"length":1}}`),
  };
}

function garbled({ draw }: CaseMaker, body: Buffer): Buffer {
  const copy = Buffer.from(body);
  for (let count = 1 + draw.int(4); count > 0; count -= 1) copy[draw.int(copy.length)] = draw.int(256);
  return copy;
}

export const rawBytes: Generator = (maker) => {
  const { draw } = maker;
  const all = bodies(maker);
  const about = draw.pick(Object.keys(all));
  const type = draw.pick([
    'application/json',
    'application/json',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset=utf-7',
    'application/json; charset="',
    'text/plain',
    '',
  ]);
  const path = draw.pick(['/v1/batch', '/v1/batch', '/v1/track', '/v1/identify']);
  const exchange: Exchange = maker.post(path, all[about], {
    headers: { authorization: `Bearer ${maker.keys.write}`, ...(type && { 'content-type': type }) },
    isChunked: draw.happens(0.2),
    // An id that is no text may not become another's: replaced, 0xff and 0xfe would be one person.
    ...(about.endsWith('in an id') && { right: [200, 400, 415, 422] }),
  });
  return {
    about: `${about}${type ? `, ${type}` : ''} to ${path}`,
    order: 'together',
    exchanges: [exchange],
  } satisfies Case;
};
