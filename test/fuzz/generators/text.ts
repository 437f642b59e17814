import { among, type CaseMaker, type Generator, type Item, MARK, type Raw } from '../case.ts';
import type { Draw } from '../draw.ts';

/** A text in JSON's escapes, and whether it may be an id: well-formed, without U+0000, 1 to 255 characters. */
interface OddText {
  readonly about: string;
  readonly raw: Raw;
  readonly badId?: boolean;
}

function oddTexts(draw: Draw): OddText[] {
  const long = draw.pick([254, 255, 256, 257, 1_000, 3_000, 30_000]);
  return [
    { about: 'a lone high surrogate', raw: '"u-\\ud83d"', badId: true },
    { about: 'a lone low surrogate', raw: '"\\udc00-u"', badId: true },
    { about: 'a reversed pair', raw: '"u\\ude00\\ud83du"', badId: true },
    { about: 'two high surrogates', raw: '"\\ud83d\\ud83d\\ude00"', badId: true },
    { about: 'U+0000', raw: '"u\\u0000v"', badId: true },
    { about: 'U+0000 alone', raw: '"\\u0000"', badId: true },
    { about: 'U+0000 at the end', raw: '"u\\u0000"', badId: true },
    { about: 'a non-character', raw: '"u\\uffff\\ufdd0\\udbff\\udfff"' },
    { about: 'right-to-left override', raw: '"a\\u202eb\\u2066c"' },
    { about: 'composed', raw: '"caf\\u00e9"' },
    { about: 'decomposed', raw: '"cafe\\u0301"' },
    { about: 'upper case', raw: '"TWIN"' },
    { about: 'lower case', raw: '"twin"' },
    { about: 'a dotless i', raw: '"tw\\u0131n\\u0130"' },
    { about: 'a BOM', raw: '"\\ufefftwin"' },
    { about: 'spaces around', raw: '"  twin\\t "' },
    { about: 'a zero-width space', raw: '"\\u200btwin"' },
    { about: 'U+FFFD', raw: '"u-\\ufffd"' },
    { about: 'line separators', raw: '"a\\u2028b\\u2029\\u0085"' },
    { about: 'line feeds', raw: '"user_id\\nanonymous_id\\n\\r"' },
    { about: 'controls', raw: '"\\u0001\\u001b[31m\\u007f\\b"' },
    { about: 'quotes', raw: '"\\"\\\\\'; drop table events; -- $1 ? {} {{ x }}"' },
    { about: 'an array literal', raw: '"{\\"a\\",NULL}"' },
    { about: 'a back-slash u', raw: '"\\\\u0000 \\\\ud83d"' },
    { about: 'many combining marks', raw: JSON.stringify(`e${'\u0301'.repeat(200)}`) },
    { about: `${long} characters`, raw: JSON.stringify(draw.text(long)), ...(long > 255 && { badId: true }) },
    { about: `${long} emoji`, raw: JSON.stringify('😀'.repeat(Math.ceil(long / 6))) },
    { about: 'an empty text', raw: '""' },
    { about: 'blanks', raw: '" \\u00a0\\u3000 "' },
    {
      about: 'half an emoji cut by a limit',
      raw: JSON.stringify('x'.repeat(254)).replace(/"$/, '\\ud83d"'),
      badId: true,
    },
  ];
}

const isIll = ({ badId, about }: OddText) => badId === true && !about.endsWith('characters');

const positions: Readonly<Record<string, (maker: CaseMaker, text: OddText) => Item>> = {
  userId: (maker, text) => maker.call(`userId: ${text.about}`, { userId: text.raw }, { right: rightId(text) }),
  anonymousId: (maker, text) =>
    maker.call(`anonymousId: ${text.about}`, { anonymousId: text.raw, userId: undefined }, { right: rightId(text) }),
  'both ids': (maker, text) =>
    maker.call(`both ids: ${text.about}`, { anonymousId: text.raw, userId: text.raw }, { right: rightId(text) }),
  messageId: (maker, text) => maker.call(`messageId: ${text.about}`, { messageId: text.raw }, { right: rightId(text) }),
  event: (maker, text) => maker.call(`event: ${text.about}`, { event: text.raw }),
  'a property': (maker, text) =>
    maker.call(
      `a property: ${text.about}`,
      { properties: `{"p":${marked(text.raw)},"list":[${text.raw}]}` },
      made(text),
    ),
  "a property's name": (maker, text) =>
    maker.call(`a property's name: ${text.about}`, { properties: `{${text.raw}:1,"in":{${text.raw}:2}}` }, made(text)),
  'two names that become one': (maker) =>
    maker.call(
      'names that become one',
      { properties: '{"a\\ud83d":1,"a\\ufffd":2,"a\\u0000":3}' },
      { right: 'accepted' },
    ),
  'a trait': (maker, text) =>
    maker.call(`a trait: ${text.about}`, { traits: `{"t":${marked(text.raw)}}` }, { type: 'identify', ...made(text) }),
  "a trait's name": (maker, text) =>
    maker.call(
      `a trait's name: ${text.about}`,
      { traits: `{${text.raw}:"${MARK}"}` },
      { type: 'identify', ...made(text) },
    ),
  'the context': (maker, text) =>
    maker.call(`the context: ${text.about}`, { context: `{"page":{"title":${text.raw}},${text.raw}:1}` }, made(text)),
  type: (maker, text) => maker.call(`type: ${text.about}`, { type: text.raw }),
  timestamp: (maker, text) => maker.call(`timestamp: ${text.about}`, { timestamp: text.raw }),
  'a member nobody knows': (maker, text) =>
    maker.call(`a member nobody knows: ${text.about}`, { [JSON.parse(text.raw) as string]: text.raw }),
};

/** The mark before it: logs quote what stands before the place that can't be read. */
const marked = (raw: Raw) => raw.replace('"', `"${MARK}`);

const rightId = (text: OddText) => (isIll(text) ? 'refused' : undefined);

/** Text that is no id is made well-formed, and the call is in. */
const made = (text: OddText) => (isIll(text) ? ({ right: 'accepted' } as const) : {});

export const text: Generator = (maker) => {
  const { draw } = maker;
  const where = draw.pick(Object.keys(positions));
  const bad = Array.from({ length: 1 + draw.int(4) }, () =>
    (positions[where] as (typeof positions)[string])(maker, draw.pick(oddTexts(draw))),
  );
  const { exchanges, ...others } = among(maker, `text in ${where}`, bad);
  // The odd texts are few: as messageIds they come again.
  return {
    ...others,
    exchanges: exchanges.map((each) => (where === 'messageId' ? { ...each, isRepeat: true } : each)),
  };
};
