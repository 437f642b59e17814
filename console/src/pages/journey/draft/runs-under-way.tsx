import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { mapActs, type StepMap, type StepTarget } from '../../../../../core/journey/migration/step-map.ts';
import type { ApiProblem } from '../../../api/api-problem.ts';
import { type Answer, ask, type Input } from '../../../api/client.ts';
import { TextField } from '../../../design/field.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Select } from '../../../design/select.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { wordsOfEditor } from '../../../words/editor.ts';
import css from '../journey.module.css';

const words = wordsOfEditor.publishing;

/** What is chosen for open runs of earlier versions. */
export interface RunsChoice {
  readonly act: 'stay' | 'migrate' | 'exit';
  readonly map: StepMap;
  readonly reason: string;
}

export const bodyOf = (id: string, { act, map, reason }: RunsChoice) => ({
  act,
  ...(act === 'migrate' && Object.keys(map).length > 0 && { maps: { [id]: map } }),
  ...(act !== 'stay' && reason.trim() !== '' && { reason: reason.trim() }),
});

type Plan = Answer<'/v1/publish/plan', 'post'>;
export type JourneyPlan = Plan['journeys'][number];

/** What publishing this draft would change, by the server. */
export function usePlan(definition: JourneyDefinition, choice: RunsChoice, isEnabled: boolean) {
  const runs = bodyOf(definition.id, choice);
  return useQuery<Plan, ApiProblem>({
    queryKey: ['plan of a publish', definition, runs],
    queryFn: ({ signal }) => {
      const body = { journeys: [definition], keepInCode: true, runs };
      return ask('post', '/v1/publish/plan', { body } as unknown as Input<'/v1/publish/plan', 'post'>, signal);
    },
    enabled: isEnabled,
    placeholderData: keepPreviousData,
  });
}

/** Steps for which the map has no place, by the problems of a plan. */
export function unplacedSteps(id: string, plan: Plan | undefined): readonly string[] {
  const prefix = `${id}: runs.map.`;
  const places = (plan?.problems ?? []).flatMap(({ where }) =>
    where.startsWith(prefix) ? [where.slice(prefix.length)] : [],
  );
  return [...new Set(places)];
}

export interface RunsUnderWayProps {
  readonly definition: JourneyDefinition;
  readonly plan: ReturnType<typeof usePlan>;
  readonly choice: RunsChoice;
  readonly onChange: (choice: RunsChoice) => void;
}

/** Who is inside, what becomes of them by the choice, and the map for steps that are gone. */
export function RunsUnderWay({ definition, plan, choice, onChange }: RunsUnderWayProps): ReactNode {
  const [journey] = plan.data?.journeys ?? [];
  if (plan.error) return <Problem error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!journey) return plan.isPending ? <Skeleton rows={2} /> : null;
  const open = openRuns(journey);
  if (open === 0) return <p>{words.nobody}</p>;
  return (
    <>
      <p>{words.open(open)}</p>
      <ul className={css.changes} aria-busy={plan.isFetching}>
        {journey.waiting.map(({ version, step, title, runs, becomes, to }) => (
          <li key={`${version} ${step}`} data-kind={becomes === 'refused' ? 'removed' : undefined}>
            {words.waiting(runs, title, version)}: {words.becomes[becomes](titleOf(definition, to), to === step)}
          </li>
        ))}
      </ul>
      <Select
        label={words.choice}
        choices={[
          { value: 'stay', label: words.stay },
          { value: 'migrate', label: words.migrate },
          { value: 'exit', label: words.exit },
        ]}
        value={choice.act}
        onChange={(act) => onChange({ ...choice, act: act as RunsChoice['act'] })}
      />
      {choice.act === 'migrate' && <StepMapFields {...{ definition, plan: plan.data, choice, onChange }} />}
      {(choice.act === 'exit' || (choice.act === 'migrate' && Object.values(choice.map).includes(':exit'))) && (
        <TextField
          label={choice.act === 'exit' ? words.reason : words.reasonOfMap}
          value={choice.reason}
          onChange={(reason) => onChange({ ...choice, reason })}
          maxLength={200}
        />
      )}
    </>
  );
}

interface StepMapFieldsProps extends Pick<RunsUnderWayProps, 'definition' | 'choice' | 'onChange'> {
  readonly plan: Plan | undefined;
}

function StepMapFields({ definition, plan, choice, onChange }: StepMapFieldsProps): ReactNode {
  const steps = [...new Set([...Object.keys(choice.map), ...unplacedSteps(definition.id, plan)])].sort();
  const targets = [
    ...Object.entries(definition.steps).map(([id, { title }]) => ({ value: id, label: title ?? id })),
    ...mapActs.map((act) => ({ value: act, label: words.acts[act] })),
  ];
  const problemOf = (step: string) =>
    plan?.problems.find(({ where }) => where === `${definition.id}: runs.map.${step}`)?.problem;
  return steps.map((step) => (
    <Select
      key={step}
      label={words.from(step)}
      choices={[{ value: '', label: words.unplaced }, ...targets]}
      value={choice.map[step] ?? ''}
      problem={problemOf(step)}
      onChange={(target) => {
        const { [step]: _before, ...others } = choice.map;
        onChange({ ...choice, map: target === '' ? others : { ...others, [step]: target as StepTarget } });
      }}
    />
  ));
}

/** Whom the entry would have let in, and where else they enter. */
export function EntryOfPlan({ journey }: { readonly journey: JourneyPlan }): ReactNode {
  const { entry, overlaps } = journey;
  return (
    <ul className={css.changes}>
      {entry && <li>{words.entry(entry.customers, entry.events, entry.isCapped ? entry.since : null)}</li>}
      {overlaps.map(({ journey: id, title, events }) => (
        <li key={id}>{words.overlap(title, events.join(', '))}</li>
      ))}
    </ul>
  );
}

export function openRuns({ versions }: Pick<JourneyPlan, 'versions'>): number {
  return versions.reduce((sum, { runs }) => sum + runs, 0);
}

const titleOf = ({ steps }: JourneyDefinition, id: string | null): string =>
  id === null ? '' : (steps[id]?.title ?? id);
