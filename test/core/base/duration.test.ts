import fc from 'fast-check';
import { durationFault, isoDurationSchema, parseDuration, toIsoDuration } from '../../../core/base/duration.ts';
import { ProblemError } from '../../../core/base/problem.ts';
import { propertyRuns } from '../../support/tier.ts';

describe('a duration in words', () => {
  it.each([
    ['3 days', 'P3D'],
    ['1 hour', 'PT1H'],
    ['1 hour 30 minutes', 'PT1H30M'],
    ['90 minutes', 'PT90M'],
    ['2 weeks and 1 day', 'P2W1D'],
    ['1 year, 6 months', 'P1Y6M'],
    ['1 Month 5 Minutes', 'P1MT5M'],
    ['1.5 seconds', 'PT1.5S'],
    ['1hour', 'PT1H'],
    ['PT1H', 'PT1H'],
    ['P03DT0H', 'P3D'],
  ])('"%s" is %s', (words, iso) => {
    expect(toIsoDuration(words)).toBe(iso);
  });

  it.each([
    '',
    'soon',
    '3',
    'days',
    '3 fortnights',
    '1 hour 1 hour',
    '-1 day',
    '1.5 hours',
    '0 days',
    '11 years',
    'P1.5D',
    '1 day or so',
  ])('"%s" is refused, with a remedy', (words) => {
    expect(() => toIsoDuration(words, 'steps.settle.for')).toThrow(ProblemError);
    expect(() => toIsoDuration(words, 'steps.settle.for')).toThrow(
      /steps\.settle\.for: .*\n.*Write a number and a unit/,
    );
  });
});

describe('a duration in JSON', () => {
  it.each([
    'P',
    'PT',
    'P1',
    'PT1D',
    'P1H',
    '1D',
    'P-1D',
    'P0D',
    'PT0.0001S',
    'PT0.000S',
    'P10Y1D',
    'P121M',
    ' P1D',
    'P1D\n',
    'P9999999999D',
  ])('%j is refused', (text) => {
    expect(isoDurationSchema.safeParse(text).success).toBe(false);
  });

  it.each(['P10Y', 'P120M', 'P3652D', 'PT0.001S', 'P1Y2M3W4DT5H6M7.5S'])('%j is taken as it is', (text) => {
    expect(isoDurationSchema.parse(text)).toBe(text);
  });

  it('loses zero parts and leading zeros, and keeps its units', () => {
    expect(isoDurationSchema.parse('P0Y07DT024H0M')).toBe('P7DT24H');
    expect(isoDurationSchema.parse('PT60M')).toBe('PT60M');
  });

  it('has one normal form, which means the same', () => {
    const part = fc.option(fc.nat(60), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(part, part, part, part, part, part), ([months, weeks, days, hours, minutes, seconds]) => {
        const written = (amount: number | undefined, letter: string) =>
          amount === undefined ? '' : `0${amount}${letter}`;
        const time = written(hours, 'H') + written(minutes, 'M') + written(seconds, 'S');
        const text = `P${written(months, 'M')}${written(weeks, 'W')}${written(days, 'D')}${time && `T${time}`}`;
        fc.pre(durationFault(text) === undefined);
        const normal = isoDurationSchema.parse(text);
        expect(parseDuration(normal)).toEqual(parseDuration(text));
        expect(isoDurationSchema.parse(normal)).toBe(normal);
      }),
      { numRuns: propertyRuns() },
    );
  });
});
