import fc from 'fast-check';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';

interface Plan {
  readonly steps: number;
  readonly loops: boolean;
}

/**
 * A journey of branches and waits whose paths jump across lanes, and, where it is asked for, lead back. Only its shape is
 * right: no publish check would accept it.
 */
export function arbitraryJourney({ steps, loops }: Plan): fc.Arbitrary<JourneyDefinition> {
  const oneStep = fc.array(fc.record({ how: fc.nat(99), far: fc.nat(1_000) }), { minLength: 1, maxLength: 4 });
  const frame = fc.record({
    steps: fc.array(oneStep, { minLength: 1, maxLength: steps, size: 'max' }),
    sides: fc.array(fc.nat(1_000), { maxLength: 3 }),
  });
  return frame.map(({ steps: drawn, sides }) => {
    const id = (index: number) => `s${index}`;
    const targetOf = ({ how, far }: { how: number; far: number }, index: number): string | null => {
      const ahead = drawn.length - index - 1;
      if (how < 15 || ahead === 0) return loops && how < 5 ? id(far % (index + 1)) : null;
      if (loops && how > 92) return id(far % (index + 1));
      return id(index + 1 + (far % Math.min(ahead, how > 80 ? ahead : 6)));
    };
    return {
      id: 'drawn',
      purpose: 'transactional',
      entry: [{ on: 'event', event: 'Began' }],
      on: sides.map((far, index) => ({ id: `i${index}`, on: 'event', event: 'Side', do: id(far % drawn.length) })),
      start: id(0),
      steps: Object.fromEntries(
        drawn.map((paths, index) => [
          id(index),
          {
            type: 'drawn',
            paths: Object.fromEntries(
              paths.map((path, place) => [paths.length === 1 ? 'next' : `p${place}`, targetOf(path, index)]),
            ),
          },
        ]),
      ),
    };
  });
}
