import fc from 'fast-check';
import { createDefinitionMemory } from '../../../store/journeys/definition-memory.ts';
import { welcome } from '../../support/journeys.ts';

const definition = welcome();

it('keeps what was used last, never more bytes than it may, and nothing that alone is too large', () => {
  const deed = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    bytes: fc.integer({ min: 1, max: 110 }),
    keeps: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const memory = createDefinitionMemory(100);
      let expected: { key: string; bytes: number }[] = []; // the one used last comes last
      for (const { key, bytes, keeps } of deeds) {
        const known = expected.find((each) => each.key === key);
        if (keeps) memory.keep(key, { definition, bytes, catalogVersion: 1 });
        else expect(memory.find(key)?.bytes).toBe(known?.bytes);
        const used = keeps ? { key, bytes } : known;
        expected = expected.filter((each) => each.key !== key);
        if (used && used.bytes <= 100) expected.push(used);
        while (expected.reduce((sum, each) => sum + each.bytes, 0) > 100) expected.shift();
        expect(memory.bytes()).toBe(expected.reduce((sum, each) => sum + each.bytes, 0));
      }
    }),
    { seed: 12 },
  );
});
