import { TemporaryFailure } from '../../core/base/failure.ts';
import type { Database } from '../../store/database/database.ts';
import { clearAlarm, raiseAlarm } from '../../store/messages/channel-alarms.ts';
import type { SendResult } from '../channels/channel.ts';

/**
 * Stops a channel whose provider refuses us, so that not every message spends its attempts on the same refusal. One breaker
 * for each channel in each process; the alarm is in PostgreSQL and shown by `throughline status`.
 *   CLOSED   three refusals in a row ▸ OPEN, alarm        anything else ▸ CLOSED
 *   OPEN     until its time is over: every message waits, unclaimed; then ▸ HALF-OPEN
 *   HALF-OPEN  one attempt goes: refused again ▸ OPEN for twice as long;  anything else ▸ CLOSED, the alarm ends
 */
export interface Breakers {
  /** Whether attempts go as they come: the channel is neither stopped nor tried again after it was. */
  isClosed(channel: ChannelOfWorkspace): boolean;
  /** Throws a TemporaryFailure while the channel is stopped. Asked before a claim. */
  check(channel: ChannelOfWorkspace): void;
  settled(channel: ChannelOfWorkspace, result: SendResult, errorId?: string | undefined): Promise<void>;
}

export interface ChannelOfWorkspace {
  readonly workspace: string;
  readonly channelId: string;
}

interface Breaker {
  refusals: number;
  pauseMs: number;
  openUntil: number;
  isProbed: boolean;
  /** When this process last took the alarm off the list. */
  clearedAt: number;
}

const REFUSALS_IN_A_ROW = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Another process may have raised it meanwhile, so a channel that works says so again. */
const CLEAR_EVERY_MS = 60_000;

export function createBreakers(database: Database, clock: () => number = () => performance.now()): Breakers {
  const breakers = new Map<string, Breaker>();
  const find = ({ workspace, channelId }: ChannelOfWorkspace): Breaker => {
    const name = `${workspace} ${channelId}`;
    const known = breakers.get(name);
    if (known) return known;
    const clearedAt = Number.NEGATIVE_INFINITY;
    const made = { refusals: 0, pauseMs: FIRST_PAUSE_MS, openUntil: 0, isProbed: false, clearedAt };
    breakers.set(name, made);
    return made;
  };

  return {
    isClosed: (channel) => find(channel).refusals < REFUSALS_IN_A_ROW,
    check(channel) {
      const breaker = find(channel);
      if (breaker.refusals < REFUSALS_IN_A_ROW) return;
      const wait = breaker.openUntil - clock();
      if (wait <= 0 && !breaker.isProbed) {
        breaker.isProbed = true;
        // An attempt that is never settled (its worker's database is gone) must not hold the channel forever.
        breaker.openUntil = clock() + FIRST_PAUSE_MS;
        return;
      }
      if (wait <= 0) breaker.isProbed = false;
      throw new TemporaryFailure('channel-stopped', `the provider of ${channel.channelId} refuses us`, {
        retryAfter: Math.max(1_000, wait),
      });
    },
    async settled(channel, result, errorId) {
      const breaker = find(channel);
      const { workspace, channelId } = channel;
      if (result.result === 'failed-temporarily' && result.refusesUs) {
        breaker.refusals += 1;
        breaker.isProbed = false;
        if (breaker.refusals < REFUSALS_IN_A_ROW) return;
        if (breaker.refusals > REFUSALS_IN_A_ROW) breaker.pauseMs = Math.min(breaker.pauseMs * 2, LONGEST_PAUSE_MS);
        breaker.openUntil = clock() + breaker.pauseMs;
        await raiseAlarm(database, { workspace, channel: channelId, code: result.code, errorId });
        return;
      }
      if (result.result === 'failed-temporarily' || result.result === 'unknown') {
        breaker.isProbed = false;
        return;
      }
      Object.assign(breaker, { refusals: 0, pauseMs: FIRST_PAUSE_MS, openUntil: 0, isProbed: false });
      if (result.result !== 'accepted' || clock() - breaker.clearedAt < CLEAR_EVERY_MS) return;
      breaker.clearedAt = clock();
      await clearAlarm(database, { workspace, channel: channelId });
    },
  };
}
