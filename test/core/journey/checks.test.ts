import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Check } from '../../../core/journey/checks/check.ts';
import { exampleNames, exampleWith } from '../../../core/journey/checks/example.ts';
import { checks } from '../../../core/journey/checks/index.ts';
import { validateDefinition } from '../../../core/journey/validate.ts';

const folder = path.join(__dirname, '../../../core/journey/checks');
const helpers = ['check.ts', 'example.ts', 'index.ts'];

describe('the registry of publish checks', () => {
  it('has every file of its folder, under the name of the file', () => {
    const files = readdirSync(folder).filter((file) => !helpers.includes(file));
    expect(checks.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it('finds nothing in the definition that its examples are made of', () => {
    expect(validateDefinition(exampleWith({}), exampleNames)).toEqual({ definition: exampleWith({}), problems: [] });
  });

  it('skips a check only after codes that an earlier check reports', () => {
    for (const [index, { skippedAfter = [] }] of checks.entries()) {
      const earlier = checks.slice(0, index).flatMap(({ codes }) => Object.keys(codes));
      expect(earlier).toEqual(expect.arrayContaining([...skippedAfter]));
    }
  });
});

describe.each(checks.map((check): [string, Check] => [check.name, check]))('the check %s', (_name, check) => {
  const examples = Object.entries(check.examples());

  it('documents each code in a sentence', () => {
    expect(Object.keys(check.codes).length).toBeGreaterThan(0);
    for (const [code, meaning] of Object.entries(check.codes)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('has an example for each code, and for nothing else', () => {
    expect(examples.map(([code]) => code).sort()).toEqual(Object.keys(check.codes).sort());
  });

  it.each(examples)('refuses its example of %s, or warns of it', (code, definition) => {
    const found = [...check.problems(definition, exampleNames)];
    expect(found.map((problem) => problem.code)).toContain(code);
    for (const problem of found) expect(Object.keys(check.codes)).toContain(problem.code);

    const validation = validateDefinition(JSON.parse(JSON.stringify(definition)), exampleNames);
    expect(validation.problems.map((problem) => problem.code)).toContain(code);
    const isWarning = found.find((problem) => problem.code === code)?.severity === 'warning';
    expect(check.codes[code]?.endsWith('A warning.')).toBe(isWarning);
    if (!isWarning) expect(validation.definition).toBeUndefined();
  });
});
