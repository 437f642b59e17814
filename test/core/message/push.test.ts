import { MOST_PUSH_BYTES, readPushParts } from '../../../core/message/push.ts';

const parts = { title: 'Your order', body: 'It is on its way.' };

it('reads title, body, address and icon', () => {
  expect(
    readPushParts({ ...parts, title: ' Your\n order ', url: '/orders/1', icon: 'https://shop.example/box.png' }),
  ).toEqual({
    ...{ title: 'Your order', body: 'It is on its way.', url: '/orders/1', icon: 'https://shop.example/box.png' },
  });
});

it('cuts long texts by characters as people count them', () => {
  const read = readPushParts({ title: '🦊'.repeat(121), body: 'b'.repeat(1_001) });
  expect(read).toMatchObject({ title: `${'🦊'.repeat(119)}…`, body: `${'b'.repeat(999)}…` });
});

it.each([
  ['an empty title', { ...parts, title: ' ' }, 'the part "title" is empty'],
  ['an address that runs code', { ...parts, url: 'javascript:alert(1)' }, 'the part "url" must begin with'],
  ['an icon without https', { ...parts, icon: 'http://shop.example/box.png' }, 'the part "icon" must begin with'],
  ['an icon of another host by two slashes', { ...parts, icon: '//evil.example/x' }, 'the part "icon" must begin with'],
  ['more bytes than a push service takes', { ...parts, body: '🦊'.repeat(900) }, `and ${MOST_PUSH_BYTES} are the most`],
])('refuses %s', (_title, given, problem) => {
  expect(readPushParts(given)).toEqual({ problem: expect.stringContaining(problem) });
});
