import { after, wallClock } from '../base/calendar.ts';
import { mostCandidates, type PolicyCandidate, type PolicyDefinition } from './policy.ts';

const hourMs = 3_600_000;
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** All times of one hour of the week count as one. */
const oneMark = '00000000';

/** Of a moment: the hour of the week by the clocks of the zone, Monday 0:00 first. */
export function hourOfWeek(moment: number, zone: string): number {
  const wall = new Date(wallClock(moment, zone));
  return ((wall.getUTCDay() + 6) % 7) * 24 + wall.getUTCHours();
}

/** "Tuesday 19:00". */
export const hourWords = (hour: number): string =>
  `${days[Math.floor(hour / 24)] ?? ''} ${String(hour % 24).padStart(2, '0')}:00`;

/** The policy with the hours of its sources among its candidates, by the clocks of the customer. */
export function withTimes(
  definition: PolicyDefinition,
  { now, zone }: { readonly now: number; readonly zone: string },
): PolicyDefinition {
  const source = definition.sources?.find((each) => each.from === 'times');
  if (source?.from !== 'times') return definition;
  const { within, channel } = source;
  const end = after(now, within, zone);
  const moments = [now];
  for (let at = (Math.floor(now / hourMs) + 1) * hourMs; at < end; at += hourMs) moments.push(at);
  const room = Math.max(mostCandidates - definition.candidates.length, 1);
  const times = moments.slice(0, room).map((at, index): PolicyCandidate => {
    const hour = hourOfWeek(at, zone);
    const day = (days[Math.floor(hour / 24)] ?? '').toLowerCase();
    return {
      id: index === 0 ? 'now' : `${day}-${hour % 24}`,
      title: index === 0 ? 'now' : hourWords(hour),
      gives: { data: { at: new Date(at).toISOString(), hour: hour % 24 } } as PolicyCandidate['gives'],
      learnedAs: oneMark,
      time: { at, hour, ...(channel !== undefined && { channel }) },
    };
  });
  // Two days ahead the same hour comes again with another name of the day; of a repeated one (autumn) the first stays.
  const taken = new Set(definition.candidates.map(({ id }) => id));
  const fresh = times.filter(({ id }) => !taken.has(id) && taken.add(id));
  return { ...definition, candidates: [...definition.candidates, ...fresh] };
}
