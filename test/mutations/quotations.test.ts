import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parts } from './mutations.ts';

/** `npm run test:mutations` takes long and runs seldom. That its list fits the code is seen here. */
const read = (file: string) => readFileSync(path.join(__dirname, '../..', file), 'utf8');

it.each(parts.map(({ title, mutations }) => [title, mutations] as const))(
  'each quoted line of the safeguards of %s occurs once in its file',
  (_title, mutations) => {
    const quoted = mutations.flatMap(({ edits }) => edits);
    const occurrences = quoted.map(({ file, with: line }) => [file, line, read(file).split(line).length - 1]);
    expect(occurrences).toEqual(quoted.map(({ file, with: line }) => [file, line, 1]));
  },
);

it('the test file of each safeguard exists', () => {
  const files = parts.flatMap(({ mutations }) => mutations.map(({ test }) => test.file));
  expect(files.filter((file) => !existsSync(path.join(__dirname, '../..', file)))).toEqual([]);
});
