import { formatDuration } from '../../base/format-duration.ts';
import { movedPath } from '../engine/moved-path.ts';
import type { ExplainedInterrupt, ExplainedVisit, RefusedInterrupt } from './explain.ts';
import type { VisitFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

export function momentsOfVisit(visit: VisitFacts & ExplainedVisit): PlacedMoment[] {
  const { title, doing, arrivedAt, leftAt, path, way } = visit;
  const own = { visit: visit.visit };
  const arrived: PlacedMoment = {
    ...{ ...own, at: arrivedAt, place: visit.visit, kind: 'arrived' },
    text: `arrived at ${title}${doing ? `: ${doing}` : ''}`,
  };
  if (leftAt === null) return [arrived];
  const stayed = leftAt - arrivedAt;
  const after = stayed < 1_000 ? '' : ` after ${formatDuration(stayed)}`;
  const how = path === null || path === 'next' || path === movedPath ? '' : ` by "${path}"`;
  const why = path === null ? 'the run exited' : way;
  const text = `left ${title}${how}${after}${why ? `: ${why}` : ''}`;
  return [arrived, { ...own, at: leftAt, place: visit.visit + 0.5, kind: 'left', text }];
}

export function momentOfInterrupt({ id, times, at, cause, doing }: ExplainedInterrupt): PlacedMoment {
  const why = cause === '' ? '' : ` (${cause})`;
  const nth = times > 1 ? `, for the ${ordinal(times)} time` : '';
  return { at, place: 0.5, kind: 'interrupt', visit: null, text: `interrupt ${id}${why}${nth}: ${doing}` };
}

export function momentOfRefusal({ id, at, condition }: RefusedInterrupt): PlacedMoment {
  const why = condition === '' ? '' : ` (${condition})`;
  const text = `interrupt ${id}: its event came, and it did nothing, as its condition${why} did not hold`;
  return { at, place: 0.5, kind: 'interrupt', visit: null, text };
}

/** 1st, 2nd, 3rd, 11th */
function ordinal(count: number): string {
  const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${count}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)] ?? 'th'}`;
}
