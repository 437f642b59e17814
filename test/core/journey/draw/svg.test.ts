import fc from 'fast-check';
import { svgOf } from '../../../../core/journey/draw/svg.ts';
import { propertyRuns } from '../../../support/tier.ts';
import { arbitraryDefinition } from '../support/arbitrary-definition.ts';
import { define } from '../support/passage.ts';

/** Names of elements in the order in which they end; throws where one is not closed, or a text is not escaped. */
function elementsOf(svg: string): readonly string[] {
  const open: string[] = [];
  const ended: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/gi,
    (_all, close, name, _attributes, alone) => {
      if (close) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name);
      if (close || alone) ended.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
  return ended;
}

it('holds a card for each step with title and settings, and nothing that a page would load or run', () => {
  const svg = svgOf(
    define({
      title: 'Trial & error',
      steps: {
        settle: { type: 'wait', title: '<script>alert(1)</script>', for: 'P3D', paths: { next: 'hello' } },
        hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
      },
    }),
  );
  expect(
    elementsOf(svg).filter((name) => !['rect', 'text', 'polyline', 'title', 'style', 'svg'].includes(name)),
  ).toEqual([]);
  expect(svg.match(/class="card"/g)).toHaveLength(2);
  expect(svg).toContain('<title>Trial &#38; error</title>');
  expect(svg).toContain('wait: 3 days');
  expect(svg).toContain('send: email ▸ hello');
  expect(svg).toContain('>End<');
  expect(svg).not.toMatch(/<script|href|url\(|@import|on\w+=/);
});

it('whatever the journey, it is well formed, and each card is within the picture', () => {
  fc.assert(
    fc.property(arbitraryDefinition(), (definition) => {
      const svg = svgOf(definition);
      elementsOf(svg);
      const [, left = '', top = '', width = '', height = ''] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg) ?? [];
      const cards = [
        ...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="(\d+)" height="(\d+)" rx="6" class="card"/g),
      ];
      expect(cards).toHaveLength(Object.keys(definition.steps).length);
      for (const [, x, y, w, h] of cards) {
        expect(Number(x)).toBeGreaterThanOrEqual(Number(left));
        expect(Number(y)).toBeGreaterThanOrEqual(Number(top));
        expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(left) + Number(width));
        expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(top) + Number(height));
      }
    }),
    { numRuns: propertyRuns(60) },
  );
});
