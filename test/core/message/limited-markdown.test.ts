import fc from 'fast-check';
import { escapeMarks, plainText, readLimitedMarkdown } from '../../../core/message/limited-markdown.ts';
import { propertyRuns } from '../../support/tier.ts';

it.each<[string, object[][]]>([
  ['Hello', [[{ text: 'Hello' }]]],
  ['', []],
  ['One\n\nTwo', [[{ text: 'One' }], [{ text: 'Two' }]]],
  ['One\nline', [[{ text: 'One\nline' }]]],
  ['a **b** c', [[{ text: 'a ' }, { text: 'b', strong: true }, { text: ' c' }]]],
  ['a *b*', [[{ text: 'a ' }, { text: 'b', emphasis: true }]]],
  [
    '**a *b* c**',
    [
      [
        { text: 'a ', strong: true },
        { text: 'b', strong: true, emphasis: true },
        { text: ' c', strong: true },
      ],
    ],
  ],
  ['[plans](/pricing)', [[{ text: 'plans', url: '/pricing' }]]],
  ['[**plans**](https://a.example/?b=c)', [[{ text: 'plans', strong: true, url: 'https://a.example/?b=c' }]]],
  ['[x](javascript:alert(1))', [[{ text: '[x](javascript:alert(1))' }]]],
  ['[x](javascript:void)', [[{ text: '[x](javascript:void)' }]]],
  ['[x](//evil.example)', [[{ text: '[x](//evil.example)' }]]],
  ['2 * 3 = 6', [[{ text: '2 * 3 = 6' }]]],
  ['\\*not\\* \\[this\\]', [[{ text: '*not* [this]' }]]],
  ['<b>&amp;</b>', [[{ text: '<b>&amp;</b>' }]]],
])('reads %j', (source, paragraphs) => {
  expect(readLimitedMarkdown(source)).toEqual(paragraphs);
});

it('gives the text alone', () => {
  expect(plainText(readLimitedMarkdown('a **b**\n\n[c](/d)'))).toBe('a b\n\nc');
});

it('shows a printed value as it is, whatever marks it has', () => {
  const value = fc.string({ unit: fc.constantFrom('*', '[', ']', '(', ')', '\\', 'a', ' ', '/') });
  fc.assert(
    fc.property(value, (name) => {
      expect(plainText(readLimitedMarkdown(`Dear x${escapeMarks(name)}x`))).toBe(`Dear x${name}x`);
      for (const span of readLimitedMarkdown(`Dear x${escapeMarks(name)}x`).flat())
        expect(Object.keys(span)).toEqual(['text']);
    }),
    { numRuns: propertyRuns() },
  );
});
