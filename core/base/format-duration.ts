const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A duration for people, in its two largest units: "2 days 3 hours", "1 minute", "under a second". Milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000) * 1_000;
  const largest = units.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return 'under a second';
  let rest = seconds;
  const parts = units.slice(largest, largest + 2).map(([name, size]) => {
    const number = Math.floor(rest / size);
    rest -= number * size;
    return number === 0 ? '' : `${number} ${name}${number === 1 ? '' : 's'}`;
  });
  return parts.filter(Boolean).join(' ');
}
