import type { Database } from '../../../store/database/database.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';

const pool = {} as Database;

test('an answer serves for five seconds, and for a minute where it took over one', async () => {
  let now = 0;
  let reads = 0;
  const cache = createShortCache<number>(() => now);
  const read = (took: number) => async () => {
    now += took;
    reads += 1;
    return reads;
  };
  expect(await cache(pool, 'a', read(10))).toBe(1);
  now += 4_999;
  expect(await cache(pool, 'a', read(2_000))).toBe(1);
  now += 1;
  expect(await cache(pool, 'a', read(2_000))).toBe(2);
  now += 59_000;
  expect(await cache(pool, 'a', read(0))).toBe(2);
  expect(await cache(pool, 'b', read(0))).toBe(3);
  expect(await cache({} as Database, 'a', read(0))).toBe(4);
});

test('those who ask at once share one reading, and one that fails is forgotten', async () => {
  const cache = createShortCache<string>();
  let give: (value: string) => void = () => {};
  const slow = () =>
    new Promise<string>((resolve) => {
      give = resolve;
    });
  const both = [cache(pool, 'a', slow), cache(pool, 'a', () => Promise.resolve('another'))];
  give('one');
  expect(await Promise.all(both)).toEqual(['one', 'one']);
  await expect(cache(pool, 'b', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await cache(pool, 'b', () => Promise.resolve('back'))).toBe('back');
});
