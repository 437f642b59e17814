import { experimentOf, globalControlExperiment, holdoutOf, type Shares } from '../journey/arms.ts';
import { heldOut, treated } from '../journey/books.ts';
import type { JourneyDefinition } from '../journey/definition/index.ts';
import { isSplit } from '../journey/steps/split.ts';
import {
  type DeclaredMetrics,
  declaredMetricsSchema,
  type ExperimentMetric,
  goalId,
  goalValueId,
  primaryId,
  storedMetric,
} from './metric.ts';

/** An experiment that published journeys and configuration make by themselves; its arms are drawn by core/journey/arms.ts. */
export interface Experiment {
  readonly id: string;
  readonly kind: 'split' | 'holdout' | 'global-control';
  readonly journeyId: string | null;
  readonly stepId: string | null;
  readonly title: string | null;
  /** Arm ▸ its share of a thousand. */
  readonly shares: Shares;
  readonly control: string;
  /** Empty: nothing is declared and there is no goal. */
  readonly metrics: readonly ExperimentMetric[];
  readonly plannedSize: number;
  readonly worthKnowing: number;
}

export type DeclaredExperiments = Readonly<Record<string, DeclaredMetrics>>;

const nothingDeclared: DeclaredMetrics = declaredMetricsSchema.parse({});

/** Of a workspace: one for each split and each holdout of its live journeys, and the global control. */
export function experimentsOf(
  definitions: readonly JourneyDefinition[],
  { globalControlPerMille, declared }: { globalControlPerMille: number; declared: DeclaredExperiments },
): readonly Experiment[] {
  const found = definitions.flatMap((definition) => [
    ...holdout(definition, declared),
    ...splits(definition, declared),
  ]);
  if (globalControlPerMille === 0) return found;
  const id = globalControlExperiment;
  const global: Experiment = {
    ...{ id, kind: 'global-control', journeyId: null, stepId: null, title: null },
    shares: heldOutOf(globalControlPerMille),
    control: heldOut,
    ...measuredBy(undefined, declared[id]),
  };
  return [global, ...found];
}

const heldOutOf = (perMille: number): Shares => ({ [heldOut]: perMille, [treated]: 1000 - perMille });

function holdout(definition: JourneyDefinition, declared: DeclaredExperiments): Experiment[] {
  const { id: journeyId, title = null, holdoutPerMille } = definition;
  if (holdoutPerMille === undefined) return [];
  const id = holdoutOf(definition);
  return [
    {
      ...{ id, kind: 'holdout', journeyId, stepId: null, title },
      shares: heldOutOf(holdoutPerMille),
      control: heldOut,
      ...measuredBy(definition, declared[id]),
    },
  ];
}

function splits(definition: JourneyDefinition, declared: DeclaredExperiments): Experiment[] {
  return Object.entries(definition.steps).flatMap(([stepId, step]): Experiment[] => {
    if (!isSplit(step)) return [];
    const id = experimentOf(definition, stepId);
    const names = Object.keys(step.variants).sort();
    const wanted = step.control ?? declared[id]?.control;
    return [
      {
        ...{ id, kind: 'split', journeyId: definition.id, stepId, title: step.title ?? definition.title ?? null },
        shares: step.variants,
        control: wanted !== undefined && names.includes(wanted) ? wanted : (names[0] ?? ''),
        ...measuredBy(definition, declared[id]),
      },
    ];
  });
}

function measuredBy(
  definition: JourneyDefinition | undefined,
  declared: DeclaredMetrics = nothingDeclared,
): Pick<Experiment, 'metrics' | 'plannedSize' | 'worthKnowing'> {
  const { primary, guardrails, plannedSize, worthKnowing } = declared;
  return {
    metrics: [
      ...(primary ? [storedMetric(primaryId, 'primary', primary)] : goalMetrics(definition)),
      ...Object.entries(guardrails).map(([id, metric]) => storedMetric(`guardrail-${id}`, 'guardrail', metric)),
    ],
    plannedSize,
    worthKnowing,
  };
}

/** The goal decides by being reached or not. What it is worth is shown beside it. */
function goalMetrics(definition: JourneyDefinition | undefined): ExperimentMetric[] {
  const goal = definition?.goal;
  if (!definition || !goal) return [];
  const shared = {
    source: { kind: 'goal', journey: definition.id },
    event: goal.event,
    within: goal.within,
    better: 'more',
  } as const;
  const reached: ExperimentMetric = { id: goalId, role: 'primary', ...shared, measure: 'any' };
  return goal.value === undefined
    ? [reached]
    : [reached, { id: goalValueId, role: 'secondary', ...shared, measure: 'sum' }];
}
