import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { coerceError } from '../core/base/failure.ts';
import type { FeedbackKindName } from '../core/message/feedback-kinds.ts';
import type { FeedbackOutcome } from '../services/delivery/feedback.ts';
import type { Acceptance } from '../services/intake/accept.ts';
import type { Collector } from '../services/intake/collect.ts';
import type { IncomingEvent } from '../services/intake/event.ts';
import { codeOf } from '../store/measurement/failures.ts';

/** What the API counts: requests, and what became of each item that came in. */
export interface ApiMetrics {
  /** Before all routes. */
  readonly requests: RequestHandler;
  /** Around the commit of one batch: its size, its duration, and the outcome of each item. */
  measureCommit<Arguments extends [workspace: string, events: readonly unknown[]]>(
    accept: (...given: Arguments) => Promise<Acceptance[]>,
  ): (...given: Arguments) => Promise<Acceptance[]>;
  /** Around the answer to an item that can't be accepted by itself: it is counted and logged by its code. */
  measureRefusal(
    logger: Logger,
    refuse: (error: unknown, event: IncomingEvent) => Promise<Acceptance>,
  ): (error: unknown, event: IncomingEvent) => Promise<Acceptance>;
  /** An item that did not get as far as a commit. */
  unreadable(): void;
  /** A request to intake that was answered with Retry-After, before its items were looked at. */
  turnedAway(reason: TurnedAway): void;
  watch(collector: Collector): void;
  /** A report about a message: where from, what it says, and what became of it. */
  countFeedback(source: string, kind: FeedbackKindName, outcome: FeedbackOutcome): void;
  watchStreams(counts: { readonly inbox: () => number; readonly hints: () => number }): void;
}

/** Over the rate of a sender or of a key, or too many bodies in memory. */
const turnedAwayReasons = ['sender-rate', 'key-rate', 'bodies'] as const;
export type TurnedAway = (typeof turnedAwayReasons)[number];

export function createApiMetrics(registry: Registry): ApiMetrics {
  const registers = [registry];
  const requestSeconds = new Histogram({
    name: 'throughline_http_request_duration_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const items = new Counter({
    name: 'throughline_intake_items_total',
    help: 'Calls of Segment by what became of them: accepted, duplicate, refused',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['accepted', 'duplicate', 'refused']) items.inc({ outcome }, 0);
  const turnedAway = new Counter({
    name: 'throughline_intake_turned_away_total',
    help: 'Requests to intake that were to come again later: over a rate (429), or too many bodies in memory (503)',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of turnedAwayReasons) turnedAway.inc({ reason }, 0);
  const entries = new Counter({ name: 'throughline_runs_entered_total', help: 'Runs that were opened', registers });
  const warnings = new Counter({
    name: 'throughline_intake_warnings_total',
    help: 'Calls that were stored and had no effect: key-unfit and too-many-open-runs (no run was opened), traits-full (no trait was changed)',
    labelNames: ['code'],
    registers,
  });
  const batchItems = new Histogram({
    name: 'throughline_intake_batch_items',
    help: 'Items that were committed together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'throughline_intake_commit_duration_seconds',
    help: 'The one transaction of intake, until it is committed or has failed',
    labelNames: ['result'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });

  const feedback = new Counter({
    name: 'throughline_feedback_total',
    help: 'Reports about messages by kind and outcome: recorded, repeat, machine, no-such-message',
    labelNames: ['source', 'kind', 'outcome'],
    registers,
  });

  return {
    countFeedback: (source, kind, outcome) => feedback.inc({ source, kind, outcome }),
    requests(request, response, next) {
      const end = requestSeconds.startTimer();
      response.once('finish', () => {
        end({ method: methodOf(request.method), route: routeOf(request), status: response.statusCode });
      });
      next();
    },
    measureCommit:
      (accept) =>
      async (...given) => {
        const end = commitSeconds.startTimer();
        try {
          const acceptances = await accept(...given);
          end({ result: 'committed' });
          batchItems.observe(acceptances.length);
          for (const acceptance of acceptances) {
            items.inc({ outcome: acceptance.result === 'rejected' ? 'refused' : acceptance.result });
            if (acceptance.result !== 'accepted') continue;
            entries.inc(acceptance.entered);
            for (const { code } of acceptance.warnings ?? []) warnings.inc({ code });
          }
          return acceptances;
        } catch (error) {
          end({ result: 'failed' });
          throw error;
        }
      },
    measureRefusal: (logger, refuse) => async (error, event) => {
      items.inc({ outcome: 'refused' });
      logger.warn({ code: codeOf(error), class: coerceError(error).name }, 'an item was refused by the database');
      return refuse(error, event);
    },
    unreadable: () => items.inc({ outcome: 'refused' }),
    turnedAway: (reason) => turnedAway.inc({ reason }),
    watchStreams({ inbox, hints }) {
      const gauge = (name: string, help: string, count: () => number) =>
        new Gauge({
          ...{ name, help, registers },
          collect() {
            this.set(count());
          },
        });
      gauge('throughline_inbox_streams', 'Open streams of in-app messages', inbox);
      gauge('throughline_console_streams', 'Open streams of hints for pages of the console', hints);
    },
    watch(collector) {
      new Gauge({
        name: 'throughline_intake_waiting_items',
        help: 'Items that came while a batch was being committed',
        registers,
        collect() {
          this.set(collector.waiting());
        },
      });
      new Gauge({
        name: 'throughline_intake_stalled_seconds',
        help: 'How long calls have waited without any commit; 0 while none waits',
        registers,
        collect() {
          this.set(collector.stalledMs() / 1_000);
        },
      });
      new Gauge({
        name: 'throughline_intake_last_commit_age_seconds',
        help: 'Since the last commit of this process; no number before the first',
        registers,
        collect() {
          const { committedAt } = collector.counts;
          this.set(committedAt === undefined ? Number.NaN : (performance.now() - committedAt) / 1_000);
        },
      });
      const counter = (name: string, help: string, value: () => number) =>
        new Counter({
          ...{ name, help, registers },
          collect() {
            this.reset();
            this.inc(value());
          },
        });
      const { counts } = collector;
      counter(
        'throughline_intake_isolations_total',
        'Batches that the database refused and whose bad items were looked for, beside the others',
        () => counts.isolated,
      );
      counter('throughline_intake_database_refusals_total', 'Items that the database refused', () => counts.refused);
      counter(
        'throughline_intake_no_progress_total',
        'Transactions of intake that were given up because they did not get on',
        () => counts.noProgress,
      );
    },
  };
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);
/** Anybody may send any method: a label must not be theirs to choose. */
function methodOf(method: string): string {
  return methods.has(method) ? method : 'other';
}

/** The pattern of the route, never the path: paths hold ids. What no route took is "none". */
function routeOf(request: { route?: { path?: unknown } | undefined; path: string }): string {
  const path = request.route?.path;
  if (typeof path === 'string') return path;
  return Array.isArray(path) && path.includes(request.path) ? request.path : 'none';
}
