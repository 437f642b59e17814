import type { AwaitedMessageFacts, GuardFacts, GuardRule, GuardVerdict, KillSwitch } from '../guard-facts.ts';

/** Lifting a switch wakes the messages that wait (store/messages/kill-switches.ts); this is the longest they sleep. */
const LOOK_AGAIN_MS = 15 * 60_000;
const ASK_AGAIN_MS = 5_000;

/** The switch that stops this message, if one does. */
export function stoppedBy({
  killSwitches,
  consent,
}: Pick<GuardFacts, 'killSwitches' | 'consent'>): KillSwitch | undefined {
  return killSwitches.find(({ scope, name }) => scope !== 'channel' || name === consent.channel);
}

function isInDoubt({ earlier }: AwaitedMessageFacts): boolean {
  return earlier !== undefined && (earlier.inDoubt || earlier.state === 'sending');
}

/**
 * Somebody stopped the workspace, the channel or the journey. Messages wait until it is lifted; one that expires before is
 * blocked by its expiry. What has begun keeps its state: it waits for its next attempt, or is unknown. Where the run has
 * left or has inputs to take, the rules for that say what becomes of the message; nothing is sent by them.
 */
export const killSwitch: GuardRule = {
  name: 'kill-switch',
  describe: () => 'sending was stopped by a kill switch',
  evaluate: (facts) => (stoppedBy(facts) ? deferWhileStopped(facts, 'kill-switch') : undefined),
};

/** Of a message that somebody stopped, by the rule that says so. */
export function deferWhileStopped(facts: AwaitedMessageFacts, rule: string): GuardVerdict | undefined {
  const { now, origin, expiresAt, receiverHonoursKey } = facts;
  if (isInDoubt(facts)) return receiverHonoursKey ? { verdict: 'busy', milliseconds: ASK_AGAIN_MS } : undefined;
  if (origin.isLeaving || origin.hasUnconsumedInputs) return undefined;
  if (expiresAt !== undefined && now > expiresAt) return undefined;
  const until = Math.min(now + LOOK_AGAIN_MS, expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt + 1);
  return { verdict: 'defer', until, rule };
}
