import { channelKinds } from '../../../services/channels/index.ts';
import { render } from '../../../services/content/render.ts';
import { check, settings, source } from '../../support/templates.ts';

const body = async (liquid: string, data: Readonly<Record<string, unknown>>) =>
  (await render(channelKinds.webhook, source({ webhook: { body: liquid } }), data, settings)).body as string;
const nasty = '"}, "admin": true, "x": {"y": "\\\n\u2028';

it('puts whole values in by the filter json, null where there is none', async () => {
  const liquid =
    '{"name": {{ customer.name | json }}, "total": {{ entry.total | json }}, "all": {{ entry | json }}, "gone": {{ customer.gone | json }}}';
  expect(JSON.parse(await body(liquid, { customer: { name: nasty }, entry: { total: 12.5 } }))).toEqual({
    name: nasty,
    total: 12.5,
    all: { total: 12.5 },
    gone: null,
  });
});

it('escapes what is inside quotes, so that no value gets out of them', async () => {
  expect(JSON.parse(await body('{"text": "Hello {{ name }}!", "n": {{ n }}}', { name: nasty, n: 3 }))).toEqual({
    text: `Hello ${nasty}!`,
    n: 3,
  });
});

it.each([
  ['a text without quotes', '{"name": {{ name }}}'],
  ['a value that tries to be a member', '{"n": {{ n }}}'],
  ['a part that renders to nothing', '{% if gone %}{}{% endif %}'],
])('fails for good on %s, and says how to mend it', async (_what, liquid) => {
  await expect(body(liquid, { name: 'Ann', n: '1, "admin": true' })).rejects.toMatchObject({
    name: 'PermanentFailure',
    code: 'template-fails',
    message: expect.stringMatching(/webhook\.body: it is no JSON .*\{\{ value \| json \}\}/),
  });
});

it('limits what the filter json may write', async () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, text: 'x'.repeat(20) }));
  await expect(body('{{ rows | json }}', { rows })).rejects.toMatchObject({ code: 'template-fails' });
});

it('tells at publish what would be no JSON for the customer of whom nothing is known', async () => {
  const found = async (liquid: string) =>
    (await check({ content: { webhook: { body: liquid } } })).map(({ code, where }) => [code, where]);
  const at = 'templates.hi.webhook.body';
  expect(await found('{"total": {{ entry.total }}}')).toContainEqual(['template-no-json', at]);
  expect(await found('{"a": 1,}')).toContainEqual(['template-no-json', at]);
  expect(await found('{"a": {{ a | jsn }}}')).toEqual([['template-unreadable', at]]);
  const right = '{"a": {{ a | json }}, "b": "{{ b }}", "c": [{% for x in list %}{{ x | json }}{% endfor %}]}';
  expect(await found(right)).toEqual([]);
});
