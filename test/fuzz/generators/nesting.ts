import { among, type CaseMaker, type Generator, type Raw } from '../case.ts';

const depths = [5, 20, 31, 32, 33, 34, 64, 100, 500, 1_000, 2_000, 5_000, 10_000, 50_000];

export function nested(depth: number, kind: 'lists' | 'objects' | 'both'): Raw {
  const [open, close] = { lists: ['[', ']'], objects: ['{"a":', '}'], both: ['[{"a":', '}]'] }[kind] as [
    string,
    string,
  ];
  const levels = kind === 'both' ? depth / 2 : depth;
  return `${open.repeat(levels)}1${close.repeat(levels)}`;
}

/** Nesting in every place. A good call beside must be in, whatever becomes of the deep one. */
export const nesting: Generator = (maker) => {
  const { draw } = maker;
  const depth = draw.pick(depths);
  const kind = draw.pick(['lists', 'objects', 'both'] as const);
  const deep = nested(depth, kind);
  const what = `${depth} levels of ${kind}`;
  const where = draw.pick([
    ...['properties', 'traits', 'context', 'userId', 'anonymousId', 'messageId', 'event', 'timestamp', 'unknown'],
    ...['call', 'batch', 'body', 'envelope', 'sentAt'],
  ]);
  if (['batch', 'body', 'envelope', 'sentAt'].includes(where)) return around(maker, where, deep, what);
  if (where === 'call') {
    const item = { about: `a call that is ${what}`, text: deep, messageId: undefined, right: 'refused' as const };
    return among(maker, item.about, [item]);
  }
  const members: Record<string, Raw> = {
    properties: `{"p":${deep}}`,
    traits: `{"t":${deep}}`,
    context: `{"c":${deep}}`,
    unknown: deep,
  };
  const bad = maker.call(
    `${what} in ${where}`,
    { [where]: members[where] ?? deep },
    { type: where === 'traits' ? 'identify' : 'track' },
  );
  return among(maker, `nesting in ${where}`, [bad]);
};

function around(maker: CaseMaker, where: string, deep: Raw, what: string) {
  const about = `${what} as ${where}`;
  const good = [maker.good(), maker.good()];
  const exchange = {
    batch: () => maker.post('/v1/batch', `{"batch":${deep}}`),
    body: () => maker.post(maker.draw.pick(['/v1/batch', '/v1/track', '/v1/identify', '/v1/publish']), deep),
    envelope: () => maker.batch(good, { envelope: `"context":{"deep":${deep}},` }),
    sentAt: () => maker.batch(good, { envelope: `"sentAt":${deep},` }),
  }[where as 'batch' | 'body' | 'envelope' | 'sentAt']();
  return { about, order: 'together' as const, exchanges: [exchange] };
}
