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
import { type Job, openJobs } from '../core/journey/engine/run-state.ts';
import { takeTurns } from '../core/journey/engine/take-turns.ts';
import { mostDepth } from '../core/journey/entry.ts';
import { goalUntil } from '../core/journey/goal.ts';
import { notStarted, started } from '../core/journey/steps/start-journey.ts';
import { mayReactTo, watchedAmong } from '../core/journey/subscriptions.ts';
import type { SegmentDefinition } from '../core/segment/definition.ts';
import type { ChangeCause } from '../core/segment/evaluate.ts';
import { type Alarm, createAlarms, isAskedAbout } from './entries-by-time.ts';
import { createEntryRoom } from './entry-room.ts';
import { historyOf } from './history.ts';
import { blockedMessage } from './jobs/deliver.ts';
import { playedJobOf, tellOutside } from './jobs/index.ts';
import type { Answer, CallReply, PlayedTurn } from './jobs/played-job.ts';
import { judgeEntry } from './judge-entry.ts';
import {
  aboutMessage,
  append,
  depthOf,
  type Message,
  newRun,
  nextDue,
  type PlayedCustomer,
  type PlayedEvent,
  type Run,
  reachGoalOf,
  storySeed,
} from './run.ts';
import { answerOfTask, awaitEnd, endOfStarted, endRun } from './said-of-run.ts';
import { changedSegments, nextDueCustomer, segmentSetOf } from './segments.ts';
import { type OfferUse, offersOf, turnFacts } from './turn-facts.ts';
import type { Said, World, WorldSettings } from './world-types.ts';

const noSegments: readonly SegmentDefinition[] = [];

