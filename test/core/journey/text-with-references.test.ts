import { insideRun } from '../../../core/condition/fields.ts';
import { checkTextReferences, renderText } from '../../../core/journey/text-with-references.ts';

const scope = {
  customer: { traits: { name: 'Ada', vip: true, tags: ['a', 'b'], nothing: null } },
  entry: { name: 'Cart Left', properties: { value: 640.5 } },
};

it.each([
  ['Call {{ customer.traits.name }}.', 'Call Ada.'],
  ['{{customer.traits.name}} and {{  customer.traits.name  }}', 'Ada and Ada'],
  ['{{ entry.properties.value }} {{ customer.traits.vip }}', '640.5 yes'],
  ['{{ customer.traits.tags }}', '["a","b"]'],
  ['{{ customer.traits.phone }} {{ customer.traits.nothing }}', '(not known) (not known)'],
  ['{ one } {{ nothing.that.exists }} }}', '{ one } (not known) }}'],
])('%s', (text, rendered) => {
  expect(renderText(text, scope, 1_000)).toBe(rendered);
});

it('is cut by whole characters, whatever the values hold', () => {
  expect(renderText('{{ customer.traits.name }}', { customer: { traits: { name: '👋'.repeat(20) } } }, 5)).toBe(
    '👋👋👋👋…',
  );
});

it('a value that looks like a reference is not looked up', () => {
  const sly = { customer: { traits: { name: '{{ customer.traits.secret }}', secret: 's' } } };
  expect(renderText('{{ customer.traits.name }}', sly, 1_000)).toBe('{{ customer.traits.secret }}');
});

it('reports each reference that nothing can have, once', () => {
  const found = checkTextReferences(
    'steps.call.instruction',
    '{{ custmer.traits.name }} {{ custmer.traits.name }} {{ customer.traits.ok }}',
    insideRun,
  );
  expect(found.map(({ code, where }) => [code, where])).toEqual([['unknown-field', 'steps.call.instruction']]);
});
