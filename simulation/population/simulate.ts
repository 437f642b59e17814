import type { Regimes } from '../../core/customer/consent.ts';
import { learns, type PolicyDefinition } from '../../core/decision/policy.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { taskStepOf } from '../../core/journey/steps/task.ts';
import { policiesOf } from '../../core/journey/subscriptions.ts';
import type { LimitSections } from '../../core/message/limits/facts.ts';
import type { SegmentDefinition } from '../../core/segment/definition.ts';
import type { PlayedCustomer } from '../run.ts';
import { createWorld } from '../world.ts';
import type { World, WorldSettings } from '../world-types.ts';
import type { Behaviour } from './behaviour.ts';
import { PopulationCounts } from './counts.ts';
import { createLearner, type Learner } from './learner.ts';
import { createPerson, type Person, traitsOf } from './person.ts';
import { randomOf } from './random.ts';

export interface SimulationPlan {
  readonly journeys: readonly JourneyDefinition[];
  readonly segments: readonly SegmentDefinition[];
  readonly policies: readonly PolicyDefinition[];
  readonly regimes: Regimes;
  readonly limits: LimitSections;
  readonly globalControlPerMille: number;
  readonly behaviour: Behaviour;
  readonly customers: number;
  readonly days: number;
  readonly seed: string;
}

export interface SimulationOutcome {
  readonly plan: SimulationPlan;
  readonly counts: PopulationCounts;
  readonly learner: Learner;
}

const day = 86_400_000;

/**
 * Customers who learn from each other are played together, by one clock. Later groups know what earlier ones taught by the same
 * day, so with several groups policies see about half of what they would see in production, and learn somewhat slower.
 */
export const together = 5_000;

/** The production rules in virtual time. Yields how many customers are done; the same plan always gives the same numbers. */
export function* simulate(plan: SimulationPlan): Generator<number, SimulationOutcome> {
  const start = Date.parse(`${plan.behaviour.start}T00:00:00Z`);
  const end = start + plan.days * day;
  const policies = plan.policies.filter(({ id }) => plan.journeys.some((journey) => policiesOf(journey).includes(id)));
  const learner = createLearner(policies, start);
  const counts = new PopulationCounts(plan.journeys, start, end);
  const size = policies.some(learns) ? together : 1;
  for (let first = 0; first < plan.customers; first += size) {
    const group = Array.from({ length: Math.min(size, plan.customers - first) }, (_, index) =>
      begin({ ...plan, policies }, first + index + 1, { start, end, learner, counts }),
    );
    playTogether(group, end);
    for (const { customer } of group) {
      counts.add(customer);
      learner.forget(customer);
    }
    yield Math.min(first + size, plan.customers);
  }
  return { plan, counts, learner };
}

interface Played {
  readonly customer: PlayedCustomer;
  readonly world: World;
  readonly person: Person;
}

interface Common {
  readonly start: number;
  readonly end: number;
  readonly learner: Learner;
  readonly counts: PopulationCounts;
}

function begin(plan: SimulationPlan, number: number, { start, end, learner, counts }: Common): Played {
  const { journeys, behaviour, policies, seed } = plan;
  const random = randomOf(seed, 'customer', String(number));
  const person: { own?: Person } = {};
  const settings: WorldSettings = {
    ...{ regimes: plan.regimes, limits: plan.limits, segments: plan.segments, seed },
    globalControlPerMille: plan.globalControlPerMille,
    policies: policies.map((definition) => ({ definition, version: 1 })),
    policyAt: (policy, now) => learner.policyAt(policy, now),
    prefix: `${number}-`,
    watch: {
      message(run, visit, message, now) {
        if (message.result === 'accepted') person.own?.got(run, visit, message, now);
        if (message.result === 'deferred') counts.deferred(message.rule ?? 'unknown');
      },
      decision: (run, { record }, now) => learner.decided(run.customer, record, now),
      happened: (customer, event) => learner.happened(customer, event),
      notEntered: (definition, why) => counts.notEntered(definition, why),
      task: ({ definition }, step, now) => person.own?.asked(step, taskStepOf(definition, step).choices, now),
    },
  };
  const world = createWorld(journeys, settings, start);
  const { timezone, ...traits } = traitsOf(behaviour, random, number);
  const has = (kind: string) => random.happens(behaviour.channels[kind]?.reachable ?? 1);
  const customer = world.addCustomer(
    { timezone: timezone as string },
    { ...(has('in-app') && { user_id: `c${number}` }), ...(has('push') && { push: `browser-${number}` }) },
  );
  world.identify(customer, traits);
  if (random.happens(behaviour.marketing))
    world.state(customer, { kind: 'purpose', name: 'marketing' }, { state: 'granted' });
  person.own = createPerson({ behaviour, definitions: journeys, start, end }, { world, customer, random });
  return { customer, world, person: person.own };
}

/** By one clock: who has something due first goes first, of several the first of the group. */
function playTogether(group: readonly Played[], end: number): void {
  if (group.length === 1) {
    const [only] = group as [Played];
    for (let at = nextOf(only, end); at < end; at = nextOf(only, end)) go(only, at);
    return;
  }
  const queue = new DueQueue(group.map((played) => nextOf(played, end)));
  for (let first = queue.first(); first !== undefined && first.at < end; first = queue.first()) {
    const played = group[first.index] as Played;
    go(played, first.at);
    queue.renew(nextOf(played, end));
  }
}

const nextOf = ({ world, person }: Played, end: number): number =>
  Math.min(person.nextAt(), world.nextAt(Math.min(end, person.nextAt())) ?? Infinity);

function go({ world, person }: Played, at: number): void {
  world.skipTo(at);
  if (person.nextAt() <= at) person.act();
}

/** A binary heap of moments; `first` gives the smallest, `renew` sets that one again. */
class DueQueue {
  private readonly heap: { at: number; readonly index: number }[];

  constructor(moments: readonly number[]) {
    this.heap = moments.map((at, index) => ({ at, index }));
    for (let place = Math.floor(this.heap.length / 2) - 1; place >= 0; place -= 1) this.sink(place);
  }

  first(): { readonly at: number; readonly index: number } | undefined {
    return this.heap[0];
  }

  renew(at: number): void {
    const [top] = this.heap;
    if (top) top.at = at;
    this.sink(0);
  }

  private sink(from: number): void {
    const { heap } = this;
    for (let place = from; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = place;
      if (this.isBefore(left, least)) least = left;
      if (this.isBefore(right, least)) least = right;
      if (least === place) return;
      [heap[place], heap[least]] = [heap[least] as (typeof heap)[0], heap[place] as (typeof heap)[0]];
      place = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    return a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.index < b.index));
  }
}
