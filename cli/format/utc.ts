const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Mon 23 Nov 2026 10:00:00 UTC" of an ISO 8601 moment; any other text as it is. */
export function inUtc(iso: string): string {
  const date = new Date(/^\d{4}-\d\d-\d\dT/.test(iso) ? iso : Number.NaN);
  if (Number.isNaN(date.getTime())) return iso;
  const day = `${days[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2)} ${months[date.getUTCMonth()]}`;
  return `${day} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
}
