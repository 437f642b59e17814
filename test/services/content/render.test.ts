import type { Channel } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { checkTemplate, render } from '../../../services/content/render.ts';

const email: Channel = {
  ...channelKinds.email,
  provider: { send: async () => ({ result: 'accepted' }), close: async () => {} },
};
const mail = (html: string, subject = 'Hello') => ({ email: { subject, html } });

it('escapes what customers wrote in HTML, not in the subject, and makes a text part', async () => {
  const parts = await render(email, mail('<p>{{ customer.name }}</p>', 'For {{ customer.name }}'), {
    customer: { name: '<b>Ann & "Ben"' },
  });
  expect(parts).toEqual({
    subject: 'For <b>Ann & "Ben"',
    html: '<p>&lt;b&gt;Ann &amp; &#34;Ben&#34;</p>',
    text: '<b>Ann & "Ben"',
  });
});

it('prints nothing for what is not there, and reads no prototype', async () => {
  const { html } = await render(
    email,
    mail('[{{ customer.town }}][{{ customer.constructor }}][{{ customer.__proto__ }}]'),
    { customer: {} },
  );
  expect(html).toBe('[][][]');
});

it.each([
  ['an endless loop', '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'],
  [
    'a bomb',
    '{% assign a = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
  ],
  ['a file', '{% include "package.json" %}'],
])('stops %s', async (_what, html) => {
  await expect(render(email, mail(html), {})).rejects.toMatchObject({
    name: 'PermanentFailure',
    code: 'template-fails',
  });
});

it('tells at publish what is wrong with a template, and where', () => {
  const problems = [
    ...checkTemplate('hi', { email: { html: '{{ name | upcas }} {% if %}' } }, channelKinds),
    ...checkTemplate('ho', { emial: { subject: '' } }, channelKinds),
    ...checkTemplate('ha', { email: { subject: 's', html: 'h', htlm: 'x' } }, channelKinds),
  ];
  expect(problems.map(({ code, where, remedy }) => [code, where, remedy.length > 5])).toEqual([
    ['missing-part', 'templates.hi.email', true],
    ['template-unreadable', 'templates.hi.email.html', true],
    ['unknown-channel', 'templates.ho.emial', true],
    ['unknown-part', 'templates.ha.email.htlm', true],
  ]);
});
