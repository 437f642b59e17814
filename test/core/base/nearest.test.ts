import { didYouMean, nearest } from '../../../core/base/nearest.ts';

describe('the nearest name', () => {
  it('is the one a slip of the fingers away', () => {
    expect(nearest('tempate', ['channels', 'template', 'topic'])).toBe('template');
    expect(nearest('Channels', ['channels', 'template'])).toBe('channels');
    expect(nearest('wait_for', ['wait', 'wait-for'])).toBe('wait-for');
  });

  it('is none where nothing is close', () => {
    expect(nearest('colour', ['channels', 'template'])).toBeUndefined();
    expect(didYouMean('colour', ['channels', 'template'])).toBe('Known are: channels, template.');
    expect(didYouMean('colour', [])).toBe('There is none to choose from.');
  });

  it('is the same whatever else is known', () => {
    const others = Array.from({ length: 1_000 }, (_, index) => `step-${index}`);
    expect(nearest('tempalte', [...others, 'template'])).toBe('template');
    expect(nearest('setp-77', others)).toBe('step-77');
    expect(nearest('ab', ['ba', 'xy'])).toBe('ba');
    expect(nearest('abc', ['cba'])).toBeUndefined();
  });

  it('is looked for among the first of very many long names only', () => {
    const long = 'a-name-that-goes-on-'.repeat(4);
    const names = Array.from({ length: 100_000 }, (_, index) => `${long}${index}`);
    expect(nearest(`${long}x`, names)).toBe(`${long}0`);
  });
});
