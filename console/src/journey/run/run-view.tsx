import type { ReactNode } from 'react';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { StateBadge } from '../../design/badge.tsx';
import { formatDuration } from '../../design/format.ts';
import { Moment } from '../../design/moment.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import type { JourneyView } from '../canvas/canvas-view.ts';
import { aheadOf, type RunOfJourney, type RunVisit, type VisitAhead, wayOf } from './way.ts';

/**
 * One run on the canvas of its own version: its way up to a visit, with times; everything else is faded. At its latest visit
 * what comes if nothing happens is dashed.
 */
export function runView(
  definition: JourneyDefinition,
  run: RunOfJourney,
  upTo: number,
  future: readonly VisitAhead[],
): JourneyView {
  const ahead = aheadOf(run, upTo, future);
  const way = wayOf(definition, run.visits, upTo);
  const messages = new Map(run.messages.map((message) => [message.visit, message]));
  return {
    card: (step) => {
      const visit = way.visits.get(step);
      const coming = ahead.visits.get(step);
      if (!visit && coming) {
        const text = comingInWords(coming);
        return { isAhead: true, foot: <Dated at={coming.arrivedAt}>{text}</Dated>, spoken: text };
      }
      if (!visit) return { isFaded: true };
      const message = messages.get(visit.visit);
      const isRinged = way.present.has(step);
      return {
        isOnWay: true,
        isRinged,
        foot: (
          <Dated at={visit.arrivedAt}>
            {message ? <StateBadge state={message.state} /> : stayInWords(visit, isRinged)}
          </Dated>
        ),
        spoken: `${stayInWords(visit, isRinged)}${message ? `, ${message.state}` : ''}.`,
      };
    },
    line: ({ from, path, to }) => {
      const isOnWay = from === undefined ? to !== null && way.visits.has(to) : way.paths.has(`${from} ${path}`);
      if (isOnWay) return { isOnWay };
      return ahead.paths.has(`${from} ${path}`) ? { isAhead: true } : { isFaded: true };
    },
    entry: <Moment at={run.enteredAt} />,
  };
}

/** When, and what. */
function Dated({ at, children }: { at: string; children: ReactNode }): ReactNode {
  return (
    <>
      <strong>
        <Moment at={at} />
      </strong>
      <span>{children}</span>
    </>
  );
}

export function stayInWords({ arrivedAt, leftAt, path, way }: RunVisit, isPresent: boolean): string {
  if (leftAt === null || isPresent) return words.run.here;
  const stayed = words.run.stayed(formatDuration(Date.parse(leftAt) - Date.parse(arrivedAt)));
  return `${stayed}, ${path === null ? words.run.takenAway : (way ?? words.run.leftBy(path))}`;
}

function comingInWords({ leftAt, path, message }: VisitAhead): string {
  if (message?.result === 'blocked') return words.run.willBlock(message.rule ?? '');
  if (message?.result === 'observed') return words.run.wouldSend(message.channel);
  if (message) return words.run.willSend(message.channel);
  if (leftAt === null) return words.run.comesHere;
  return path === null ? words.run.endsHere : words.run.goesOnBy(path);
}
