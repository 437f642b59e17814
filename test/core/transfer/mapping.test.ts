import { type Mapping, mapRecord, readMapping, unmapped } from '../../../core/transfer/mapping.ts';
import { readFormatted } from '../../../core/transfer/read-formatted.ts';

it('a record becomes a row by the mapping, and empty cells are left out', () => {
  const mapping = readMapping(
    {
      userId: 'Customer ID',
      timestamp: { column: 'Changed', as: 'moment', format: 'DD.MM.YYYY HH:mm', zone: 'Europe/Berlin' },
      'traits.email': 'E-Mail',
      'traits.ltv': { column: 'Value', as: 'number', decimal: ',' },
      'traits.vip': { column: 'VIP', as: 'boolean' },
      'traits.tags': { column: 'Tags', as: 'list', separator: '|' },
      'traits.country': { column: 'Country', default: 'DE' },
      'traits.source': { value: 'shop' },
      state: { column: 'Newsletter', values: { ja: 'granted', nein: 'withdrawn' } },
    },
    'm.json',
  );
  const record = {
    ...{ 'Customer ID': 'u1', Changed: '02.07.2026 21:10', 'E-Mail': ' ', Value: '1.234,56', VIP: 'Yes' },
    ...{ Tags: 'a | b|', Country: '', Newsletter: 'nein' },
  };
  expect(mapRecord(mapping, record)).toEqual({
    ...{ userId: 'u1', timestamp: '2026-07-02T19:10:00.000Z', state: 'withdrawn' },
    traits: { ltv: 1234.56, vip: true, tags: ['a', 'b'], country: 'DE', source: 'shop' },
  });
});

it('without a mapping columns are fields, dotted names reach into records, and the rest are traits', () => {
  const fields = new Set(['userId', 'timestamp', 'traits']);
  expect(unmapped({ userId: 'u1', plan: 'pro', 'traits.email': 'a@b.c', empty: '' }, fields, 'traits')).toEqual({
    userId: 'u1',
    traits: { plan: 'pro', email: 'a@b.c' },
  });
});

it.each<[Mapping[string], string, string]>([
  [{ column: 'x', as: 'number' }, 'twelve', 'the value is no number'],
  [{ column: 'x', as: 'moment' }, '11/12/2026', 'the value is no moment'],
  [{ column: 'x', as: 'boolean' }, 'perhaps', 'the value is no boolean'],
  [{ column: 'x', as: 'json' }, '{', 'the value is no json'],
  [{ column: 'x', values: { a: 1 } }, 'b', 'the value is none of a'],
])('%j refuses "%s" and does not repeat it', (source, value, problem) => {
  expect(() => mapRecord({ userId: source }, { x: value })).toThrow(`column "x": ${problem}`);
});

it.each<[string, string | undefined, string | undefined, string | undefined]>([
  ['2026-03-02 20:10', undefined, undefined, '2026-03-02T20:10:00.000Z'],
  ['2026-03-02 20:10', undefined, 'America/New_York', '2026-03-03T01:10:00.000Z'],
  ['2026-03-02T20:10:00Z', undefined, 'America/New_York', '2026-03-02T20:10:00.000Z'],
  ['2026-03-02T20:10:00+02:00', undefined, 'America/New_York', '2026-03-02T18:10:00.000Z'],
  ['3/2/2026', 'MM/DD/YYYY', undefined, '2026-03-02T00:00:00.000Z'],
  ['30.02.2026', 'DD.MM.YYYY', undefined, undefined],
  ['2026-03-02', 'DD.MM.YYYY', undefined, undefined],
  ['1772482200', 'unix', undefined, '2026-03-02T20:10:00.000Z'],
  ['-86400', 'unix', undefined, '1969-12-31T00:00:00.000Z'],
  ['soon', undefined, undefined, undefined],
])('"%s" in the format %s and the zone %s is %s', (text, format, zone, iso) => {
  const at = readFormatted(text, format, zone);
  expect(at === undefined ? undefined : new Date(at).toISOString()).toBe(iso);
});

it('a mapping that says nothing readable is refused with its place', () => {
  expect(() => readMapping({ 'no field!': 'x' }, 'm.json')).toThrow('must be a field of the row');
  expect(() => readMapping({ userId: { column: 'x', zone: 'Europe/Berlin' } }, 'm.json')).toThrow();
});
