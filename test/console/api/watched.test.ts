import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FOLLOWED_FROM_MS } from '../../../console/src/api/stream-state.ts';
import { watchedBy } from '../../../console/src/api/watched.ts';
import { isSubject } from '../../../services/hints/subjects.ts';

const folder = path.join(__dirname, '../../../console/src');
const id = '01a2042f-b4e2-72fe-95bd-718adb295762';
const input = { path: { id } };

/** The addresses that pages follow, from their sources. */
const followed = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .flatMap((file) => [
    ...readFileSync(path.join(folder, file), 'utf8').matchAll(/useRead\(\s*'([^']+)'[^;]*refetchEvery/g),
  ])
  .map(([, address = '']) => address)
  // Asked for by the clock while somebody waits for it.
  .filter((address) => !['/v1/bulk/{id}', '/v1/test-sends/{id}'].includes(address));

it('knows a hint for everything that pages follow, and the API knows it, too', () => {
  expect(followed.length).toBeGreaterThan(15);
  for (const address of followed) {
    const subjects = watchedBy(address, input)?.subjects ?? [];
    expect({ address, subjects: subjects.filter(isSubject).length }).not.toEqual({ address, subjects: 0 });
    expect(subjects.every(isSubject)).toBe(true);
  }
});

it.each([
  ['/v1/runs/{id}', input, [`run:${id}`]],
  ['/v1/runs/{id}/ahead', input, [`run:${id}`]],
  ['/v1/customers/{id}/timeline', input, [`customer:${id}`]],
  ['/v1/messages', { query: { run: id } }, [`run:${id}`]],
  ['/v1/messages', { query: { state: 'blocked' } }, ['messages']],
  ['/v1/runs', { query: { customer: id } }, [`customer:${id}`]],
  ['/v1/runs', {}, ['runs']],
  ['/v1/kill-switches', {}, ['operators']],
])('reads %s again by the subject that is nearest', (address, given, subjects) => {
  expect(watchedBy(address, given)?.subjects).toEqual(subjects);
});

it('leaves what is waited for to the clock', () => {
  expect(watchedBy('/v1/bulk/{id}', input)).toBeUndefined();
  expect(FOLLOWED_FROM_MS).toBeLessThanOrEqual(3_000);
});
