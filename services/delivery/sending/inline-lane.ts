import type { SendResult } from '../../channels/channel.ts';
import type { ChannelOfWorkspace } from '../breaker.ts';

/**
 * Whether a first attempt may be made in the run's own turn. Such a turn holds a slot of the workflows while its provider
 * answers, so the lane is for providers that answer at once, and only a share of the slots is for it. Of each channel:
 *   UNKNOWN   fewer than 20 answers known   ▸ inline
 *   GOOD      19 of 20 answers are good     ▸ inline
 *   BAD       fewer are good                ▸ queued; each answer there counts, and may make it GOOD again
 * An answer is good that came within 300 ms and was no failure that passes. One that is not there after a second counts as
 * bad at that moment: a provider that hangs is known before its time-out.
 * A place in the lane:
 *   FREE ─take─▶ SENDING ─answered, or no claim made─▶ FREE
 *                SENDING ─unanswered for a second─▶ GOING ON, outside the slots ─answered or given up─▶ FREE
 */
export interface InlineLane {
  /** For one turn. */
  openPlace(): InlinePlace;
  /** Hears every answer, whichever lane asked. */
  answered(channel: ChannelOfWorkspace, result: SendResult, tookMs: number): void;
  /** The process does not end before this work, which never rejects, is done. */
  keep(work: Promise<void>): void;
  /** Resolves when nothing of the lane goes on in this process without a turn that waits for it. */
  idle(): Promise<void>;
}

export interface InlinePlace {
  /** Undefined: the place is taken, and stays so until it is left. Taken already: nothing more happens. */
  take(channel: ChannelOfWorkspace): QueuedBecause | undefined;
  /** The turn no longer waits for this send, which rejects never. */
  goOn(channel: ChannelOfWorkspace, send: Promise<void>): void;
  leave(): void;
}

/** Why a message waits on its channel's queue, although it is there for the first time. */
export const queuedBecause = ['slow', 'busy', 'stopped', 'limited', 'closed', 'failure'] as const;
/**
 * slow: the provider's recent answers are slow, or fail · busy: the share of the slots is taken · stopped: the breaker is
 * open · limited: the channel spreads its sends over time · closed: no provider here · failure: the claim could not be made
 */
export type QueuedBecause = (typeof queuedBecause)[number];

/** So long a turn waits for a provider, and so long turns follow each other, in milliseconds. */
export const INLINE_MS = 1_000;

const KNOWN_ANSWERS = 20;
const REMEMBERED_ANSWERS = 40;
const MOST_BAD_SHARE = 0.05;
const SLOW_MS = 300;

export interface InlineLaneOptions {
  /** Workflow tasks at a time in this process. */
  readonly slots: number;
  /** Sends that go on without their turns, at most. */
  readonly mostGoingOn?: number | undefined;
}

export function createInlineLane({ slots, mostGoingOn = 40 }: InlineLaneOptions): InlineLane {
  const mostSending = Math.max(1, Math.floor(slots / 4));
  const answers = new Map<string, boolean[]>();
  const goingOn = new Set<Promise<void>>();
  let sending = 0;
  const nameOf = ({ workspace, channelId }: ChannelOfWorkspace) => `${workspace} ${channelId}`;

  function remember(channel: ChannelOfWorkspace, isGood: boolean): void {
    const known = answers.get(nameOf(channel)) ?? [];
    answers.set(nameOf(channel), known);
    known.push(isGood);
    if (known.length > REMEMBERED_ANSWERS) known.shift();
  }
  function isSlow(channel: ChannelOfWorkspace): boolean {
    const known = answers.get(nameOf(channel)) ?? [];
    return known.length >= KNOWN_ANSWERS && known.filter((isGood) => !isGood).length > known.length * MOST_BAD_SHARE;
  }

  function keep(work: Promise<void>): void {
    const whole = work.finally(() => goingOn.delete(whole));
    goingOn.add(whole);
  }

  return {
    keep,
    openPlace() {
      let isTaken = false;
      const leave = () => {
        if (isTaken) sending -= 1;
        isTaken = false;
      };
      return {
        take(channel) {
          if (isTaken) return undefined;
          if (isSlow(channel)) return 'slow';
          if (sending >= mostSending || goingOn.size >= mostGoingOn) return 'busy';
          sending += 1;
          isTaken = true;
          return undefined;
        },
        goOn(channel, send) {
          leave();
          remember(channel, false);
          keep(send);
        },
        leave,
      };
    },
    answered(channel, { result }, tookMs) {
      remember(channel, tookMs <= SLOW_MS && result !== 'failed-temporarily' && result !== 'unknown');
    },
    async idle() {
      while (goingOn.size > 0) await Promise.all(goingOn);
    },
  };
}
