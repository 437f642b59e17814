import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as throughline from '../../../../core/index.ts';
import { stepTypes } from '../../../../core/journey/steps/index.ts';

const folder = path.join(__dirname, '../../../../core/journey/authoring/steps');
const camelCase = (type: string) => type.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

describe('the authoring of steps', () => {
  it('has one file a step type', () => {
    expect(readdirSync(folder).sort()).toEqual([...stepTypes.keys()].map((type) => `${type}.ts`).sort());
  });

  it.each([...stepTypes.keys()])('offers a function for "%s" in the public entry', (type) => {
    expect(throughline).toHaveProperty(camelCase(type), expect.any(Function));
  });
});
