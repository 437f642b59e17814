import { isInAppUrl, readInAppParts } from '../../../core/message/in-app.ts';

it('reads the parts of a template, with what holds for those that are left out', () => {
  expect(readInAppParts({ title: ' Hello \n Ann ', body: ' Hi.\r\n' })).toEqual({
    ...{ title: 'Hello Ann', body: 'Hi.', url: undefined, button: undefined, place: 'inbox', days: 30 },
  });
  const all = { title: 'T', body: 'B', url: ' /pricing\n', button: 'See', place: 'modal\n', days: '7' };
  expect(readInAppParts(all)).toEqual({ ...all, url: '/pricing', place: 'modal', days: 7 });
});

it('cuts texts that are too long, and cuts no character in two', () => {
  const read = readInAppParts({ title: '😀'.repeat(300), body: 'x'.repeat(5_000), button: 'y'.repeat(100) });
  expect(read).toMatchObject({
    title: `${'😀'.repeat(199)}…`,
    body: `${'x'.repeat(3_999)}…`,
    button: `${'y'.repeat(59)}…`,
  });
});

it.each<[object, RegExp]>([
  [{ title: '  ' }, /"title" is empty/],
  [{ place: 'popup' }, /"place" must be one of inbox, banner, modal/],
  [{ days: '0' }, /"days" must be a whole number from 1 to 365/],
  [{ days: '366' }, /"days"/],
  [{ days: 'ten' }, /"days"/],
  [{ url: 'javascript:alert(1)' }, /"url" must begin with/],
])('says what is wrong with %j', (parts, problem) => {
  expect(readInAppParts({ title: 'T', body: 'B', ...parts })).toEqual({ problem: expect.stringMatching(problem) });
});

it.each<[string, boolean]>([
  ['https://shop.example/a?b=c#d', true],
  ['http://127.0.0.1:3000/', true],
  ['/pricing', true],
  ['/', true],
  ['mailto:help@shop.example', true],
  ['tel:+4930123', true],
  ['HTTPS://SHOP.EXAMPLE', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  ['java\nscript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['vbscript:x', false],
  ['//evil.example', false],
  ['/\\evil.example', false],
  ['https:///x', false],
  ['https://a b', false],
  ['pricing', false],
  ['', false],
])('puts %j behind a link: %s', (url, isAllowed) => {
  expect(isInAppUrl(url)).toBe(isAllowed);
});
