import { didYouMean, nearest } from '../../src/base/nearest.ts';

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
});
