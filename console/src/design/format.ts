/** Numbers, durations and moments as people read them. No clock in here: the caller says what time it is. */

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(value);
}

/** "≈ 24,118" where the figure is an estimate, "–" where nothing is known. */
export function formatCount(value: number | null | undefined, isEstimate = false): string {
  if (value === null || value === undefined) return '–';
  return isEstimate ? `≈ ${formatNumber(value)}` : formatNumber(value);
}

/** "11.8 %", of a whole that the caller names beside it; "–" of nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format((part / whole) * 100)} %`;
}

export function formatMoney(value: number, currency: string): string {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency, currencyDisplay: 'code' }).format(value);
}

/** At most two units: "2 d 4 h", "1 min", "under 1 s". Milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000) * 1_000;
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return 'under 1 s';
  let rest = seconds;
  const parts = units.slice(largest, largest + 2).map(([name, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount === 0 ? '' : `${amount} ${name}`;
  });
  return parts.filter(Boolean).join(' ');
}

const HOUR_MS = 3_600_000;

/**
 * "4 min ago" and "in 4 min" under an hour, "14:02" today, "Tue 3 Mar, 14:02" this year, with the year else.
 * `zone`: undefined is the reader's own.
 */
export function formatMoment(at: number, now: number, zone?: string): string {
  const apart = now - at;
  if (Math.abs(apart) < HOUR_MS) {
    if (Math.abs(apart) < 5_000) return 'now';
    const length = formatDuration(Math.abs(apart)).split(' ').slice(0, 2).join(' ');
    return apart > 0 ? `${length} ago` : `in ${length}`;
  }
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const day = (moment: number) => new Intl.DateTimeFormat('en-CA', inZone).format(moment);
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', ...inZone }).format(at);
  if (day(at) === day(now)) return clock;
  const isThisYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  const date = new Intl.DateTimeFormat(undefined, {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    ...(!isThisYear && { year: 'numeric' }),
    ...inZone,
  }).format(at);
  return `${date}, ${clock}`;
}

/** What a moment says on hover: the whole date in the reader's zone, in UTC by ISO 8601, and in `zone` where it differs. */
export function describeMoment(at: number, zone?: string): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const full = (timeZone: string) =>
    `${new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium', timeZone }).format(at)} (${timeZone})`;
  const lines = [full(own), ...(zone !== undefined && zone !== own ? [full(zone)] : []), new Date(at).toISOString()];
  return lines.join('\n');
}
