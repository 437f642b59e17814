import { channelKinds } from '../../../core/message/channel-kinds.ts';

describe.each(Object.entries(channelKinds))('the channel %s', (name, { id, direction, addressOf, parts }) => {
  it('is found under its own id, and says which way it fails', () => {
    expect(id).toBe(name);
    expect(['keyed', 'at-most-once']).toContain(direction);
  });

  it('has parts, and escapes none that it does not have', () => {
    const all: readonly string[] = [...parts.required, ...parts.optional];
    expect(parts.required.length).toBeGreaterThan(0);
    expect(new Set(all).size).toBe(all.length);
    expect([...parts.html, ...parts.json].filter((part) => !all.includes(part))).toEqual([]);
  });

  it('gives one address, or none, of any traits', () => {
    for (const traits of [{}, { email: 'ann@example.com' }, { email: 17 }, { email: '  ' }])
      expect(['string', 'undefined']).toContain(typeof addressOf(traits));
  });
});
