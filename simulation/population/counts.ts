import { findStep, type JourneyDefinition, kindOfChannel } from '../../core/journey/definition/index.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { PlayedCustomer, Run } from '../run.ts';

/** Adds up to one: one more of this name. */
export type NumberOf = Map<string, number>;

export function count(counter: NumberOf, name: string, by = 1): void {
  counter.set(name, (counter.get(name) ?? 0) + by);
}

export interface PlayedStep {
  arrived: number;
  /** Still there at the end of the simulation. */
  there: number;
  readonly left: NumberOf;
  sent: number;
  opened: number;
  clicked: number;
  readonly blocked: NumberOf;
  failed: number;
}

/** Goals among runs whose watch is over by the end. */
export interface GoalCounts {
  runs: number;
  reached: number;
  value: number;
  squares: number;
}

export interface JourneyCounts {
  readonly definition: JourneyDefinition;
  entered: number;
  open: number;
  readonly notEntered: NumberOf;
  readonly ended: NumberOf;
  readonly steps: Map<string, PlayedStep>;
  readonly treated: GoalCounts;
  /** Of the runs in the books only. */
  readonly heldOut: GoalCounts;
}

export interface PlayedMessages {
  /** Week ▸ channel ▸ messages. */
  readonly weeks: NumberOf[];
  /** How many messages a customer got in a week ▸ such weeks of customers; the last stands for more. */
  readonly perCustomerWeek: number[];
  greatest: number;
  total: number;
  readonly blocked: NumberOf;
  readonly deferred: NumberOf;
}

export const mostPerWeek = 6;

export class PopulationCounts {
  readonly journeys: ReadonlyMap<JourneyDefinition, JourneyCounts>;
  readonly messages: PlayedMessages;
  customers = 0;
  /** Customers who got a message. */
  reached = 0;
  private readonly start: number;
  private readonly end: number;

  constructor(definitions: readonly JourneyDefinition[], start: number, end: number) {
    this.start = start;
    this.end = end;
    this.journeys = new Map(definitions.map((definition) => [definition, emptyJourney(definition)]));
    const weeks = Math.ceil((end - start) / week);
    this.messages = {
      weeks: Array.from({ length: weeks }, () => new Map()),
      perCustomerWeek: Array.from({ length: mostPerWeek + 1 }, () => 0),
      ...{ greatest: 0, total: 0, blocked: new Map(), deferred: new Map() },
    };
  }

  notEntered(definition: JourneyDefinition, why: string): void {
    const own = this.journeys.get(definition);
    if (own && why !== 'other-event') count(own.notEntered, why);
  }

  deferred(rule: string): void {
    count(this.messages.deferred, rule);
  }

  /** All that a customer has come to. */
  add(customer: PlayedCustomer): void {
    this.customers += 1;
    const weeks = this.messages.weeks.map(() => 0);
    for (const run of customer.runs) {
      const own = this.journeys.get(run.definition);
      if (own) this.addRun(own, run, weeks);
    }
    const all = weeks.reduce((sum, each) => sum + each, 0);
    this.reached += all > 0 ? 1 : 0;
    this.messages.total += all;
    for (const n of weeks) {
      const place = Math.min(n, mostPerWeek);
      this.messages.perCustomerWeek[place] = (this.messages.perCustomerWeek[place] ?? 0) + 1;
      this.messages.greatest = Math.max(this.messages.greatest, n);
    }
  }

  private addRun(own: JourneyCounts, run: Run, weeks: number[]): void {
    const goals = run.books === undefined ? own.treated : own.heldOut;
    if (run.books === undefined) own.entered += 1;
    if (run.goalUntil !== undefined && run.goalUntil <= this.end) addGoal(goals, run);
    if (run.books !== undefined) return;
    if (run.ended) count(own.ended, run.ended.reason);
    else own.open += 1;
    for (const { step, path, leftAt } of run.visits.values()) {
      const at = stepOf(own, step);
      at.arrived += 1;
      if (leftAt === undefined) at.there += 1;
      else count(at.left, path ?? 'exit');
    }
    for (const message of run.messages.values()) {
      const at = stepOf(own, message.step);
      const kind = kindOfChannel(message.channel);
      if (message.result === 'accepted') {
        at.sent += 1;
        at.opened += message.isOpened ? 1 : 0;
        at.clicked += message.isClicked ? 1 : 0;
        const number = Math.min(weeks.length - 1, Math.floor((message.at - this.start) / week));
        if (!isOfCustomer(kind)) continue;
        weeks[number] = (weeks[number] ?? 0) + 1;
        count(this.messages.weeks[number] as NumberOf, kind);
      } else if (message.result === 'blocked') {
        const rule = message.rule ?? 'unknown';
        count(at.blocked, rule);
        count(this.messages.blocked, rule);
      } else if (message.result === 'failed') at.failed += 1;
    }
  }
}

const week = 7 * 86_400_000;

const isOfCustomer = (kind: string) => {
  const known = Object.values(channelKinds).find(({ id }) => id === kind);
  return known?.reaches === 'customer';
};

function addGoal(goals: GoalCounts, { goal }: Run): void {
  goals.runs += 1;
  if (!goal) return;
  const value = goal.value ?? 0;
  goals.reached += 1;
  goals.value += value;
  goals.squares += value ** 2;
}

function stepOf({ steps }: JourneyCounts, id: string): PlayedStep {
  const known = steps.get(id);
  if (known) return known;
  const made = emptyStep();
  steps.set(id, made);
  return made;
}

const emptyStep = (): PlayedStep => ({
  ...{ arrived: 0, there: 0, sent: 0, opened: 0, clicked: 0, failed: 0 },
  ...{ left: new Map(), blocked: new Map() },
});

const emptyGoals = (): GoalCounts => ({ runs: 0, reached: 0, value: 0, squares: 0 });

function emptyJourney(definition: JourneyDefinition): JourneyCounts {
  return {
    definition,
    ...{ entered: 0, open: 0, notEntered: new Map(), ended: new Map() },
    steps: new Map(Object.keys(definition.steps).map((id) => [id, emptyStep()])),
    ...{ treated: emptyGoals(), heldOut: emptyGoals() },
  };
}

export const titleOf = (definition: JourneyDefinition, step: string) => findStep(definition, step)?.title ?? step;
