import type { ReactNode } from 'react';
import { formatCount, formatMoment, formatNumber, formatShare } from '../../design/format.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import css from './live.module.css';
import type { StepNumbers } from './numbers.tsx';
import type { People } from './people.ts';

/** The journey in one line: what goes in comes out or is under way. */
export function LiveSummary({
  numbers,
  hasGoal,
  unknownSteps,
  onPeople,
}: {
  numbers: StepNumbers;
  hasGoal: boolean;
  /** Runs that wait at steps that the drawn version does not have. */
  unknownSteps: number;
  onPeople: (people: People) => void;
}): ReactNode {
  const notEntered = numbers.notEntered.reduce((sum, { entries }) => sum + entries, 0);
  const ended = numbers.ended.reduce((sum, { runs }) => sum + runs, 0);
  const parts = [
    { kind: 'entered', count: numbers.entered, word: words.numbers.entered },
    { kind: 'open', count: numbers.open, word: words.numbers.open },
    ...(numbers.stuck > 0 ? [{ kind: 'stuck' as const, count: numbers.stuck, word: words.numbers.stuck }] : []),
    { kind: 'ended', count: ended, word: words.numbers.ended },
  ] as const;
  return (
    <div
      className={css.summary}
      title={`${words.numbers.asOf} ${formatMoment(Date.parse(numbers.countedAt), Date.now())}`}
    >
      {parts.map(({ kind, count, word }) => (
        <button
          key={kind}
          type="button"
          data-tone={kind === 'stuck' ? 'bad' : undefined}
          onClick={() => onPeople({ kind })}
        >
          <strong>{formatCount(count)}</strong> <span>{word}</span>
        </button>
      ))}
      {hasGoal && (
        <span>
          <strong>{formatCount(numbers.goal.runs)}</strong> {words.numbers.goal} (
          {formatShare(numbers.goal.runs, numbers.entered)})
        </span>
      )}
      {numbers.arms.length > 1 && hasGoal && (
        <span title={words.numbers.armsHelp} className={css.meta}>
          {numbers.arms.map(armInWords).join(' · ')}
        </span>
      )}
      {notEntered > 0 && (
        <span title={words.numbers.notEnteredHelp} className={css.meta}>
          {words.numbers.notEnteredSum(formatCount(notEntered))}: {notEnteredInWords(numbers)}
        </span>
      )}
      {unknownSteps > 0 && <span className={css.meta}>{words.numbers.elsewhere(unknownSteps)}</span>}
    </div>
  );
}

/** "treated: 412 of 3,400 reached the goal (12.1 %), worth 6.3 a run". */
function armInWords({ arm, runs, goals, value }: StepNumbers['arms'][number]): string {
  const share = words.numbers.armGoals(formatCount(goals), formatCount(runs), formatShare(goals, runs));
  const worth = value === null || runs === 0 ? '' : `, ${words.numbers.armValue(formatNumber(value / runs))}`;
  return `${words.numbers.arms[arm]}: ${share}${worth}`;
}

function notEnteredInWords({ notEntered }: StepNumbers): string {
  return notEntered
    .map(({ reason, entries }) => `${formatCount(entries)} ${words.numbers.notEnteredBy[reason] ?? reason}`)
    .join(', ');
}
