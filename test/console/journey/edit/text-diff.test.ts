import fc from 'fast-check';
import { diffOf } from '../../../../console/src/journey/edit/text-diff.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
const side = (lines: ReturnType<typeof diffOf>, kept: string) =>
  lines
    .filter(({ kind }) => kind === ' ' || kind === kept)
    .map(({ text }) => text)
    .join('\n');

describe('a difference between two texts', () => {
  it('holds both texts, line by line', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const lines = diffOf(before, after);
        expect(side(lines, '-')).toBe(before);
        expect(side(lines, '+')).toBe(after);
      }),
    );
  });

  it('shows what changed, and nothing of what did not', () => {
    expect(diffOf('one\ntwo\nthree', 'one\n2\nthree').map(({ kind, text }) => `${kind}${text}`)).toEqual([
      ...[' one', '-two', '+2', ' three'],
    ]);
  });
});
