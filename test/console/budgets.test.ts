import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page loads, gzipped, from the manifest of the build. Beyond these limits a page has become too heavy. */
const limits = { home: 217, css: 15, journey: 190, page: 33 };

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
}

const folder = path.join(__dirname, '../../dist/console');
const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
const kilobytes = (file: string) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length / 1_000;

/** A chunk with everything that it imports at once. */
function loaded(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const each of manifest[name]?.imports ?? []) loaded(each, found);
  return found;
}

const filesOf = (chunks: Iterable<string>, kind: 'script' | 'css') =>
  new Set([...chunks].flatMap((name) => (kind === 'css' ? (manifest[name]?.css ?? []) : [manifest[name]?.file ?? ''])));
const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + kilobytes(file), 0);

const home = new Set([...loaded('index.html'), ...loaded('src/pages/home/home-page.tsx')]);
const pages = Object.keys(manifest).filter((name) => /^src\/pages\/(?!home\/)[\w-]+\/[\w-]+-page\.tsx$/.test(name));

it('the first page loads no more scripts and styles than its budget', () => {
  expect(sum(filesOf(home, 'script'))).toBeLessThan(limits.home);
  expect(sum(filesOf(home, 'css'))).toBeLessThan(limits.css);
});

it('every other page adds no more scripts than its budget', () => {
  const added = pages.map((name) => {
    const own = [...filesOf(loaded(name), 'script')].filter((file) => !filesOf(home, 'script').has(file));
    const limit = /pages\/(journey|run)\//.test(name) ? limits.journey : limits.page;
    return { name, isWithin: sum(own) < limit, kilobytes: Math.round(sum(own)), limit };
  });
  expect(added.filter(({ isWithin }) => !isWithin)).toEqual([]);
});
