import type { Properties } from '../core/condition/schema.ts';
import { type ConsentSubject, withStatement } from '../core/customer/consent.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { changedTraits, draftTraits } from '../core/customer/traits.ts';
import { keepOrDraw } from '../core/journey/arms.ts';
import { drawBooks } from '../core/journey/books.ts';
import { exitsByConsent } from '../core/journey/consent-exit.ts';
import {
  type DirectEntry,
  directEntryNames,
  type JourneyDefinition,
  kindOfChannel,
  segmentEvents,
  segmentJoined,
  segmentLeft,
  stageChanged,
} from '../core/journey/definition/index.ts';
import type { DecisionFacts } from '../core/journey/engine/decision-facts.ts';
import { type Job, lookBackFrom, openJobs } from '../core/journey/engine/run-state.ts';
import { takeTurns } from '../core/journey/engine/take-turns.ts';
import type { EventInput } from '../core/journey/engine/turn.ts';
import { admit, evaluateEntry, mostDepth } from '../core/journey/entry.ts';
import { goalUntil, reachGoal } from '../core/journey/goal.ts';
import { mayReactTo, watchedAmong } from '../core/journey/subscriptions.ts';
import { wouldBlock } from '../core/message/would-block.ts';
import type { ChangeCause } from '../core/segment/evaluate.ts';
import { segmentSet } from '../core/segment/segment-set.ts';
import { type Alarm, createAlarms, isAskedAbout } from './entries-by-time.ts';
import { createEntryRoom } from './entry-room.ts';
import { historyOf } from './history.ts';
import { blockedMessage } from './jobs/deliver.ts';
import { playedJobOf } from './jobs/index.ts';
import type { Answer, CallReply, PlayedTurn } from './jobs/played-job.ts';
import {
  aboutMessage,
  append,
  depthOf,
  engagementIn,
  type Message,
  newRun,
  nextDue,
  type PlayedCustomer,
  type PlayedEvent,
  type Run,
  storySeed,
} from './run.ts';
import { changedSegments, nextDueCustomer } from './segments.ts';
import type { Said, World, WorldSettings } from './world-types.ts';

