import { type Interval, wilson } from '../../core/statistics/interval.ts';
import { type GoalCounts, type JourneyCounts, mostPerWeek, type NumberOf, type PlayedStep, titleOf } from './counts.ts';
import type { PolicyCounts } from './learner.ts';
import type { SimulationOutcome } from './simulate.ts';

/** The numbers of a simulation, as they are printed, drawn and stored. */
export interface SimulationReport {
  readonly v: 1;
  readonly customers: number;
  readonly days: number;
  readonly seed: string;
  readonly start: string;
  readonly journeys: readonly JourneyReport[];
  readonly messages: {
    readonly total: number;
    /** Customers who got at least one. */
    readonly reached: number;
    readonly weeks: readonly { readonly week: number; readonly byChannel: Numbers; readonly perCustomer: number }[];
    /** 0, 1, 2 … messages a week, the last: as many or more ▸ the share of the weeks of customers. */
    readonly perCustomerWeek: readonly number[];
    readonly greatest: number;
    readonly blocked: Numbers;
    readonly deferred: Numbers;
  };
  readonly policies: readonly PolicyReport[];
}

type Numbers = Readonly<Record<string, number>>;

export interface JourneyReport {
  readonly id: string;
  readonly title: string;
  readonly entered: number;
  readonly open: number;
  readonly ended: Numbers;
  readonly notEntered: Numbers;
  readonly steps: readonly StepReport[];
  readonly goal: GoalReport | null;
}

export interface StepReport {
  readonly step: string;
  readonly title: string;
  readonly type: string;
  readonly arrived: number;
  readonly there: number;
  readonly left: Numbers;
  /** Of a step that sends. */
  readonly messages: {
    readonly sent: number;
    readonly opened: number;
    readonly clicked: number;
    readonly blocked: Numbers;
    readonly failed: number;
  } | null;
}

export interface GoalReport {
  readonly event: string;
  /** Runs whose watch was over by the end. */
  readonly runs: number;
  readonly reached: number;
  readonly share: number;
  /** 95 %. */
  readonly interval: Interval;
  readonly value: number;
  /** Runs in the books only, and the difference that the journey makes. */
  readonly heldOut: {
    readonly runs: number;
    readonly reached: number;
    readonly share: number;
    readonly interval: Interval;
    readonly difference: number;
    readonly differenceInterval: Interval;
  } | null;
}

export interface PolicyReport {
  readonly id: string;
  readonly title: string;
  readonly decisions: number;
  readonly none: number;
  readonly candidates: readonly {
    readonly id: string;
    readonly chosen: number;
    readonly rewarded: number;
    /** A decision. */
    readonly value: number;
    /** Of the choices of each week that were not the baseline's. */
    readonly weeks: readonly number[];
  }[];
  readonly refused: Numbers;
  readonly baseline: {
    readonly policy: number;
    readonly baseline: number;
    readonly difference: number;
    readonly interval: Interval;
  } | null;
}

const day = 86_400_000;

export function reportOf({ plan, counts, learner }: SimulationOutcome): SimulationReport {
  const { messages } = counts;
  const weeksOfCustomers = messages.perCustomerWeek.reduce((sum, each) => sum + each, 0);
  return {
    v: 1,
    ...{ customers: plan.customers, days: plan.days, seed: plan.seed, start: plan.behaviour.start },
    journeys: [...counts.journeys.values()].map(journeyReport),
    messages: {
      total: messages.total,
      reached: counts.reached,
      weeks: messages.weeks.map((byChannel, index) => ({
        week: index + 1,
        byChannel: sorted(byChannel),
        perCustomer: sumOf(byChannel) / plan.customers / (Math.min(7, plan.days - 7 * index) / 7),
      })),
      perCustomerWeek: Array.from(
        { length: mostPerWeek + 1 },
        (_, n) => (messages.perCustomerWeek[n] ?? 0) / weeksOfCustomers,
      ),
      greatest: messages.greatest,
      blocked: sorted(messages.blocked),
      deferred: sorted(messages.deferred),
    },
    policies: [...learner.decisions.values()].map(policyReport),
  };
}

