import type { z } from 'zod';
import type { listSchedules } from '../../api/operations/schedules/list-schedules.ts';
import type { listWaves } from '../../api/operations/schedules/list-waves.ts';
import { inUtc } from './utc.ts';

type Schedule = z.input<typeof listSchedules.answer.schema>['items'][number];
type DateEntry = z.input<typeof listSchedules.answer.schema>['dates'][number];
type Wave = z.input<typeof listWaves.answer.schema>['items'][number];

export function schedulesInWords(schedules: readonly Schedule[], withZones = false): string[] {
  return schedules.flatMap(({ journey, schedule, words, next, zones }) => [
    `${journey} ${schedule}: ${words}. ${next === null ? 'It does not come again.' : `Next: ${inUtc(next)}`}`,
    ...(withZones
      ? zones.map((zone) => `  ${zone.zone.padEnd(24)}  ${zone.next === null ? '-' : inUtc(zone.next)}`)
      : []),
  ]);
}

export function datesInWords(dates: readonly DateEntry[]): string[] {
  return dates.map(({ journey, entry, words, next, isFilled }) => {
    const ahead = next === null ? 'Nobody enters by it yet.' : `Next: ${inUtc(next)}`;
    return `${journey} ${entry}: ${words}. ${ahead}${isFilled ? '' : ' (customers are still being looked through)'}`;
  });
}

export function wavesInWords(waves: readonly Wave[]): string[] {
  if (waves.length === 0) return ['No waves yet.'];
  return [
    'Waves:',
    ...waves.map((wave) => `  ${wave.schedule} ${wave.date} ${wave.zone.padEnd(24)}  ${stateOf(wave)}`),
  ];
}

const reasons = {
  missed: 'it was over an hour late',
  overlap: 'the one before was still open',
  unpublished: 'the schedule is gone',
} as const;

function stateOf({ state, reason, asked, entered }: Wave): string {
  const done = `${entered} of ${asked} entered`;
  const why = reason === null ? '' : ` (${reasons[reason]})`;
  return state === 'skipped' ? `skipped${why}` : `${state}${why}, ${done}`;
}
