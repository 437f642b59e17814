import type { Database } from '../../../store/database/database.ts';
import { createRefreshedCache } from '../../../store/database/refreshed-cache.ts';

const pool = {} as Database;
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a large answer is new for five seconds, then serves while the next is read, a minute at most', async () => {
  let now = 0;
  let reads = 100;
  const cache = createRefreshedCache<number>(
    (value) => value >= 100,
    () => now,
  );
  const read = async () => {
    reads += 1;
    return reads;
  };
  expect(await cache(pool, 'a', read)).toBe(101);
  now = 4_999;
  expect(await cache(pool, 'a', read)).toBe(101);
  now = 5_000;
  expect(await cache(pool, 'a', read)).toBe(101);
  await settle();
  expect(await cache(pool, 'a', read)).toBe(102);
  expect(await cache(pool, 'b', read)).toBe(103);
  expect(await cache({} as Database, 'a', read)).toBe(104);
  now = 65_000;
  expect(await cache(pool, 'a', read)).toBe(105);
});

test('a small answer is read each time, and one that became small is forgotten', async () => {
  let now = 0;
  const answers = [1, 2, 100, 3, 4];
  const cache = createRefreshedCache<number>(
    (value) => value >= 100,
    () => now,
  );
  const read = async () => answers.shift() as number;
  expect([await cache(pool, 'a', read), await cache(pool, 'a', read), await cache(pool, 'a', read)]).toEqual([
    1, 2, 100,
  ]);
  now = 5_000;
  expect(await cache(pool, 'a', read)).toBe(100);
  await settle();
  expect(await cache(pool, 'a', read)).toBe(4);
});

test('those who ask at once share a reading, and a reading that fails leaves the old answer', async () => {
  let now = 0;
  const cache = createRefreshedCache<string>(
    () => true,
    () => now,
  );
  const away = () => Promise.reject(new Error('away'));
  await expect(cache(pool, 'a', away)).rejects.toThrow('away');
  const both = [cache(pool, 'a', () => Promise.resolve('one')), cache(pool, 'a', () => Promise.resolve('another'))];
  expect(await Promise.all(both)).toEqual(['one', 'one']);
  now = 5_000;
  expect(await cache(pool, 'a', away)).toBe('one');
  await settle();
  expect(await cache(pool, 'a', () => Promise.resolve('two'))).toBe('one');
});
