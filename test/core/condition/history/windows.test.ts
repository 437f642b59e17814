import fc from 'fast-check';
import { after } from '../../../../core/base/calendar.ts';
import { emptyHistory } from '../../../../core/condition/history/history.ts';
import { atLeastMs, atMostMs, windowOf } from '../../../../core/condition/history/windows.ts';

const durations = fc.constantFrom('PT90M', 'PT24H', 'P1D', 'P3DT12H', 'P1W', 'P30D', 'P1M', 'P11M', 'P1Y2M3DT4H');
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland', 'America/New_York', 'Australia/Lord_Howe');
const moments = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2028, 0, 1) });

it('the bounds of a duration hold for its length from any moment in any zone', () => {
  fc.assert(
    fc.property(durations, zones, moments, (duration, zone, moment) => {
      const length = after(moment, duration, zone) - moment;
      expect(length).toBeGreaterThanOrEqual(atLeastMs(duration));
      expect(length).toBeLessThanOrEqual(atMostMs(duration));
    }),
  );
});

it('what is in a window is what the calendar says', () => {
  const nearly = fc.integer({ min: -4 * 86_400_000, max: 4 * 86_400_000 });
  fc.assert(
    fc.property(durations, zones, moments, nearly, (within, zone, timestamp, off) => {
      const leaves = after(timestamp, within, zone);
      for (const now of [leaves - 1, leaves, leaves + off]) {
        const isInside = windowOf({ within }, {}, emptyHistory(now, zone), () => true);
        expect(isInside({ timestamp })).toBe(leaves > now);
      }
    }),
  );
});