/** The world that world-types.ts describes. */
export function createWorld(
  definition: JourneyDefinition,
  { regimes, limits, segments = [], policies = [], seed = storySeed, globalControlPerMille = 0 }: WorldSettings,
  start: number,
): World {
  const set = segmentSet(segments.map((segment) => ({ version: 1, definition: segment })));
  /** Those whose segments were looked at. */
  const looked = new Set<PlayedCustomer>();
  const people: PlayedCustomer[] = [];
  const alarms = createAlarms(definition, limits.quietHours.zone, start, () => now);
  const room = createEntryRoom(definition);
  const runs: Run[] = [];
  const answers = new Map<string, Answer>();
  const replies = new Map<string, CallReply>();
  /** Channel and address ▸ why nothing is sent there any more. */
  const suppressed = new Map<string, string>();
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
    if (played.mode === 'external') return; // takeTurn has told it
    const { message, input } = played.perform(turnOf(run), job);
    if (message) run.messages.set(job.visit, message);
    if (message?.result === 'accepted') sent(run, job.visit, message);
    if (input) append(run, input);
  }

  /** As production stores it: an accepted message is an event of the customer, which conditions and other runs may look at. */
  function sent(run: Run, visit: number, message: Message): void {
    const told = accept(run.customer, 'Message Sent', aboutMessage(definition.id, run, visit, message), now);
    others.push(...told.filter((other) => other !== run));
  }

  function turnOf(run: Run): PlayedTurn {
    return {
      definition,
      run,
      answers,
      replies,
      ...{ regimes, limits },
      suppressionOf: (channel, address) => suppressed.get(`${channel} ${address.toLowerCase()}`),
      now,
      identify(customer, traits) {
        others.push(...identify(customer, traits).filter((other) => other !== run));
      },
      track(customer, name, properties) {
        const depth = Math.min(depthOf(run) + 1, mostDepth);
        const told = accept(customer, name, properties, now, depth);
        others.push(...told.filter((other) => other !== run));
        return depth;
      },
    };
  }

  /** Settles these runs, and those that their jobs have reached. */
  function settleAll(told: readonly Run[]): void {
    for (const run of told) settle(run);
    for (let run = others.shift(); run; run = others.shift()) settle(run);
  }

  /** The runs that look at a trait which has changed are notified. */
  function identify(customer: PlayedCustomer, traits: Properties): readonly Run[] {
    customer.createdAt ??= now;
    const draft = draftTraits(customer);
    draft.apply(traits, now);
    const changed = watchedAmong(definition, changedTraits(customer.traits, draft.traits));
    Object.assign(customer, { traits: draft.traits, traitTimes: draft.traitTimes });
    const told = changed.length === 0 ? [] : customer.runs.filter(({ ended }) => !ended);
    for (const run of told) append(run, { kind: 'customer-changed', traits: changed });
    return [...new Set([...told, ...look(customer, 'trait')])];
  }

  function accept(
    customer: PlayedCustomer,
    name: string,
    properties: Properties,
    timestamp: number,
    depth = 0,
  ): readonly Run[] {
    customer.createdAt ??= now;
    events += 1;
    const id = `event-${String(events).padStart(9, '0')}`; // ids grow, as texts too
    const told = take(customer, { id, name, properties, timestamp, acceptedAt: now, depth });
    const isOfSegment = name === stageChanged || segmentEvents.some((event) => event === name);
    return isOfSegment ? told : [...new Set([...told, ...look(customer, 'event', depth)])];
  }

  /** What an event or time has changed of the customer's segments is an event itself. */
  function look(customer: PlayedCustomer, cause: ChangeCause, depth = 0): readonly Run[] {
    if (set.all.size === 0) return [];
    looked.add(customer);
    const changes = changedSegments(set, customer, historyOf(customer, definition.id, now), cause);
    return changes.flatMap(({ segmentId, isMember, computed }): readonly Run[] => {
      if (!computed)
        return accept(customer, isMember ? segmentJoined : segmentLeft, { segment: segmentId, cause }, now, depth);
      const { trait, isStage, before: from = null, value: to = null } = computed;
      const traits = watchedAmong(definition, [trait]);
      const watching = traits.length === 0 ? [] : customer.runs.filter(({ ended }) => !ended);
      for (const run of watching) append(run, { kind: 'customer-changed', traits });
      return isStage
        ? [...watching, ...accept(customer, stageChanged, { lifecycle: segmentId, from, to, cause }, now, depth)]
        : watching;
    });
  }

  function takeTurn(run: Run): void {
    const { traits } = run.customer;
    const from = lookBackFrom(run.state);
    const facts = {
      journeyRunId: run.id,
      customer: { traits },
      entry: run.entry,
      engagement: engagementIn(run),
      history: historyOf(run.customer, definition.id, now),
      key: run.key,
      timeZone: timeZoneOf(traits),
      lookBack: run.inputs
        .slice(0, run.consumed)
        .filter((input): input is EventInput => input.kind === 'event' && input.seq > from),
      books: run.books,
      begunJobs: new Set<number>(), // an attempt here has ended before anybody can look
      draws: { seed, customerId: run.customer.id, arms: run.customer.arms },
      decisions: decisionsFor(run),
    };
    const outcome = takeTurns(definition, run.state, run.inputs.slice(run.consumed), facts, now);
    const before = run.state.jobs;
    run.consumed = run.inputs.length;
    run.state = outcome.state;
    tellOutside(run, before);
    run.wakeAt = outcome.wakeAt;
    for (const { experiment, arm } of outcome.drawn) run.customer.arms.set(experiment, arm);
    for (const visit of outcome.visits) run.visits.set(visit.visit, visit);
    for (const { job, rule } of outcome.blocked)
      run.messages.set(job.visit, blockedMessage(definition, job, rule, { at: now, answers: run.state.answers }));
    if (outcome.finished) run.ended = { at: now, reason: outcome.finished.reason };
  }

  /** As a turn of production reads it: the policies, and what the guard would say of their candidates. */
  function decisionsFor({ customer }: Run): DecisionFacts {
    const { traits, identities, consents } = customer;
    const suppressionOf = (channel: string, address: string) =>
      customer.suppressionOf?.(channel, address) ?? suppressed.get(`${channel} ${address.toLowerCase()}`);
    return {
      policies: new Map(policies.map((policy) => [policy.definition.id, policy])),
      blocked: ({ gives }) =>
        wouldBlock(gives?.channels ?? [], definition, { traits, identities, consents, regimes, suppressionOf, now }),
    };
  }

  /** As the turn of production does: open what is asked for, look after it, and withdraw what nobody waits for any more. */
  function tellOutside(run: Run, before: readonly Job[]): void {
    const has = new Set(run.state.jobs.map(({ visit }) => visit));
    for (const job of before.filter(({ visit }) => !has.has(visit))) {
      const played = playedJobOf(job);
      if (played.mode === 'external') played.withdraw(turnOf(run), job);
    }
    for (const job of run.state.jobs) {
      const played = playedJobOf(job);
      if (played.mode === 'external') played.visit(turnOf(run), job);
    }
  }

  function open(customer: PlayedCustomer, entry: PlayedEvent, key: string | null): Run {
    const draws = { seed, customerId: customer.id, arms: customer.arms };
    const { books, drawn } = drawBooks(definition, { globalControlPerMille }, (experiment, shares) =>
      keepOrDraw(draws, experiment, shares),
    );
    for (const { experiment, arm } of drawn) customer.arms.set(experiment, arm);
    const watched = goalUntil(definition, now, timeZoneOf(customer.traits));
    const run = newRun({
      id: `run-${runs.length + 1}`,
      customer,
      key,
      ...(books && { books }),
      entry,
      goalUntil: watched,
    });
    customer.runs.push(run);
    runs.push(run);
    return run;
  }

  /** As intake does: an event first counts for goals, then reaches the runs that are open, then opens its own. */
  function take(customer: PlayedCustomer, event: PlayedEvent): readonly Run[] {
    customer.events.push(event);
    const ended = customer.runs.filter((run) => reach(run, event) && !run.ended && definition.goal?.endsRun);
    for (const run of ended) append(run, { kind: 'goal-reached' });
    const heard = customer.runs.filter((run) => !run.ended && mayReactTo(definition, event, run));
    for (const run of heard) append(run, { kind: 'event', event });
    const told = [...new Set([...ended, ...heard])];
    if (event.depth >= mostDepth) return told;
    const opened = openBy(customer, event);
    return opened ? [...told, opened] : told;
  }

  function openBy(customer: PlayedCustomer, event: PlayedEvent): Run | undefined {
    const judged = evaluateEntry(definition, event, customer.traits, now, historyOf(customer, definition.id, now));
    if (!judged.enters) return undefined;
    const same = customer.runs.filter(({ key }) => key === judged.key);
    const underway = same.find(({ ended }) => !ended);
    const past = {
      isOpen: underway !== undefined,
      openRuns: customer.runs.filter(({ ended }) => !ended).length,
      lastEndedAt: same.at(-1)?.ended?.at,
      later: customer.events,
    };
    const answer = admit(definition, event, past, customer.traits);
    if (answer === 'refreshes' && underway) {
      underway.entry = event;
      append(underway, { kind: 'refreshed' });
      return underway;
    }
    if (answer !== 'opens' && answer !== 'restarts') return undefined;
    if (!room.take(now)) return undefined;
    const opened = open(customer, event, judged.key);
    if (underway) {
      append(underway, { kind: 'superseded', by: opened.id, reason: 'restarted' });
      settleAll([underway]);
    }
    return opened;
  }

  function enter(customer: PlayedCustomer, directly: DirectEntry, properties: Properties): void {
    events += 1;
    const event = { name: directEntryNames[directly], properties, timestamp: now, acceptedAt: now, depth: 0 };
    const opened = openBy(customer, { id: `event-${events}`, ...event, directly });
    settleAll(opened ? [opened] : []);
  }

  function ring(alarm: Alarm): void {
    alarms.rang(alarm);
    const { segment: _asked, ...properties } = alarm.properties;
    if (isAskedAbout(alarm)) enter(alarm.customer, alarm.by, properties);
  }

  /** Counts the event for the goal of a run that has not reached it yet. */
  function reach(run: Run, event: PlayedEvent): boolean {
    if (run.goal || run.goalUntil === undefined) return false;
    const watched = { id: run.id, key: run.key, entry: run.entry, goalUntil: run.goalUntil };
    const reached = reachGoal(definition, watched, event, run.customer.traits);
    if (!reached) return false;
    run.goal = { at: now, event: event.name, value: reached.value };
    return true;
  }

  /** As the service of feedback does: a dead address, and an owner who complained, get nothing any more. */
  function suppress(customer: PlayedCustomer, { channel, address = '' }: Message, reason: string): void {
    const kind = kindOfChannel(channel);
    const name = `${kind} ${address.toLowerCase()}`;
    if (!suppressed.has(name)) suppressed.set(name, reason);
    if (reason === 'complaint') say(customer, { kind: 'marketing-channel', name: kind }, { state: 'withdrawn' });
  }

  function say(customer: PlayedCustomer, subject: ConsentSubject, said: Said): void {
    const statement = { subject, at: now, acceptedAt: now, ...said };
    customer.consents = withStatement(customer.consents, statement);
    const gone = exitsByConsent(definition, customer.consents, now) && said.state === 'withdrawn';
    const told = gone ? customer.runs.filter(({ ended }) => !ended) : [];
    for (const run of told) append(run, { kind: 'consent-withdrawn', consent: subject.name });
    settleAll(told);
  }

  return {
    now: () => now,
    addCustomer(traits, identities, arms = new Map()) {
      const person: PlayedCustomer = {
        ...{ id: `customer-${people.length + 1}`, arms, traits, identities, traitTimes: {}, consents: {} },
        ...{ createdAt: undefined, events: [], runs: [], memberships: new Map() },
      };
      people.push(person);
      return person;
    },
    identify(customer, traits) {
      settleAll(identify(customer, traits));
      for (let alarm = alarms.next([customer], now); alarm; alarm = alarms.next([customer], now)) ring(alarm);
    },
    feedback(customer, run, visit, sign, { url, bounce, answer } = {}) {
      const message = run.messages.get(visit);
      if (!message) throw new Error(`visit ${visit} has no message`);
      const isClick = sign === 'Message Clicked' || sign === 'Survey Answered';
      run.messages.set(visit, {
        ...message,
        isOpened: message.isOpened || sign === 'Message Opened' || isClick,
        isClicked: message.isClicked || isClick,
      });
      if (bounce === 'hard') suppress(customer, message, 'hard-bounce');
      if (sign === 'Message Complained') suppress(customer, message, 'complaint');
      const more = { ...(url !== undefined && { url }), ...(bounce !== undefined && { bounce }), ...answer };
      settleAll(accept(customer, sign, { ...aboutMessage(definition.id, run, visit, message), ...more }, now));
    },
    enter(customer, by, properties) {
      customer.createdAt ??= now;
      enter(customer, by, properties);
    },
    track(customer, name, properties, timestamp) {
      settleAll(accept(customer, name, properties, timestamp));
    },
    skipTo(moment) {
      for (;;) {
        const run = nextDue(runs, moment);
        const changing = nextDueCustomer([...looked], moment);
        const alarm = alarms.next(people, moment);
        const [runAt, alarmAt] = [run?.wakeAt ?? Infinity, alarm?.at ?? Infinity];
        const first = Math.min(changing?.at ?? Infinity, alarmAt, runAt);
        if (first > moment || first === Infinity) break;
        now = Math.max(now, first);
        // At one moment: who is in which segment, then who enters, then what runs do.
        if (changing?.at === first) settleAll(look(changing.customer, 'time'));
        else if (alarm && alarmAt === first) ring(alarm);
        else if (run) settleAll([run]);
      }
      now = Math.max(now, moment);
    },
    resume(run) {
      run.customer.runs.push(run);
      runs.push(run);
      settleAll([run]);
    },
    answer(channel, answer) {
      answers.set(channel, answer);
    },
    reply(endpoint, reply) {
      replies.set(endpoint, reply);
    },
    answerTask(customer, step, choice, by) {
      const open = customer.runs.flatMap((run) => [...run.tasks.values()].map((task) => ({ run, task })));
      const asked = open.find(({ task }) => task.step === step && task.state === 'open');
      if (!asked) return false;
      const { run, task } = asked;
      run.tasks.set(task.visit, { ...task, state: 'answered', choice, by });
      append(run, { kind: 'job-settled', visit: task.visit, outcome: { result: 'done', answer: choice, by } });
      settleAll([run]);
      return true;
    },
    state: say,
  };
}
