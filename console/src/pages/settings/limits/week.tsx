import type { ReactNode } from 'react';
import { type QuietHours, quietWindowOf, type Weekday, weekdays } from '../../../../../core/workspace/quiet-hours.ts';
import { wordsOfLimits } from '../../../words/limits.ts';
import css from './limits.module.css';

const words = wordsOfLimits.quietHours;
const DAY_MINUTES = 1_440;
/** From Monday, as calendars of most readers have it. */
const shown: readonly Weekday[] = [...weekdays.slice(1), weekdays[0]];

/** A week as bars, one a day: quiet hours that began the evening before stand at the left of their morning. */
export function Week({ title, hours }: { readonly title: string; readonly hours: QuietHours }): ReactNode {
  return (
    <section className={css.week} aria-label={words.grid(title)}>
      <h3>{title}</h3>
      {hours === 'none' ? (
        <p>{words.noneInWeek}</p>
      ) : (
        <>
          {shown.map((day) => (
            <div key={day} className={css.weekRow}>
              <span title={words.day[day]}>{words.day[day].slice(0, 3)}</span>
              <span className={css.weekDay}>
                {quietOn(hours, day).map(({ from, until }) => (
                  <span
                    key={from}
                    className={css.quiet}
                    style={{
                      insetInlineStart: `${(from / DAY_MINUTES) * 100}%`,
                      width: `${((until - from) / DAY_MINUTES) * 100}%`,
                    }}
                    title={`${clock(from)}–${clock(until)} ${words.quiet}`}
                  />
                ))}
              </span>
            </div>
          ))}
          <div className={css.scale} aria-hidden="true">
            {['0', '6', '12', '18', '24'].map((hour) => (
              <span key={hour}>{hour}</span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** The parts of a day that are quiet, in minutes from its midnight. */
function quietOn(hours: QuietHours, day: Weekday): { readonly from: number; readonly until: number }[] {
  const before = weekdays[(weekdays.indexOf(day) + 6) % 7] as Weekday;
  const [own, earlier] = [quietWindowOf(hours, day), quietWindowOf(hours, before)];
  const morning =
    earlier && earlier.until > DAY_MINUTES
      ? [{ from: 0, until: Math.min(DAY_MINUTES, earlier.until - DAY_MINUTES) }]
      : [];
  return [...morning, ...(own ? [{ from: own.from, until: Math.min(DAY_MINUTES, own.until) }] : [])];
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
