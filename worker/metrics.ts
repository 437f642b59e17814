import { Counter, type CounterConfiguration, Histogram, type Registry } from 'prom-client';
import type { ActivityDependencies } from '../activities/index.ts';
import { guardRules } from '../core/message/rules/index.ts';
import { queuedBecause } from '../services/delivery/sending/inline-lane.ts';
import type { RunActivities } from '../workflows/contract.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Sweeper } from './sweeper.ts';

const outcomes = [
  'accepted',
  'blocked',
  'deferred',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
  'observed',
] as const satisfies readonly Parameters<Observe>[0]['outcome'][];

type Observe = NonNullable<ActivityDependencies['attempted']>;

/** Around the activities: how long turns took and how they ended. */
export function measureTurns(registry: Registry, activities: RunActivities): RunActivities {
  const turnSeconds = new Histogram({
    name: 'throughline_turn_duration_seconds',
    help: 'Turns of runs by what they came to: waiting, finished, stuck, failed (and will be taken again)',
    labelNames: ['outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [registry],
  });
  return {
    ...activities,
    async runTurn(argument) {
      const end = turnSeconds.startTimer();
      try {
        const result = await activities.runTurn(argument);
        end({ outcome: result.finished ? 'finished' : result.stuck ? 'stuck' : 'waiting' });
        return result;
      } catch (error) {
        end({ outcome: 'failed' });
        throw error;
      }
    },
  };
}

/**
 * Counts attempts to send, and messages that a rule of ours stopped. Every outcome of the worker's channels exists from
 * the start, at 0: an alert on growth would not see a series whose first value is 1.
 */
export function countSends(
  registry: Registry,
  channels: Iterable<string>,
): Required<Pick<ActivityDependencies, 'attempted' | 'leftToQueue'>> {
  const sends = new Counter({
    name: 'throughline_sends_total',
    help: 'Messages by channel and outcome; an attempt that failed temporarily is counted again when it is made again',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  const sendSeconds = new Histogram({
    name: 'throughline_send_duration_seconds',
    help: 'Attempts that reached for the provider, rendering included',
    labelNames: ['channel'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [registry],
  });
  const blocked = new Counter({
    name: 'throughline_sends_blocked_total',
    help: 'Messages that a rule blocked, by channel and rule',
    labelNames: ['channel', 'rule'],
    registers: [registry],
  });
  const deferred = new Counter({
    name: 'throughline_sends_deferred_total',
    help: 'Times that a rule deferred a message, by channel and rule',
    labelNames: ['channel', 'rule'],
    registers: [registry],
  });
  const byLane = new Counter({
    name: 'throughline_attempts_total',
    help: "Attempts that reached for the provider, by channel and lane: in the run's own turn (inline), or on the queue",
    labelNames: ['channel', 'lane'],
    registers: [registry],
  });
  const leftToQueue = new Counter({
    name: 'throughline_inline_lane_closed_total',
    help:
      "First attempts that were left to their channel's queue: the provider is slow or fails, the lane is busy, the " +
      'breaker is open (stopped), the channel limits its rate, it is closed here, or the claim failed',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of queuedBecause) leftToQueue.inc({ reason }, 0);
  for (const channel of channels) {
    for (const lane of ['inline', 'queued']) byLane.inc({ channel, lane }, 0);
    for (const outcome of outcomes) sends.inc({ channel, outcome }, 0);
    for (const { name: rule } of guardRules) {
      blocked.inc({ channel, rule }, 0);
      deferred.inc({ channel, rule }, 0);
    }
  }
  return {
    attempted({ channel, outcome, rule, lane, tookMs }) {
      sends.inc({ channel, outcome });
      if (outcome === 'blocked' && rule !== undefined) blocked.inc({ channel, rule });
      if (outcome === 'deferred' && rule !== undefined) deferred.inc({ channel, rule });
      if (tookMs === undefined) return;
      byLane.inc({ channel, lane });
      sendSeconds.observe({ channel }, tookMs / 1_000);
    },
    leftToQueue: (reason) => leftToQueue.inc({ reason }),
  };
}

/** Counters of dispatcher and sweeper, read at each scrape. */
export function exposeOutbox(
  registry: Registry,
  { dispatchers, sweeper }: { dispatchers: readonly Dispatcher[]; sweeper: Sweeper },
): void {
  const counter = (options: Pick<CounterConfiguration<string>, 'name' | 'help'>, value: () => number) =>
    new Counter({
      ...options,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  const sum = (name: keyof Dispatcher['counts']) => dispatchers.reduce((all, { counts }) => all + counts[name], 0);
  counter({ name: 'throughline_outbox_starts_total', help: 'Workflows started for runs' }, () => sum('started'));
  counter(
    {
      name: 'throughline_outbox_eager_starts_total',
      help: 'Those of them that skipped the task queue; none: too few workflow-task slots',
    },
    () => sum('startedEagerly'),
  );
  counter({ name: 'throughline_outbox_signals_total', help: 'Wake signals sent' }, () => sum('signalled'));
  counter(
    { name: 'throughline_outbox_failures_total', help: 'Notifications of Temporal that failed; sent again later' },
    () => sum('failed'),
  );
  counter(
    { name: 'throughline_sweeper_enqueued_total', help: 'Overdue runs that the sweeper enqueued' },
    () => sweeper.counts.enqueued,
  );
}
