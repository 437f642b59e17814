import fc from 'fast-check';
import {
  type Click,
  signAmongClicks,
  signOfRequest,
  type TrackedRequest,
} from '../../../core/message/machine-signs.ts';

const now = Date.UTC(2026, 10, 26);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const request = (more: Partial<TrackedRequest>): TrackedRequest => ({
  ...{ kind: 'opened', method: 'GET', userAgent: firefox, isHiddenLink: false, at: now, deliveredAt: now - 60_000 },
  ...more,
});

describe('one request by itself', () => {
  it.each<[who: string, Partial<TrackedRequest>]>([
    ['a browser', {}],
    ['a browser that follows a link at once', { kind: 'clicked', deliveredAt: now }],
    ['a browser of which no delivery is known', { deliveredAt: undefined }],
    ['a browser five seconds after delivery', { deliveredAt: now - 5_000 }],
    [
      "Gmail's picture proxy, for a person",
      { userAgent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' },
    ],
    [
      "Yahoo's picture proxy, for a person",
      { userAgent: 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html' },
    ],
    [
      'Apple Mail',
      { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)' },
    ],
    ['Thunderbird', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0' }],
    ['Outlook', { userAgent: 'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Microsoft Outlook 16.0)' }],
    [
      'a phone',
      {
        userAgent:
          'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      },
    ],
  ])('%s is a person', (_, more) => {
    expect(signOfRequest(request(more))).toBeUndefined();
  });

  it.each<[who: string, sign: string, Partial<TrackedRequest>]>([
    ['who follows the link that nobody sees', 'hidden-link', { kind: 'clicked', isHiddenLink: true }],
    ['who asks by HEAD', 'head-request', { kind: 'clicked', method: 'HEAD' }],
    ['a picture within five seconds of delivery', 'right-after-delivery', { deliveredAt: now - 4_999 }],
    ["Apple's Mail Privacy Protection", 'known-program', { userAgent: 'Mozilla/5.0' }],
    [
      'Gmail that fetches ahead',
      'known-program',
      {
        userAgent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
      },
    ],
    ['nobody at all', 'known-program', { userAgent: undefined }],
    ['a script', 'known-program', { userAgent: 'python-requests/2.32.3' }],
    [
      'a crawler',
      'known-program',
      { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
    ],
    [
      'a preview of links',
      'known-program',
      { userAgent: 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5' },
    ],
    ['a scanner of mails', 'known-program', { userAgent: 'BarracudaCentral/1.0' }],
    [
      'a browser without a window',
      'known-program',
      {
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
      },
    ],
  ])('%s is a machine: %s', (_, sign, more) => {
    expect(signOfRequest(request(more))).toBe(sign);
  });
});

describe('a click among all clicks of its message', () => {
  const click = (url: string, at: number, links = 2): Click => ({ url, at: now + at, links, isHiddenLink: false });
  const hidden = (at: number): Click => ({ url: undefined, at: now + at, links: 0, isHiddenLink: true });

  it.each<[who: string, sign: string | undefined, all: Click[]]>([
    ['alone', undefined, [click('a', 0)]],
    ['twice on the same link', undefined, [click('a', 0), click('a', 300)]],
    ['on all links in two seconds', 'every-link', [click('a', 0), click('b', 2_000)]],
    ['on all links in more than two seconds', undefined, [click('a', 0), click('b', 2_001)]],
    ['on two of three links', undefined, [click('a', 0, 3), click('b', 100, 3)]],
    ['on the only link', undefined, [click('a', 0, 1)]],
    ['with the hidden link before', 'beside-hidden-link', [click('a', 0, 1), hidden(-2_000)]],
    ['with the hidden link after', 'beside-hidden-link', [click('a', 0, 1), hidden(2_000)]],
    ['long after the hidden link', undefined, [click('a', 0, 1), hidden(-2_001)]],
  ])('%s is %s', (_, sign, all) => {
    expect(signAmongClicks(all[0] as Click, all)).toBe(sign);
  });

  it('has the same sign in whatever order the clicks came', () => {
    const clicks = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 6_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(clicks, fc.integer(), (drawn, seed) => {
        const all = drawn.map(([url, at]) => click(url, at, 3));
        const turned = all.map((_, index) => all[(index + Math.abs(seed)) % all.length] as Click);
        expect(signAmongClicks(all[0] as Click, turned)).toBe(signAmongClicks(all[0] as Click, all));
      }),
    );
  });
});
