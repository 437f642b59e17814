import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../design/button.tsx';
import { Moment } from '../../design/moment.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import css from './run.module.css';
import { stayInWords } from './run-view.tsx';
import type { RunVisit } from './way.ts';

/** Steps through the visits of a run: left and right arrow, or by mouse. */
export function Scrubber({
  visits,
  upTo,
  onChange,
}: {
  visits: readonly RunVisit[];
  upTo: number;
  onChange: (upTo: number) => void;
}): ReactNode {
  const visit = visits[upTo - 1];
  if (!visit) return <p>{words.run.none}</p>;
  const place = words.run.place(upTo, visits.length);
  return (
    <div className={css.scrubber}>
      <IconButton
        label={words.run.previous}
        icon={<ChevronLeft aria-hidden="true" />}
        isDisabled={upTo <= 1}
        onPress={() => onChange(upTo - 1)}
      />
      <input
        type="range"
        min={1}
        max={visits.length}
        value={upTo}
        aria-label={words.run.scrubber}
        aria-valuetext={`${place}: ${visit.title}`}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <IconButton
        label={words.run.next}
        icon={<ChevronRight aria-hidden="true" />}
        isDisabled={upTo >= visits.length}
        onPress={() => onChange(upTo + 1)}
      />
      <p className={css.place}>
        <strong>{place}</strong> {visit.title} · <Moment at={visit.arrivedAt} /> ·{' '}
        {stayInWords(visit, upTo === visits.length && visit.leftAt === null)}
      </p>
    </div>
  );
}
