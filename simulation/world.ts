import type { Properties } from '../core/condition/schema.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { draftTraits } from '../core/customer/traits.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { type Job, lookBackFrom, openJobs, untouchedRun } from '../core/journey/engine/run-state.ts';
import { takeTurns } from '../core/journey/engine/take-turns.ts';
import type { EventFact, EventInput } from '../core/journey/engine/turn.ts';
import { admit, evaluateEntry } from '../core/journey/entry.ts';
import { mayReactTo } from '../core/journey/subscriptions.ts';
import { playedJobOf } from './jobs/index.ts';
import type { Answer, PlayedTurn } from './jobs/played-job.ts';
import { append, type PlayedCustomer, type Run } from './run.ts';

/**
 * One journey, its customers and a clock, in memory: what intake, turns and delivery do with PostgreSQL and Temporal,
 * by the same pure rules. Nothing takes time here but the clock, which moves only when told: what an event sets off
 * (turns, messages, their outcomes) is over before the next thing happens.
 */
export interface World {
  now(): number;
  /** Somebody with traits that no event has told; known from their first event on. */
  addCustomer(traits: Properties): PlayedCustomer;
  identify(customer: PlayedCustomer, traits: Properties): void;
  /** `timestamp`: when it happened, by its sender's clock. */
  track(customer: PlayedCustomer, name: string, properties: Properties, timestamp: number): void;
  /** Moves the clock, and stops at each moment on the way at which a run is due, that of arrival included. */
  skipTo(moment: number): void;
  /** What the provider of a channel says from now on. */
  answer(channel: string, answer: Answer): void;
}

export function createWorld(definition: JourneyDefinition, start: number): World {
  const runs: Run[] = [];
  const answers = new Map<string, Answer>();
  let now = start;
  let events = 0;
  /** Runs that a job of another run has reached, and that are to be settled after it. */
  const others: Run[] = [];

  /** Turns and jobs until the run stands still at this moment. As in production, an inline job is part of the turn. */
  function settle(run: Run): void {
    do {
      takeTurn(run);
      const open = openJobs(run.state, now);
      const inline = open.find((job) => playedJobOf(job).mode === 'inline');
      for (const job of inline ? [inline] : open) perform(run, job);
    } while (run.consumed < run.inputs.length);
  }

  function perform(run: Run, job: Job): void {
    const played = playedJobOf(job);
    if (played.mode === 'external') return;
    const { message, input } = played.perform(turnOf(run), job);
    if (message) run.messages.set(job.visit, message);
    if (input) append(run, input);
  }

  function turnOf(run: Run): PlayedTurn {
    return {
      definition,
      run,
      answers,
      now,
      identify,
      track(customer, name, properties) {
        const told = accept(customer, name, properties, now);
        others.push(...told.filter((other) => other !== run));
      },
    };
  }

  /** Settles these runs, and those that their jobs have reached. */
  function settleAll(told: readonly Run[]): void {
    for (const run of told) settle(run);
    for (let run = others.shift(); run; run = others.shift()) settle(run);
  }

  function identify(customer: PlayedCustomer, traits: Properties): void {
    customer.createdAt ??= now;
    const draft = draftTraits(customer);
    draft.apply(traits, now);
    Object.assign(customer, { traits: draft.traits, traitTimes: draft.traitTimes });
  }

  function accept(customer: PlayedCustomer, name: string, properties: Properties, timestamp: number): readonly Run[] {
    customer.createdAt ??= now;
    events += 1;
    return take(customer, { id: `event-${events}`, name, properties, timestamp, acceptedAt: now });
  }

  function takeTurn(run: Run): void {
    const { traits } = run.customer;
    const from = lookBackFrom(run.state);
    const facts = {
      customer: { traits },
      entry: run.entry,
      key: run.key,
      timeZone: timeZoneOf(traits),
      lookBack: run.inputs
        .slice(0, run.consumed)
        .filter((input): input is EventInput => input.kind === 'event' && input.seq > from),
      begunJobs: new Set<number>(), // an attempt here has ended before anybody can look
    };
    const outcome = takeTurns(definition, run.state, run.inputs.slice(run.consumed), facts, now);
    run.consumed = run.inputs.length;
    run.state = outcome.state;
    run.wakeAt = outcome.wakeAt;
    for (const visit of outcome.visits) run.visits.set(visit.visit, visit);
    if (outcome.finished) run.ended = { at: now, reason: outcome.finished.reason };
  }

  function open(customer: PlayedCustomer, entry: EventFact, key: string | null): Run {
    const run: Run = {
      customer,
      key,
      entry,
      inputs: [{ seq: 1, kind: 'entry', event: entry }],
      consumed: 0,
      state: untouchedRun,
      wakeAt: undefined,
      ended: undefined,
      visits: new Map(),
      messages: new Map(),
    };
    customer.runs.push(run);
    runs.push(run);
    return run;
  }

  /** As intake does: an event first reaches the runs that are open, then opens its own. */
  function take(customer: PlayedCustomer, event: EventFact): readonly Run[] {
    customer.events.push(event);
    const told = customer.runs.filter((run) => !run.ended && mayReactTo(definition, event, run.key));
    for (const run of told) append(run, { kind: 'event', event });
    const judged = evaluateEntry(definition, event, customer.traits, now);
    if (!judged.enters) return told;
    const same = customer.runs.filter(({ key }) => key === judged.key);
    const past = {
      isOpen: same.some(({ ended }) => !ended),
      openRuns: customer.runs.filter(({ ended }) => !ended).length,
      lastEndedAt: same.at(-1)?.ended?.at,
      later: customer.events,
    };
    if (admit(definition, event, past, customer.traits) !== 'opens') return told;
    return [...told, open(customer, event, judged.key)];
  }

  return {
    now: () => now,
    addCustomer: (traits) => ({ traits, traitTimes: {}, createdAt: undefined, events: [], runs: [] }),
    identify,
    track(customer, name, properties, timestamp) {
      settleAll(accept(customer, name, properties, timestamp));
    },
    skipTo(moment) {
      for (let run = nextDue(runs, moment); run; run = nextDue(runs, moment)) {
        now = Math.max(now, run.wakeAt as number);
        settleAll([run]);
      }
      now = Math.max(now, moment);
    },
    answer(channel, answer) {
      answers.set(channel, answer);
    },
  };
}

/** The run that is due first, by `moment` at the latest; of several the one that was opened first. */
function nextDue(runs: readonly Run[], moment: number): Run | undefined {
  return runs
    .filter(({ ended, wakeAt }) => !ended && wakeAt !== undefined && wakeAt <= moment)
    .reduce<Run | undefined>(
      (first, run) => (first && (first.wakeAt as number) <= (run.wakeAt as number) ? first : run),
      undefined,
    );
}
