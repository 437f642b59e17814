import { type ReactNode, useMemo } from 'react';
import { useRead } from '../../api/client.ts';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { liveView } from '../../journey/live/numbers.tsx';
import { PanelNumbers } from '../../journey/live/panel-numbers.tsx';
import { type People, peopleInAddress, peopleOf } from '../../journey/live/people.ts';
import { PeopleDrawer } from '../../journey/live/people-drawer.tsx';
import { LiveSummary } from '../../journey/live/summary.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { Faces } from './faces.tsx';
import css from './journey.module.css';
import { type EnteredWindow, enteredWindows } from './journey-search.ts';
import { type ModeProps, useVersion } from './use-journey.ts';

const REFRESH_MS = 5_000;
const DEFAULT_WINDOW: EnteredWindow = 'P7D';

/** Numbers on cards and paths, of those who entered in a time; each opens the people behind it. */
export function LiveMode({ journey, search, change }: ModeProps): ReactNode {
  const { version = String(journey.version), entered = DEFAULT_WINDOW } = search;
  const counted = version === 'all' ? undefined : Number(version);
  const definition = useVersion(journey, counted);
  const query = {
    ...(counted !== undefined && { version: counted }),
    ...(entered !== 'all' && { entered }),
  };
  const read = useRead('/v1/journeys/{id}/steps', { path: { id: journey.id }, query }, { refetchEveryMs: REFRESH_MS });
  const numbers = read.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` only writes the address
  const view = useMemo(
    () => liveView(numbers, (people: People) => change({ people: peopleInAddress(people) })),
    [numbers],
  );
  const openPeople = (people: People) => change({ people: peopleInAddress(people) });
  if (!definition) return <Skeleton height={480} />;
  const unknownSteps = (numbers?.steps ?? []).reduce(
    (sum, { step, waiting }) => sum + (definition.steps[step] ? 0 : waiting),
    0,
  );
  return (
    <>
      {read.error && !numbers && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      <Faces
        definition={definition}
        view={view}
        search={search}
        change={change}
        head={
          <>
            <LiveFilters journey={journey} version={version} entered={entered} change={change} />
            {numbers && (
              <LiveSummary
                numbers={numbers}
                hasGoal={definition.goal !== undefined}
                unknownSteps={unknownSteps}
                onPeople={openPeople}
              />
            )}
          </>
        }
        panel={(step) => (
          <PanelNumbers numbers={numbers?.steps.find((each) => each.step === step)} onPeople={openPeople} />
        )}
      />
      <PeopleDrawer
        journey={journey.id}
        version={counted}
        enteredAfter={numbers?.enteredAfter ?? null}
        people={peopleOf(search.people)}
        titleOf={(step) => definition.steps[step]?.title ?? step}
        onClose={() => change({ people: undefined })}
        onRun={(run) => change({ mode: 'run', run, people: undefined, step: undefined })}
      />
    </>
  );
}

function LiveFilters({
  journey,
  version,
  entered,
  change,
}: Pick<ModeProps, 'journey' | 'change'> & { version: string; entered: EnteredWindow }): ReactNode {
  const versions = journey.versions.map((each) => ({
    value: String(each.version),
    label:
      journey.isLive && each.version === journey.version
        ? words.versionLive(each.version)
        : words.version(each.version),
  }));
  return (
    <div className={css.filters}>
      <Select
        label={words.filters.entered}
        hasHiddenLabel
        choices={enteredWindows.map((window) => ({ value: window, label: words.windows[window] }))}
        value={entered}
        onChange={(next) => change({ entered: next as EnteredWindow })}
      />
      <Select
        label={words.filters.version}
        hasHiddenLabel
        choices={[...versions, { value: 'all', label: words.allVersions }]}
        value={version}
        onChange={(next) => change({ version: next })}
      />
    </div>
  );
}
