import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { StateBadge } from '../../design/badge.tsx';
import { formatDuration } from '../../design/format.ts';
import { Moment } from '../../design/moment.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import type { JourneyView } from '../canvas/canvas-view.ts';
import { type RunOfJourney, type RunVisit, wayOf } from './way.ts';

/** One run on the canvas of its own version: its way up to a visit, with times; everything else is faded. */
export function runView(definition: JourneyDefinition, run: RunOfJourney, upTo: number): JourneyView {
  const way = wayOf(definition, run.visits, upTo);
  const messages = new Map(run.messages.map((message) => [message.visit, message]));
  return {
    card: (step) => {
      const visit = way.visits.get(step);
      if (!visit) return { isFaded: true };
      const message = messages.get(visit.visit);
      const isRinged = way.present.has(step);
      return {
        isOnWay: true,
        isRinged,
        aside: <Moment at={visit.arrivedAt} />,
        foot: message ? <StateBadge state={message.state} /> : <span>{stayInWords(visit, isRinged)}</span>,
        spoken: `${stayInWords(visit, isRinged)}${message ? `, ${message.state}` : ''}.`,
      };
    },
    line: ({ from, path, to }) => {
      const isOnWay = from === undefined ? to !== null && way.visits.has(to) : way.paths.has(`${from} ${path}`);
      return isOnWay ? { isOnWay } : { isFaded: true };
    },
    entry: <Moment at={run.enteredAt} />,
  };
}

export function stayInWords({ arrivedAt, leftAt, path, way }: RunVisit, isPresent: boolean): string {
  if (leftAt === null || isPresent) return words.run.here;
  const stayed = words.run.stayed(formatDuration(Date.parse(leftAt) - Date.parse(arrivedAt)));
  return `${stayed}, ${path === null ? words.run.takenAway : (way ?? words.run.leftBy(path))}`;
}
