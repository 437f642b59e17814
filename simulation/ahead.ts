import { inUtc } from '../core/base/calendar.ts';
import { findStep, type JourneyDefinition, type StepId } from '../core/journey/definition/index.ts';
import type { Visit } from '../core/journey/engine/run-state.ts';
import { stepTypes } from '../core/journey/steps/index.ts';
import { describeRule } from '../core/message/not-sent.ts';
import type { Message, Run } from './run.ts';
import { createWorld } from './world.ts';
import type { WorldSettings } from './world-types.ts';

/** What will become of a run if nothing happens: no event, no answer, no change of the customer. */
export interface Ahead {
  /** Where it is now, and where it will come to, in order. */
  readonly visits: readonly AheadVisit[];
  /** Undefined: it never ends by itself, or the look ahead stopped before. */
  readonly end: { readonly at: number; readonly reason: string } | undefined;
  /** The look ahead stopped here, and the run goes on. */
  readonly goesOnAt: number | undefined;
}

export interface AheadVisit extends Pick<Visit, 'visit' | 'arrivedAt' | 'leftAt' | 'path'> {
  readonly step: StepId;
  readonly title: string;
  /** "waiting for Order Completed" */
  readonly doing: string;
  /** Why it leaves by `path`, where there is more to say than its name. */
  readonly way: string | undefined;
  readonly message: AheadMessage | undefined;
}

export interface AheadMessage extends Pick<Message, 'channel' | 'template' | 'rule'> {
  /** accepted: it will be sent. blocked: a rule will say no, judged by what is known now. */
  readonly result: 'accepted' | 'blocked';
  /** Of a blocked one: why, in words. */
  readonly text: string | undefined;
}

/** A loop without end has no last visit. */
const MOST_VISITS = 50;
const LONGEST_MS = 366 * 86_400_000;

/**
 * Plays a stored run on by the engine of production. Providers accept what they are given, people answer no task, and the
 * guard is asked at each moment by what is known of the customer now.
 */
export function playAhead(settings: WorldSettings, run: Run, now: number): Ahead {
  const { definition } = run;
  const known = new Map(run.state.tokens.map(({ visit, step, arrivedAt }) => [visit, { visit, step, arrivedAt }]));
  const world = createWorld([definition], settings, now);
  world.resume(run);
  const all = (): ReadonlyMap<number, Visit> => new Map([...known, ...run.visits]);
  for (let next = nextOf(run, now); next !== undefined && all().size < MOST_VISITS; next = nextOf(run, now))
    world.skipTo(next);
  const visits = [...all().values()].sort((a, b) => a.visit - b.visit);
  return {
    visits: visits.map((visit) => explain(definition, visit, run.messages.get(visit.visit))),
    end: run.ended,
    goesOnAt: run.ended ? undefined : run.wakeAt,
  };
}

function nextOf({ ended, wakeAt }: Run, now: number): number | undefined {
  return ended || wakeAt === undefined || wakeAt > now + LONGEST_MS ? undefined : wakeAt;
}

function explain(definition: JourneyDefinition, visit: Visit, message: Message | undefined): AheadVisit {
  const step = findStep(definition, visit.step);
  const type = step && stepTypes.get(step.type);
  const way = step && visit.path !== undefined ? type?.describePath?.(step, visit.path) : undefined;
  const { arrivedAt, leftAt, path } = visit;
  return {
    ...{ visit: visit.visit, step: visit.step, arrivedAt, leftAt, path },
    title: step?.title ?? visit.step,
    doing: (step && type?.describe(step)) ?? '',
    way: way || undefined,
    message: message && aheadOf(message),
  };
}

const inUtcOf = (iso: string) => inUtc(Date.parse(iso));

function aheadOf({ channel, template, rule, ruleValue, result }: Message): AheadMessage | undefined {
  return result === 'accepted' || result === 'blocked'
    ? {
        channel,
        template,
        rule,
        result,
        text: result === 'blocked' ? describeRule(rule ?? null, ruleValue ?? null, inUtcOf) : undefined,
      }
    : undefined;
}
