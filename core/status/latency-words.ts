import { formatDuration } from '../base/format-duration.ts';

/** How long something took, for people, as finely as it matters: "31 ms", "1.4 s", "2 minutes 5 seconds". */
export function latencyInWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000 ? `${(milliseconds / 1_000).toFixed(1)} s` : formatDuration(milliseconds);
}
