import { type EventTime, eventTime, happenedBefore, type SentTimes } from '../../../core/customer/event-time.ts';

const receivedAt = Date.parse('2026-03-02T12:00:00Z');
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const iso = (offset: number) => new Date(receivedAt + offset).toISOString();
const read = (sent: Partial<SentTimes>) =>
  eventTime({ timestamp: undefined, originalTimestamp: undefined, sentAt: undefined, receivedAt, ...sent });

it.each<[string, Partial<SentTimes>, EventTime]>([
  ['nothing is said', {}, { at: receivedAt }],
  ['nothing is said but the sending', { sentAt: iso(-hour) }, { at: receivedAt }],
  ['the time is said', { timestamp: iso(-hour) }, { at: receivedAt - hour }],
  [
    'the clock is an hour fast: the difference is taken out',
    { timestamp: iso(hour - 10 * second), sentAt: iso(hour) },
    { at: receivedAt - 10 * second },
  ],
  [
    'the delivery took an hour: the time is kept as sent',
    { timestamp: iso(-hour - second), sentAt: iso(-hour) },
    { at: receivedAt - hour - second },
  ],
  [
    'the delivery took a day to the millisecond: the time is kept as sent',
    { timestamp: iso(-25 * hour), sentAt: iso(-24 * hour) },
    { at: receivedAt - 25 * hour },
  ],
  [
    'the clock is more than a day slow: the difference is taken out, flagged',
    { timestamp: iso(-24 * hour - minute), sentAt: iso(-24 * hour - 1) },
    { at: receivedAt - minute + 1, flag: 'time-corrected' },
  ],
  [
    'it is corrected already: not twice',
    { timestamp: iso(-minute), originalTimestamp: iso(9 * hour), sentAt: iso(9 * hour + second) },
    { at: receivedAt - minute },
  ],
  [
    'only the original time is there: it is corrected here',
    { originalTimestamp: iso(9 * hour), sentAt: iso(9 * hour + second) },
    { at: receivedAt - second },
  ],
  ['ten hours ahead: now, flagged', { timestamp: iso(10 * hour) }, { at: receivedAt, flag: 'time-ahead' }],
  ['half a second ahead, as clocks of servers are: now', { timestamp: iso(500) }, { at: receivedAt }],
  [
    'ahead of its own sending: now, flagged',
    { timestamp: iso(2 * hour), sentAt: iso(hour) },
    { at: receivedAt, flag: 'time-ahead' },
  ],
  ['it is no time: now, flagged', { timestamp: 'yesterday' }, { at: receivedAt, flag: 'time-unreadable' }],
  [
    "it is Go's zero time: now, flagged",
    { timestamp: '0001-01-01T00:00:00Z' },
    { at: receivedAt, flag: 'time-unreadable' },
  ],
  [
    'a wrong time of sending moves it before all times: now, flagged',
    { timestamp: '1905-01-01T00:00:00Z', sentAt: iso(100 * 365 * 24 * hour) },
    { at: receivedAt, flag: 'time-unreadable' },
  ],
  ['the sending is no time: the time is kept', { timestamp: iso(-hour), sentAt: 'soon' }, { at: receivedAt - hour }],
  ['it is empty: now', { timestamp: ' ' }, { at: receivedAt }],
])('when %s', (_what, sent, expected) => {
  expect(read(sent)).toEqual(expected);
});

it('an older call that is delivered late stays older than a newer one', () => {
  const older = read({ timestamp: iso(-10 * minute), sentAt: iso(-10 * minute + 50) });
  const newer = read({ timestamp: iso(-minute), sentAt: iso(-minute + 50) });
  expect(older.at).toBeLessThan(newer.at);
});

it.each([
  [0, false, false],
  [-1_000, false, false],
  [-1_001, false, true],
  [-300_000, true, false],
  [-300_001, true, true],
  [5, true, false],
])('%d ms before, by a device: %j, is before: %j', (offset, byDevice, before) => {
  const [first, later] = [{ timestamp: receivedAt + offset }, { timestamp: receivedAt }];
  expect(happenedBefore({ ...first, byDevice }, later)).toBe(before);
  expect(happenedBefore(first, { ...later, byDevice })).toBe(before);
});
