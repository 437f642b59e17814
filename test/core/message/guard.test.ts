import { readdirSync } from 'node:fs';
import path from 'node:path';
import { guard } from '../../../core/message/guard.ts';
import type { GuardFacts, OriginFacts } from '../../../core/message/guard-facts.ts';
import { guardRules } from '../../../core/message/rules/index.ts';
import { fine, guardExamples } from './support/guard-examples.ts';

it.each(guardExamples)('%s', (_title, facts, expected) => {
  expect(guard({ ...fine, ...facts })).toEqual(expected);
});

describe('the rules', () => {
  it('are one file each, under their own names', () => {
    const files = readdirSync(path.join(__dirname, '../../../core/message/rules'));
    const names = guardRules.map(({ name }) => `${name}.ts`);
    expect([...names, 'index.ts'].sort()).toEqual(files.sort());
  });

  it.each(guardRules)('have an example that $name decides', ({ name }) => {
    const decides = ({ origin, ...facts }: GuardFacts) =>
      origin?.isWaiting ? guardRules.find((rule) => rule.evaluate({ ...facts, origin })) : undefined;
    expect(guardExamples.map(([, facts]) => decides({ ...fine, ...facts })?.name)).toContain(name);
  });

  it.each(guardRules)('show a message that $name blocks or defers under its name', ({ name, evaluate }) => {
    const open = { ...fine, origin: fine.origin as OriginFacts };
    const shown = guardExamples.map(([, facts]) =>
      evaluate({ ...open, ...facts, origin: facts.origin ?? open.origin }),
    );
    const rules = shown.flatMap((verdict) => (verdict && 'rule' in verdict ? [verdict.rule] : []));
    expect(rules.filter((rule) => rule !== name)).toEqual([]);
  });
});
