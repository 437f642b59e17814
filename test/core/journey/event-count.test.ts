import { counterOf, describeCount } from '../../../core/journey/event-count.ts';
import { day, define, event, hour, monday, passage } from './support/passage.ts';

const at = (text: string) => Date.parse(text);

/** At which of these events, by their own times, the count is complete, and which of them complete it. */
function counted(listener: object, times: readonly string[], zone = 'UTC') {
  const count = counterOf(listener, zone);
  for (const [index, time] of times.entries()) {
    const timestamp = at(time);
    const seq = index + 2;
    const found = count({
      seq,
      kind: 'event',
      event: { id: `e${time}`, name: 'A', properties: {}, timestamp, acceptedAt: timestamp },
    });
    if (found) return found.map((each) => each.seq - 2);
  }
  return undefined;
}

const noon = '2026-03-02T12:00Z';

describe('a count of events', () => {
  it.each<[string, object, readonly string[], readonly number[] | undefined]>([
    ['one', {}, [noon], [0]],
    ['two at any time', { count: 2 }, [noon, '2026-05-02T12:00Z'], [0, 1]],
    ['two within a day, exactly', { count: 2, within: 'PT24H' }, [noon, '2026-03-03T12:00Z'], [0, 1]],
    ['two within a day, a minute too far', { count: 2, within: 'PT24H' }, [noon, '2026-03-03T12:01Z'], undefined],
    ['the last two of three', { count: 2, within: 'PT1H' }, [noon, '2026-03-04T12:00Z', '2026-03-04T12:30Z'], [1, 2]],
    [
      'three of which the first is too old',
      { count: 3, within: 'PT2H' },
      [noon, '2026-03-02T14:01Z', '2026-03-02T14:02Z'],
      undefined,
    ],
    [
      'one that arrives late, between others',
      { count: 3, within: 'PT2H' },
      [noon, '2026-03-02T13:59Z', '2026-03-02T13:00Z'],
      [0, 2, 1],
    ],
    ['one that arrives late and is the earliest', { count: 2, within: 'PT1H' }, [noon, '2026-03-02T11:30Z'], [1, 0]],
    ['the same one twice', { count: 2 }, [noon, noon], undefined],
    ['on one day', { count: 2, day: 'calendar' }, ['2026-03-02T00:00Z', '2026-03-02T23:59Z'], [0, 1]],
    [
      'on two days, close to midnight',
      { count: 2, day: 'calendar' },
      ['2026-03-02T23:59Z', '2026-03-03T00:00Z'],
      undefined,
    ],
  ])('%s', (_title, listener, times, expected) => {
    expect(counted(listener, times)).toEqual(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T00:30Z', '2026-03-29T21:30Z', true], // a day of 23 hours
    ['Europe/Berlin', '2026-03-29T00:30Z', '2026-03-29T22:30Z', false],
    ['Europe/Berlin', '2026-10-25T00:30Z', '2026-10-25T22:30Z', true], // a day of 25 hours
    ['Asia/Kolkata', '2026-03-01T18:29Z', '2026-03-01T18:31Z', false], // midnight there
    ['Asia/Kolkata', '2026-03-01T18:31Z', '2026-03-02T18:29Z', true],
  ])('on one day in %s: %s and %s: %s', (zone, one, other, expected) => {
    expect(counted({ count: 2, day: 'calendar' }, [one, other], zone) !== undefined).toBe(expected);
  });

  it('takes days as the zone has them', () => {
    const [one, other] = ['2026-03-28T19:00Z', '2026-03-29T18:30Z'];
    expect(counted({ count: 2, within: 'P1D' }, [one, other], 'Europe/Berlin')).toBeUndefined();
    expect(counted({ count: 2, within: 'PT24H' }, [one, other], 'Europe/Berlin')).toEqual([0, 1]);
  });

  it.each([
    [{}, ''],
    [{ count: 2, within: 'P1D' }, ' twice within 1 day'],
    [{ count: 3, day: 'calendar' as const }, ' 3 times on one day'],
  ])('%j in words', (listener, words) => expect(describeCount(listener)).toBe(words));
});

it('all events of a count serve one wait-for, and none of them the next', () => {
  const listening = (path: string) => [{ event: 'Seen', path, count: 2, within: 'P1D' }];
  const run = passage(
    define({
      steps: {
        twice: { type: 'wait-for', events: listening('yes'), paths: { yes: 'again' } } as never,
        again: { type: 'wait-for', events: listening('yes'), paths: { yes: null } } as never,
      },
    }),
  );
  run.enter();
  run.turn(monday, event('Seen', monday + 1));
  expect(run.at()).toEqual(['twice']);
  run.turn(monday + hour, event('Seen', monday + hour));
  expect(run.at()).toEqual(['again']);
  run.turn(monday + 2 * hour, event('Seen', monday + 2 * hour));
  expect(run.at()).toEqual(['again']);
  expect(run.turn(monday + day, event('Seen', monday + day)).finished).toEqual({ reason: 'completed' });
});
