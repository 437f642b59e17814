import { channelKinds } from '../../../services/channels/index.ts';
import { checkTemplate, render } from '../../../services/content/render.ts';

const body = async (source: string, data: object) =>
  (await render(channelKinds.webhook, { webhook: { body: source } }, data)).body as string;
const nasty = '"}, "admin": true, "x": {"y": "\\\n\u2028';

it('puts whole values in by the filter json, null where there is none', async () => {
  const source =
    '{"name": {{ customer.name | json }}, "total": {{ entry.total | json }}, "all": {{ entry | json }}, "gone": {{ customer.gone | json }}}';
  expect(JSON.parse(await body(source, { customer: { name: nasty }, entry: { total: 12.5 } }))).toEqual({
    name: nasty,
    total: 12.5,
    all: { total: 12.5 },
    gone: null,
  });
});

it('escapes what stands inside of quotes, so that no value gets out of them', async () => {
  expect(
    JSON.parse(await body('{"text": "Hello {{ name }}{{ gone }}!", "n": {{ n }}}', { name: nasty, n: 3 })),
  ).toEqual({
    text: `Hello ${nasty}!`,
    n: 3,
  });
});

it.each([
  ['a text without quotes', '{"name": {{ name }}}'],
  ['a value that tries to be a member', '{"n": {{ n }}}'],
  ['a part that renders to nothing', '{% if gone %}{}{% endif %}'],
])('fails for good on %s, and says how to mend it', async (_what, source) => {
  await expect(body(source, { name: 'Ann', n: '1, "admin": true' })).rejects.toMatchObject({
    name: 'PermanentFailure',
    code: 'template-fails',
    message: expect.stringMatching(/the part "body" is no JSON .*\{\{ value \| json \}\}/),
  });
});

it('limits what the filter json may write', async () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, text: 'x'.repeat(20) }));
  await expect(body('{{ rows | json }}', { rows })).rejects.toMatchObject({ code: 'template-fails' });
});

it('tells at publish what would be no JSON for the customer of whom nothing is known', () => {
  const check = (source: string) =>
    checkTemplate('crm', { webhook: { body: source } }, channelKinds).map(({ code, where }) => [code, where]);
  const at = 'templates.crm.webhook.body';
  expect(check('{"total": {{ entry.total }}}')).toEqual([['template-no-json', at]]);
  expect(check('{"a": 1,}')).toEqual([['template-no-json', at]]);
  expect(check('{"a": {{ a | jsn }}}')).toEqual([['template-unreadable', at]]);
  expect(check('{"a": {{ a | json }}, "b": "{{ b }}", "c": [{% for x in list %}{{ x | json }}{% endfor %}]}')).toEqual(
    [],
  );
});

it('an address is a trait for e-mail, and the one endpoint for webhooks, whoever the customer is', () => {
  expect(channelKinds.email.addressOf({ email: ' ann@example.com ' })).toBe('ann@example.com');
  expect([{}, { email: ' ' }, { email: 7 }].map(channelKinds.email.addressOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(channelKinds.webhook.addressOf()).toEqual(expect.any(String));
});
