import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Exchange, Generator } from '../case.ts';
import { nested } from './nesting.ts';

const MB = 1024 * 1024;
/** Bombs are the same in every case, and dear to make. */
const bombs = new Map<string, Buffer>();
function bomb(name: string, make: () => Buffer): Buffer {
  const known = bombs.get(name) ?? make();
  bombs.set(name, known);
  return known;
}
const bombKinds: Readonly<Record<string, () => Buffer>> = {
  'five million lists': () => gzipSync(nested(5_000_000, 'lists')),
  'a million objects': () => gzipSync(nested(1_000_000, 'objects')),
  'open brackets': () => gzipSync(Buffer.alloc(8 * MB, '[')),
  'blanks, 40 MB': () => gzipSync(Buffer.alloc(40 * MB, ' ')),
  'a text of 20 MB': () => gzipSync(`{"batch":["${'x'.repeat(20 * MB)}"]}`),
  'two million empty objects': () => gzipSync(`{"batch":[${'{},'.repeat(2_000_000)}{}]}`),
  'a bomb in brotli': () =>
    brotliCompressSync(Buffer.alloc(20 * MB, '['), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  'a bomb in a bomb': () => gzipSync(gzipSync(Buffer.alloc(40 * MB, '['))),
  'just below the limit of a publication': () => gzipSync(nested(5_200_000, 'lists')),
};

/** Compressed bodies: good, broken, cut, labelled wrongly; and small ones that grow. */
export const encodings: Generator = (maker) => {
  const { draw, keys } = maker;
  if (draw.happens(0.35)) return bombing(maker);
  const items = [maker.good(), maker.good()];
  const plain = maker.batch(items).body as Buffer;
  const gzip = gzipSync(plain);
  const forms: Readonly<Record<string, { encoding: string; body: Buffer; good?: true }>> = {
    gzip: { encoding: 'gzip', body: gzip, good: true },
    'x-gzip': { encoding: 'x-gzip', body: gzip },
    GZIP: { encoding: 'GZIP', body: gzip, good: true },
    deflate: { encoding: 'deflate', body: deflateSync(plain) },
    'raw deflate': { encoding: 'deflate', body: deflateRawSync(plain) },
    br: { encoding: 'br', body: brotliCompressSync(plain) },
    identity: { encoding: 'identity', body: plain, good: true },
    'gzip twice': { encoding: 'gzip, gzip', body: gzipSync(gzip) },
    'gzip twice, said once': { encoding: 'gzip', body: gzipSync(gzip) },
    'gzip that is plain': { encoding: 'gzip', body: plain },
    'plain that is gzip': { encoding: 'identity', body: gzip },
    'cut gzip': { encoding: 'gzip', body: gzip.subarray(0, 1 + draw.int(gzip.length - 1)) },
    'broken gzip': { encoding: 'gzip', body: broken(gzip, draw.int(gzip.length)) },
    'gzip and more': { encoding: 'gzip', body: Buffer.concat([gzip, Buffer.from('more')]) },
    'two members': { encoding: 'gzip', body: Buffer.concat([gzip, gzipSync(' ')]) },
    'an empty gzip': { encoding: 'gzip', body: gzipSync('') },
    'no gzip at all': { encoding: 'gzip', body: Buffer.alloc(0) },
    zstd: { encoding: 'zstd', body: plain },
    compress: { encoding: 'compress', body: plain },
    star: { encoding: '*', body: plain },
    'a long list': { encoding: 'gzip, '.repeat(200), body: gzip },
  };
  const about = draw.pick(Object.keys(forms));
  const { encoding, body, good } = forms[about] as (typeof forms)[string];
  const exchange = maker.post('/v1/batch', body, {
    headers: {
      authorization: `Bearer ${keys.write}`,
      'content-type': 'application/json',
      'content-encoding': encoding,
    },
    isChunked: draw.happens(0.2),
    ...(good && { items }),
  });
  return { about, order: 'together', exchanges: [exchange] };
};

function broken(body: Buffer, at: number): Buffer {
  const copy = Buffer.from(body);
  copy[at] = (copy[at] as number) ^ 0x55;
  return copy;
}

function bombing(maker: Parameters<Generator>[0]): ReturnType<Generator> {
  const { draw, keys } = maker;
  const name = draw.pick(Object.keys(bombKinds));
  const body = bomb(name, bombKinds[name] as () => Buffer);
  const who = draw.pick(['no key', 'an unknown key', 'a good key', 'an admin key']);
  const path = draw.pick([
    '/v1/publish',
    '/v1/publish',
    '/v1/batch',
    '/v1/track',
    '/v1/runs',
    '/nowhere',
    '/docs',
    '/health/ready',
  ]);
  const key = {
    'no key': '',
    'an unknown key': 'tl_server_unknown',
    'a good key': keys.write,
    'an admin key': keys.admin,
  }[who];
  const count = draw.pick([1, 4, 40]);
  const exchange: Exchange = maker.post(path, body, {
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      'content-type': 'application/json',
      'content-encoding': name.includes('brotli') ? 'br' : 'gzip',
    },
    mayClose: true, // what is not read is answered early
  });
  return {
    about: `${count} × ${name} (${body.length} bytes) to ${path} with ${who}`,
    order: 'together',
    exchanges: Array.from({ length: count }, () => exchange),
  };
}
