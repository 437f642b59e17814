import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { orderedPaths } from '../../../../core/journey/draw/ordered-paths.ts';
import type { PathPlace } from '../../../../core/journey/edit/places.ts';
import { wordsOfEditor } from '../../words/editor.ts';
import type { JourneyView } from '../canvas/canvas-view.ts';
import { placeInWords } from './add-step.tsx';
import css from './edit.module.css';

/** "+" on a path. By keyboard it is the key A on the chosen step. */
function PlusButton({ label, onPress }: { label: string; onPress: () => void }): ReactNode {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.plusButton}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      <Plus aria-hidden="true" />
    </button>
  );
}

/** What the editor shows on canvas and outline: "+" on every path, and how many problems a step has. */
export function draftView(
  definition: JourneyDefinition,
  problemsOf: (step: StepId) => number,
  onAdd: (place: PathPlace) => void,
): JourneyView {
  const plus = (place: PathPlace) => (
    <PlusButton label={wordsOfEditor.add.here(placeInWords(definition, place))} onPress={() => onAdd(place)} />
  );
  return {
    card(step) {
      const problems = problemsOf(step);
      const paths = orderedPaths(definition.steps[step]);
      const [only, second] = paths;
      return {
        ...(problems > 0 && { aside: <strong className={css.problem}>{wordsOfEditor.problems(problems)}</strong> }),
        ...(only && !second && { outlineAside: plus({ from: step, path: only[0] }) }),
      };
    },
    line: ({ from, path }) => ({ aside: plus({ from, path }) }),
    isDraft: true,
    entryAside: plus({ from: undefined, path: '' }),
  };
}
