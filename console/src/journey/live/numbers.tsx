import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { formatCount, formatDuration, formatShare } from '../../design/format.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import type { CardLook, JourneyView, LineLook } from '../canvas/canvas-view.ts';
import { DoorNumber } from './door-number.tsx';
import css from './live.module.css';
import type { People } from './people.ts';

export type StepNumbers = Answer<'/v1/journeys/{id}/steps'>;
export type NumbersOfStep = StepNumbers['steps'][number];

/** The numbers on cards and paths. Each opens the people behind it. */
export function liveView(numbers: StepNumbers | undefined, onPeople: (people: People) => void): JourneyView {
  if (!numbers) return { card: () => ({}), line: () => ({}) };
  const byStep = new Map(numbers.steps.map((each) => [each.step, each]));
  return {
    card: (step) => cardNumbers(step, byStep.get(step), onPeople),
    line: ({ from, path }) => pathNumbers(from === undefined ? undefined : byStep.get(from), path, onPeople),
    entry: (
      <DoorNumber count={numbers.entered} what={words.people.entered} onOpen={() => onPeople({ kind: 'entered' })} />
    ),
    notEntered: numbers.notEntered.length > 0 && <NotEntered numbers={numbers} />,
    exit: (reason) => {
      const runs = numbers.ended.find((each) => each.reason === reason)?.runs ?? 0;
      const people: People = { kind: 'ended', name: reason };
      return <DoorNumber count={runs} what={words.people.endedBy(reason)} onOpen={() => onPeople(people)} />;
    },
    goal: <span className={css.figure}>{goalInWords(numbers)}</span>,
  };
}

/** Why events of the entry opened no run, the most frequent reason first. */
function NotEntered({ numbers: { notEntered } }: { numbers: StepNumbers }): ReactNode {
  return (
    <>
      <dt title={words.numbers.notEnteredHelp}>{words.numbers.notEntered}</dt>
      {notEntered.map(({ reason, entries }) => (
        <dd key={reason}>
          <span className={css.figure}>{formatCount(entries)}</span> {words.numbers.notEnteredBy[reason] ?? reason}
        </dd>
      ))}
    </>
  );
}

export function goalInWords({ goal, entered }: StepNumbers): string {
  return `${formatCount(goal.runs)} (${formatShare(goal.runs, entered)})`;
}

function cardNumbers(step: string, numbers: NumbersOfStep | undefined, onPeople: (people: People) => void): CardLook {
  if (!numbers) return { foot: <span className={css.none}>{words.numbers.nobody}</span>, spoken: words.numbers.nobody };
  return {
    aside: (
      <DoorNumber
        count={numbers.arrived}
        what={words.people.arrived(step)}
        onOpen={() => onPeople({ kind: 'arrived', step })}
      />
    ),
    foot: <Foot step={step} numbers={numbers} onPeople={onPeople} />,
    spoken: numbersInWords(numbers),
  };
}

/** What stands in the third line of a card, as one sentence. */
export function numbersInWords({ arrived, waiting, stuck, blocked, left }: NumbersOfStep): string {
  const median = medianOf(left);
  const parts = [
    words.numbers.arrived(formatCount(arrived)),
    ...(waiting > 0 ? [words.numbers.waiting(formatCount(waiting))] : []),
    ...(stuck > 0 ? [words.numbers.stuckHere(formatCount(stuck))] : []),
    ...(median !== undefined && median >= 60_000 ? [words.numbers.median(formatDuration(median))] : []),
    ...blocked.slice(0, 1).map(({ rule, messages }) => words.numbers.blocked(formatCount(messages), rule)),
  ];
  return `${parts.join(', ')}.`;
}

/** Of the path that most left by: the others are rare, or have a time of their own in the panel. */
export function medianOf(left: NumbersOfStep['left']): number | undefined {
  return [...left].sort((a, b) => b.runs - a.runs)[0]?.medianMs ?? undefined;
}

function Foot({
  step,
  numbers,
  onPeople,
}: {
  step: string;
  numbers: NumbersOfStep;
  onPeople: (people: People) => void;
}): ReactNode {
  const { waiting, stuck, messages, blocked, deferred, left } = numbers;
  const median = medianOf(left);
  const [first] = blocked;
  return (
    <>
      {stuck > 0 && (
        <DoorNumber
          count={stuck}
          text={words.numbers.stuckHere(formatCount(stuck))}
          tone="bad"
          what={words.people.stuckAt(step)}
          onOpen={() => onPeople({ kind: 'stuck', step })}
        />
      )}
      {waiting > 0 && messages.length === 0 && (
        <DoorNumber
          count={waiting}
          text={words.numbers.waiting(formatCount(waiting))}
          tone="wait"
          what={words.people.waiting(step)}
          onOpen={() => onPeople({ kind: 'waiting', step })}
        />
      )}
      {messages.length > 0 && <StateBar messages={messages} />}
      {first ? (
        <DoorNumber
          count={first.messages}
          text={words.numbers.blocked(formatCount(first.messages), first.rule)}
          what={words.people.blocked(step, first.rule)}
          onOpen={() => onPeople({ kind: 'blocked', step, name: first.rule })}
        />
      ) : (
        deferred[0] && <span>{words.numbers.deferred(formatCount(deferred[0].messages), deferred[0].rule)}</span>
      )}
      {messages.length === 0 && stuck === 0 && median !== undefined && median >= 60_000 && (
        <span>{words.numbers.median(formatDuration(median))}</span>
      )}
    </>
  );
}

const tones: Readonly<Record<string, string>> = {
  accepted: 'ok',
  blocked: 'blocked',
  unknown: 'doubt',
  'failed-permanently': 'bad',
  'failed-temporarily': 'bad',
};

/** Messages by state as one bar; its words are its label. */
function StateBar({ messages }: { messages: NumbersOfStep['messages'] }): ReactNode {
  const all = messages.reduce((sum, each) => sum + each.messages, 0);
  const label = messages.map(({ state, messages: count }) => `${formatCount(count)} ${state.replaceAll('-', ' ')}`);
  return (
    <span className={css.bar} role="img" aria-label={label.join(', ')} title={label.join('\n')}>
      {messages.map(({ state, messages: count }) => (
        <span key={state} data-tone={tones[state] ?? 'wait'} style={{ width: `${(count / all) * 100}%` }} />
      ))}
    </span>
  );
}

function pathNumbers(numbers: NumbersOfStep | undefined, path: string, onPeople: (people: People) => void): LineLook {
  if (!numbers || numbers.arrived === 0) return {};
  // A step that goes on along all of its paths at once is left by "all".
  const found = numbers.left.find((each) => each.path === path) ?? numbers.left.find((each) => each.path === 'all');
  const runs = found?.runs ?? 0;
  const { step } = numbers;
  return {
    share: runs / numbers.arrived,
    aside: (
      <DoorNumber
        count={runs}
        text={`${formatCount(runs)} · ${formatShare(runs, numbers.arrived)}`}
        what={words.people.left(step, path)}
        onOpen={() => onPeople({ kind: 'left', step, name: found?.path ?? path })}
      />
    ),
  };
}