const sumOf = (counter: NumberOf) => [...counter.values()].reduce((sum, each) => sum + each, 0);

const sorted = (counter: NumberOf): Numbers =>
  Object.fromEntries([...counter].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));

function journeyReport({ definition, ...counts }: JourneyCounts): JourneyReport {
  return {
    id: definition.id,
    title: definition.title ?? definition.id,
    ...{ entered: counts.entered, open: counts.open },
    ended: sorted(counts.ended),
    notEntered: sorted(counts.notEntered),
    steps: [...counts.steps].map(([step, own]) => ({
      step,
      title: titleOf(definition, step),
      type: definition.steps[step]?.type ?? 'unknown',
      ...{ arrived: own.arrived, there: own.there, left: sorted(own.left) },
      messages: messagesOf(own),
    })),
    goal: definition.goal ? goalReport(definition.goal.event, counts.treated, counts.heldOut) : null,
  };
}

function messagesOf({ sent, opened, clicked, blocked, failed }: PlayedStep): StepReport['messages'] {
  return sent + failed + blocked.size === 0 ? null : { sent, opened, clicked, blocked: sorted(blocked), failed };
}

function goalReport(event: string, treated: GoalCounts, heldOut: GoalCounts): GoalReport {
  const shareOf = ({ runs, reached }: GoalCounts) => (runs === 0 ? 0 : reached / runs);
  const { runs, reached, value } = treated;
  const [one, other] = [shareOf(treated), shareOf(heldOut)];
  const difference = one - other;
  const variance = (share: number, n: number) => (share * (1 - share)) / Math.max(n, 1);
  const half = 1.96 * Math.sqrt(variance(one, runs) + variance(other, heldOut.runs));
  return {
    ...{ event, runs, reached, share: one, interval: wilson(reached, runs), value },
    heldOut:
      heldOut.runs === 0
        ? null
        : {
            ...{ runs: heldOut.runs, reached: heldOut.reached, share: other },
            interval: wilson(heldOut.reached, heldOut.runs),
            ...{ difference, differenceInterval: [difference - half, difference + half] },
          },
  };
}

function policyReport(counts: PolicyCounts): PolicyReport {
  const { definition, candidates, weeks, none, baseline, served } = counts;
  const totals = weeks.map((week) => [...week.values()].reduce((sum, n) => sum + n, 0));
  return {
    id: definition.id,
    title: definition.title ?? definition.id,
    decisions: [...candidates.values()].reduce((sum, { chosen }) => sum + chosen, 0) + none,
    none,
    candidates: definition.candidates.map(({ id }, place) => {
      const { chosen = 0, rewards = 0, value = 0 } = candidates.get(id) ?? {};
      return {
        ...{ id, chosen, rewarded: rewards },
        value: chosen === 0 ? 0 : value / chosen,
        weeks: weeks.map((week, index) => (week.get(place) ?? 0) / Math.max(1, totals[index] ?? 1)),
      };
    }),
    refused: sorted(counts.refused),
    baseline: baseline.n < 2 || served.n < 2 ? null : lift(served, baseline),
  };
}

function lift(one: PolicyCounts['served'], other: PolicyCounts['baseline']): PolicyReport['baseline'] {
  const [a, b] = [one.value / one.n, other.value / other.n];
  const variance = ({ n, value, squares }: PolicyCounts['served']) => (squares - value ** 2 / n) / (n - 1) / n;
  const half = 1.96 * Math.sqrt(variance(one) + variance(other));
  return { policy: a, baseline: b, difference: a - b, interval: [a - b - half, a - b + half] };
}

export const dayOf = (start: string, days: number) =>
  new Date(Date.parse(`${start}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