/** The world that world-types.ts describes. */
export function createWorld(definitions: readonly JourneyDefinition[], settings: WorldSettings, start: number): World {
  const {
    regimes,
    limits,
    segments = noSegments,
    seed = storySeed,
    globalControlPerMille = 0,
    watch,
    prefix = '',
  } = settings;
  const set = segmentSetOf(segments);
  /** Those whose segments were looked at. */
  const looked = new Set<PlayedCustomer>();
  const people: PlayedCustomer[] = [];
  const alarms = createAlarms(definitions, limits.quietHours.zone, { start, now: () => now });
  const room = createEntryRoom();
  const runs: Run[] = [];
  const answers = new Map<string, Answer>();
  const replies = new Map<string, CallReply>();
  /** Channel and address ▸ why nothing is sent there any more. */
  const suppressed = new Map<string, string>();
  let now = start;
  let events = 0;
  /** Runs that a job of another run has reached, and that are to be settled after it. */
  const [others, offered]: [Run[], OfferUse[]] = [[], []];

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
    if (message) watch?.message(run, job.visit, message, now);
    if (message?.result === 'accepted') sent(run, job.visit, message);
    if (input) append(run, input);
  }

  /** As production stores it: an accepted message is an event of the customer, which conditions and other runs may look at. */
  function sent(run: Run, visit: number, message: Message): void {
    const told = accept(run.customer, 'Message Sent', aboutMessage(run, visit, message), now);
    others.push(...told.filter((other) => other !== run));
  }

  function turnOf(run: Run): PlayedTurn {
    return {
      definition: run.definition,
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
      startJourney(journey, properties, awaitingVisit) {
        const known = definitions.find(({ id }) => id === journey);
        // A world of one journey takes another one to let the customer in.
        if (!known || definitions.length === 1) return started;
        const depth = depthOf(run) + 1;
        if (depth >= mostDepth) return notStarted;
        const opened = enter(known, run.customer, 'hand-off', properties, depth);
        if (!opened) return notStarted;
        others.push(opened);
        return awaitEnd(opened, run, awaitingVisit);
      },
    };
  }

  /** Settles these runs, and those that their jobs have reached. */
  function settleAll(told: readonly Run[]): void {
    for (const run of told) settle(run);
    for (let run = others.shift(); run; run = others.shift()) settle(run);
  }

  function settleOne(run: Run | undefined): boolean {
    settleAll(run ? [run] : []);
    return run !== undefined;
  }

  /** The runs that look at a trait which has changed are notified. */
  function identify(customer: PlayedCustomer, traits: Properties): readonly Run[] {
    customer.createdAt ??= now;
    const draft = draftTraits(customer);
    draft.apply(traits, now);
    const changed = changedTraits(customer.traits, draft.traits);
    Object.assign(customer, { traits: draft.traits, traitTimes: draft.traitTimes });
    return [...new Set([...tellChanged(customer, changed), ...look(customer, 'trait')])];
  }

  /** The open runs that watch one of these traits. */
  function tellChanged(customer: PlayedCustomer, changed: readonly string[]): readonly Run[] {
    return customer.runs.filter((run) => {
      const traits = run.ended ? [] : watchedAmong(run.definition, changed);
      if (traits.length > 0) append(run, { kind: 'customer-changed', traits });
      return traits.length > 0;
    });
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
    const changes = changedSegments(set, customer, historyOf(customer, now), cause);
    return changes.flatMap(({ segmentId, isMember, computed }): readonly Run[] => {
      if (!computed)
        return accept(customer, isMember ? segmentJoined : segmentLeft, { segment: segmentId, cause }, now, depth);
      const { trait, isStage, before: from = null, value: to = null } = computed;
      const watching = tellChanged(customer, [trait]);
      return isStage
        ? [...watching, ...accept(customer, stageChanged, { lifecycle: segmentId, from, to, cause }, now, depth)]
        : watching;
    });
  }

  function takeTurn(run: Run): void {
    const { definition } = run;
    const facts = turnFacts(run, settings, { now, seed, suppressed, offered });
    const outcome = takeTurns(definition, run.state, run.inputs.slice(run.consumed), facts, now);
    const before = run.state.jobs;
    run.consumed = run.inputs.length;
    run.state = outcome.state;
    tellOutside(turnOf(run), before);
    if (watch?.task)
      for (const { visit, step, kind } of run.state.jobs)
        if (kind === 'task' && !before.some((job) => job.visit === visit)) watch.task(run, step, now);
    run.wakeAt = outcome.wakeAt;
    for (const { experiment, arm } of outcome.drawn) run.customer.arms.set(experiment, arm);
    for (const visit of outcome.visits) run.visits.set(visit.visit, visit);
    offered.push(...offersOf(run, outcome.decisions, now, watch));
    for (const { job, rule } of outcome.blocked) {
      const message = blockedMessage(definition, job, rule, { at: now, answers: run.state.answers });
      run.messages.set(job.visit, message);
      watch?.message(run, job.visit, message, now);
    }
    if (outcome.finished) others.push(...endRun(run, now, outcome.finished.reason));
  }

  function open(definition: JourneyDefinition, customer: PlayedCustomer, entry: PlayedEvent, key: string | null): Run {
    const draws = { seed, customerId: customer.id, arms: customer.arms };
    const { books, drawn } = drawBooks(definition, { globalControlPerMille }, (experiment, shares) =>
      keepOrDraw(draws, experiment, shares),
    );
    for (const { experiment, arm } of drawn) customer.arms.set(experiment, arm);
    const watched = goalUntil(definition, now, timeZoneOf(customer.traits));
    const run = newRun({
      id: `${prefix}run-${runs.length + 1}`,
      definition,
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
    watch?.happened?.(customer, event);
    const ended = customer.runs.filter(
      (run) => reachGoalOf(run, event, now) && !run.ended && run.definition.goal?.endsRun,
    );
    for (const run of ended) append(run, { kind: 'goal-reached' });
    const heard = customer.runs.filter((run) => !run.ended && mayReactTo(run.definition, event, run));
    for (const run of heard) append(run, { kind: 'event', event });
    const told = [...new Set([...ended, ...heard])];
    if (event.depth >= mostDepth) return told;
    const opened = definitions.flatMap((definition) => openBy(definition, customer, event) ?? []);
    return [...told, ...opened];
  }

  function openBy(definition: JourneyDefinition, customer: PlayedCustomer, event: PlayedEvent): Run | undefined {
    const judged = judgeEntry(definition, customer, event, now, room);
    if (judged.answer === 'refreshes') {
      judged.underway.entry = event;
      append(judged.underway, { kind: 'refreshed' });
      return judged.underway;
    }
    if (judged.answer === 'refused') {
      watch?.notEntered?.(definition, judged.why);
      return undefined;
    }
    const opened = open(definition, customer, event, judged.key);
    if (judged.waits) room.wait(opened, now);
    if (judged.underway) {
      append(judged.underway, { kind: 'superseded', by: opened.id, reason: 'restarted' });
      settleAll([judged.underway]);
    }
    return opened;
  }

  function enter(
    definition: JourneyDefinition,
    customer: PlayedCustomer,
    directly: DirectEntry,
    properties: Properties,
    depth = 0,
  ): Run | undefined {
    events += 1;
    const event = { name: directEntryNames[directly], properties, timestamp: now, acceptedAt: now, depth };
    return openBy(definition, customer, { id: `event-${events}`, ...event, directly });
  }

  function ring(alarm: Alarm): void {
    alarms.rang(alarm);
    const { segment: _asked, ...properties } = alarm.properties;
    if (!isAskedAbout(alarm)) return;
    const opened = enter(alarm.definition, alarm.customer, alarm.by, properties);
    settleAll(opened ? [opened] : []);
  }

  /** What happens by itself, and the moment of the first of it. */
  function upcoming(moment: number) {
    const [changing, queued] = [nextDueCustomer([...looked], moment), room.next(now)];
    const [alarm, run] = [alarms.next(people, moment), nextDue(runs, moment)];
    const times = [changing?.at, queued?.at, alarm?.at, run?.wakeAt].map((at) => at ?? Infinity);
    return { changing, queued, alarm, run, first: Math.min(...times) };
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
    const told = customer.runs.filter(
      ({ ended, definition }) =>
        !ended && said.state === 'withdrawn' && exitsByConsent(definition, customer.consents, now),
    );
    for (const run of told) append(run, { kind: 'consent-withdrawn', consent: subject.name });
    settleAll(told);
  }

  return {
    now: () => now,
    addCustomer(traits, identities, arms = new Map()) {
      const person: PlayedCustomer = {
        ...{ id: `${prefix}customer-${people.length + 1}`, arms, traits, identities, traitTimes: {}, consents: {} },
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
      settleAll(accept(customer, sign, { ...aboutMessage(run, visit, message), ...more }, now));
    },
    enter(customer, by, properties, journey) {
      customer.createdAt ??= now;
      const definition = definitions.find(({ id }) => id === journey) ?? (definitions[0] as JourneyDefinition);
      const opened = enter(definition, customer, by, properties);
      settleAll(opened ? [opened] : []);
    },
    track(customer, name, properties, timestamp) {
      settleAll(accept(customer, name, properties, timestamp));
    },
    nextAt(moment) {
      const { first } = upcoming(moment);
      return first <= moment ? Math.max(now, first) : undefined;
    },
    skipTo(moment) {
      for (;;) {
        const { first, changing, queued, alarm, run } = upcoming(moment);
        if (first > moment || first === Infinity) break;
        now = Math.max(now, first);
        // At one moment: who is in which segment, then who waits for room, who enters, and what runs do.
        if (changing?.at === first) settleAll(look(changing.customer, 'time'));
        else if (queued?.at === first) settleAll([room.leave(queued)]);
        else if (alarm?.at === first) ring(alarm);
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
    answerTask: (customer, step, choice, by) => settleOne(answerOfTask(customer, step, choice, by)),
    endStarted: (customer, step, reason) => settleOne(endOfStarted(customer, step, reason)),
    state: say,
  };
}
