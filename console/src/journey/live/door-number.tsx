import type { ReactNode } from 'react';
import { formatCount } from '../../design/format.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import css from './live.module.css';

/**
 * A count that opens the people behind it. On the canvas and in the outline it is for the mouse: with the keyboard, Enter
 * opens the step, whose panel has the same numbers as buttons.
 */
export function DoorNumber(props: {
  readonly count: number;
  readonly text?: string;
  readonly what: string;
  readonly tone?: 'wait' | 'bad';
  readonly onOpen: () => void;
}): ReactNode {
  const { count, text = formatCount(count), what, tone, onOpen } = props;
  if (count === 0) return <span className={css.figure}>{text}</span>;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: with the keyboard, the panel has the same numbers as buttons
    // biome-ignore lint/a11y/noStaticElementInteractions: with the keyboard, the panel has the same numbers as buttons
    <span
      className={`${css.door} nopan`}
      data-tone={tone}
      title={words.numbers.openPeople(what)}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {text}
    </span>
  );
}
