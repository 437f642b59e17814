import { among, type Generator, type Raw } from '../case.ts';

const texts = [
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '+275760-09-13T00:00:00Z'],
  ...['-271821-04-20T00:00:00Z', '-000001-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '+275760-09-13T00:00:00.001Z'],
  ...['2026-02-30T00:00:00Z', '2026-13-01', '2026-01-01T24:00:00Z', '2026-12-31T23:59:60Z', '2026-01-01', '20260101'],
  ...['2026-01-01T00:00Z', '2026-01-01T00:00:00+14:00', '2026-01-01T00:00:00-23:59', '2026-01-01T00:00:00+99:99'],
  ...['2026-01-01T00:00:00.123456789Z', '2026-01-01 00:00:00', '2026-01-01t00:00:00z', '2026-W01-1', '2026-001'],
  ...[
    '',
    ' ',
    'now',
    'today',
    'infinity',
    '-infinity',
    'epoch',
    'allballs',
    '1',
    '1e3',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ],
  ...['2026-01-01T00:00:00', '2026-01-01T00:00:00.000+0000', '12/31/2026', '4713-01-01 BC', '1970-01-01T00:00:00Z'],
  ...['0099-12-31T23:59:59Z', '2026-06-01T00:00:00[Europe/Berlin]', `2026-01-01T00:00:00.${'1'.repeat(2_000)}Z`],
];
/** Their distance is more than a Date holds. */
const farEnds: readonly Raw[] = ['"+275760-09-13T00:00:00Z"', '"-271821-04-20T00:00:00Z"'];
const moments: readonly Raw[] = ['"0001-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"2026-01-01"', '"0000-01-01"'];
const values: readonly Raw[] = [
  ...texts.map((text) => JSON.stringify(text)),
  ...['0', '-1', '1700000000', '1700000000000', '1e400', '1.5', 'true', '[]', '{}', 'null'],
  '{"$date":0}',
];

/** Times of calls and of the envelope; two far ends together leave what a Date can hold. */
export const times: Generator = (maker) => {
  const { draw } = maker;
  const bad = Array.from({ length: 1 + draw.int(3) }, () => {
    const names = draw.pick([
      ['timestamp'],
      ['originalTimestamp'],
      ['timestamp', 'sentAt'],
      ['timestamp', 'sentAt'],
      ['sentAt', 'originalTimestamp'],
    ]);
    const members = Object.fromEntries(names.map((name) => [name, draw.pick(values)]));
    const about = Object.entries(members).map(([name, value]) => `${name} ${value.slice(0, 40)}`);
    const event = draw.pick(['"Fuzzed"', '"Signed Up"', '"Ordered"']);
    const type = draw.pick(['track', 'identify'] as const);
    return maker.call(about.join(', '), { ...members, ...(type === 'track' && { event }) }, { type });
  });
  if (draw.happens(0.25)) {
    const sentAt = draw.pick(farEnds);
    const timestamp = draw.pick(moments);
    const items = [maker.call(`timestamp ${timestamp}, the envelope's sentAt ${sentAt}`, { timestamp }), maker.good()];
    return {
      about: 'an envelope of another age',
      order: 'together',
      exchanges: [maker.batch(items, { envelope: `"sentAt":${sentAt},` })],
    };
  }
  if (draw.happens(0.5)) return among(maker, 'times of calls', bad);
  const sentAt = draw.pick(values);
  return {
    about: `the envelope's sentAt ${sentAt.slice(0, 40)}`,
    order: 'together',
    exchanges: [maker.batch([...bad, maker.good()], { envelope: `"sentAt":${sentAt},` })],
  };
};
