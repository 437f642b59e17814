import { holds, isReference } from '../condition/compile.ts';
import { reader } from '../condition/fields.ts';
import type { Properties } from '../condition/schema.ts';
import type { PolicyDefinition, RewardEvent } from './policy.ts';

/** What an event is worth to a policy. */
export interface EarnedReward {
  readonly policyId: string;
  readonly value: number;
  readonly isFirstOnly: boolean;
  readonly ownMessage: boolean;
}

interface Happened {
  readonly name: string;
  readonly properties: Properties;
}

/** Policies by the names of the events that they count. */
export function rewardsByEvent(
  policies: readonly PolicyDefinition[],
): ReadonlyMap<string, readonly PolicyDefinition[]> {
  const byName = new Map<string, PolicyDefinition[]>();
  for (const policy of policies)
    for (const name of new Set(policy.reward?.events.map(({ event }) => event)))
      byName.set(name, [...(byName.get(name) ?? []), policy]);
  return byName;
}

/** What the event is worth to each of these policies: the first of a policy's kinds of events that it is. */
export function earned(
  policies: readonly PolicyDefinition[],
  event: Happened,
  traits: Properties,
): readonly EarnedReward[] {
  return policies.flatMap(({ id, reward }) => {
    const scope = { event, customer: { traits } };
    const meant = reward?.events.find(
      ({ event: name, where }) => name === event.name && (!where || holds(where, scope)),
    );
    const value = meant && valueFor(meant, event);
    if (value === undefined) return [];
    return [{ policyId: id, value, isFirstOnly: reward?.count === 'first', ownMessage: meant?.ownMessage ?? false }];
  });
}

/** Undefined: the event does not say what it is worth. Digits beyond a millionth are dropped, so that sums are exact. */
function valueFor({ value = 1, cap }: RewardEvent, event: Happened): number | undefined {
  const worth = isReference(value) ? reader(value.ref)({ event }) : value;
  if (typeof worth !== 'number' || !Number.isFinite(worth) || Math.abs(worth) > 1e12) return undefined;
  return Math.round((cap === undefined ? worth : Math.min(worth, cap)) * 1e6) / 1e6;
}
