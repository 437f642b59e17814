import type { ReactNode } from 'react';
import { formatCount, formatDuration, formatShare } from '../../design/format.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import css from '../panel/panel.module.css';
import type { NumbersOfStep } from './numbers.tsx';
import type { People } from './people.ts';

/** All numbers of a step as buttons: the keyboard's way to the people behind them. */
export function PanelNumbers({
  numbers,
  onPeople,
}: {
  numbers: NumbersOfStep | undefined;
  onPeople: (people: People) => void;
}): ReactNode {
  if (!numbers)
    return (
      <section>
        <h3>{words.panel.numbers}</h3>
        <p>{words.numbers.nobody}</p>
      </section>
    );
  const { step, arrived, waiting, stuck, left, taken, messages, blocked, deferred } = numbers;
  const of = (runs: number) => `${formatCount(runs)} (${formatShare(runs, arrived)})`;
  return (
    <section>
      <h3>{words.panel.numbers}</h3>
      <div className={css.numbers}>
        <Line
          what={words.panel.arrived}
          value={formatCount(arrived)}
          onOpen={() => onPeople({ kind: 'arrived', step })}
        />
        <Line
          what={words.panel.waiting}
          value={of(waiting)}
          tone="wait"
          onOpen={waiting > 0 ? () => onPeople({ kind: 'waiting', step }) : undefined}
        />
        {stuck > 0 && (
          <Line
            what={words.panel.stuck}
            value={formatCount(stuck)}
            tone="bad"
            onOpen={() => onPeople({ kind: 'stuck', step })}
          />
        )}
        {left.map(({ path, runs, medianMs }) => (
          <Line
            key={path}
            what={words.panel.by(path)}
            value={of(runs)}
            more={medianMs === null || medianMs < 60_000 ? undefined : words.numbers.median(formatDuration(medianMs))}
            onOpen={() => onPeople({ kind: 'left', step, name: path })}
          />
        ))}
        {taken > 0 && <Line what={words.panel.taken} value={of(taken)} onOpen={undefined} />}
      </div>
      {messages.length > 0 && <h3>{words.panel.messages}</h3>}
      <div className={css.numbers}>
        {messages
          .filter(({ state }) => state !== 'blocked' && state !== 'deferred')
          .map(({ state, messages: count }) => (
            <Line key={state} what={state.replaceAll('-', ' ')} value={formatCount(count)} onOpen={undefined} />
          ))}
        {blocked.map(({ rule, messages: count }) => (
          <Line
            key={rule}
            what={words.panel.blockedBy(rule)}
            value={formatCount(count)}
            onOpen={() => onPeople({ kind: 'blocked', step, name: rule })}
          />
        ))}
        {deferred.map(({ rule, messages: count }) => (
          <Line key={rule} what={words.panel.deferredBy(rule)} value={formatCount(count)} onOpen={undefined} />
        ))}
      </div>
    </section>
  );
}

function Line(props: {
  readonly what: string;
  readonly value: string;
  readonly tone?: 'wait' | 'bad';
  /** Beneath, such as how long they stayed. */
  readonly more?: string | undefined;
  readonly onOpen: (() => void) | undefined;
}): ReactNode {
  const { what, value, tone, more, onOpen } = props;
  const content = (
    <>
      <span>
        {what}
        {more !== undefined && <small>{more}</small>}
      </span>{' '}
      <strong>{value}</strong>
    </>
  );
  if (!onOpen) return <div className={css.number}>{content}</div>;
  return (
    <button type="button" className={css.number} data-tone={tone} onClick={onOpen}>
      {content}
    </button>
  );
}
