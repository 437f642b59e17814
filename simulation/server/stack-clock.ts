import { iso } from '../story-problems.ts';
import { faultOf, type StackAccess } from './access.ts';

/** The clock of the stack's workspace, as a story moves it. */
export interface StackClock {
  now(): number;
  set(moment: number): Promise<void>;
  /** Stops at each moment on the way at which a run of the story is due, that of arrival included. */
  moveTo(moment: number): Promise<void>;
  /** Until no run of the story has anything to do at this moment. */
  untilQuiet(): Promise<void>;
}

interface ClockOfApi {
  readonly now: string;
  readonly busy: number;
  readonly stuck: number;
  readonly nextDueAt: string | null;
}

/** How long a moment may take in real time: a worker that has died is noticed sooner. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** `users`: what the userIds of the story's customers begin with. */
export function openTestClock(stack: StackAccess, users: string): StackClock {
  let now = Number.NaN;
  const look = () => stack.call<ClockOfApi>('GET', `/v1/test/clock?${new URLSearchParams({ users })}`);

  async function set(moment: number): Promise<void> {
    await stack.call('PUT', '/v1/test/clock', { now: iso(moment) });
    now = moment;
  }
  async function untilQuiet(): Promise<ClockOfApi> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (Date.parse(seen.now) !== now) throw movedByAnother(seen.now);
      if (seen.stuck > 0) throw stuck();
      if (seen.busy === 0) return seen;
      if (performance.now() > until) throw tooSlow(seen.busy);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  return {
    now: () => now,
    set,
    async untilQuiet() {
      await untilQuiet();
    },
    async moveTo(moment) {
      for (;;) {
        const { nextDueAt } = await untilQuiet();
        const next = nextDueAt === null ? moment : Math.min(Date.parse(nextDueAt), moment);
        if (next > now) await set(next);
        if (next >= moment) return;
      }
    },
  };
}

const where = 'the stack';

function tooSlow(busy: number) {
  return faultOf({
    code: 'stack-busy',
    where,
    problem: `${busy} runs of the story still have something to do after ${PATIENCE_MS / 1_000} seconds`,
    remedy: 'Look whether a worker runs, and whether its channels take messages: throughline status.',
  });
}

function stuck() {
  return faultOf({
    code: 'run-stuck',
    where,
    problem: 'a run of the story is stuck',
    remedy: 'See why: throughline runs --status stuck, then throughline run show <id>.',
  });
}

function movedByAnother(seen: string) {
  return faultOf({
    code: 'clock-moved',
    where,
    problem: `somebody else has moved the clock of the stack, to ${seen}`,
    remedy: 'Let one story at a time use a stack: jest --runInBand.',
  });
}
