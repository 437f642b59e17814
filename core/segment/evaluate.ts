import type { Json } from '../base/canonical-json.ts';
import { holds } from '../condition/compile.ts';
import { type CustomerHistory, emptyHistory } from '../condition/history/history.ts';
import { needsHistory } from '../condition/history/needs.ts';
import { nextChange, nextChangeOf } from '../condition/history/next-change.ts';
import type { Properties } from '../condition/schema.ts';
import { computedBy } from './computed.ts';
import { conditionsOf } from './definition.ts';
import type { SegmentSet } from './segment-set.ts';

/** By what a segment changed for a customer. */
export type ChangeCause = 'event' | 'trait' | 'time' | 'merge' | 'definition' | 'person' | 'segment' | 'journey';

/** What is stored of a customer and a segment. */
export interface Membership {
  readonly isMember: boolean;
  /** When it is looked at again at the latest: not after the moment at which it may change by itself. */
  readonly dueAt: number | undefined;
}

/** Why a segment is looked at. `isMember`: somebody says so, which only a static one obeys. */
export interface SegmentLook {
  readonly cause: ChangeCause;
  readonly isMember?: boolean | undefined;
}

export interface MembershipChange extends Membership {
  readonly segmentId: string;
  readonly cause: ChangeCause;
  /** They joined or left; else the due moment, or a computed trait, is another one. */
  readonly isChanged: boolean;
  /** A trait that has another value now; undefined: none. `stage`: it is that of a lifecycle. */
  readonly computed?: ComputedTrait | undefined;
}

export interface ComputedTrait {
  readonly trait: string;
  readonly isStage: boolean;
  readonly before: Json | undefined;
  readonly value: Json | undefined;
}

/**
 * Looks at segments of one customer, those that others name first; where one has changed, those that name it are looked at
 * too. Gives what is different from what is stored.
 */
export function evaluateSegments(
  set: SegmentSet,
  looks: ReadonlyMap<string, SegmentLook>,
  customer: { readonly traits: Properties; readonly history: CustomerHistory | undefined; readonly timeZone: string },
  stored: ReadonlyMap<string, Membership>,
  now: number,
): MembershipChange[] {
  const pending = new Map(looks);
  const changes: MembershipChange[] = [];
  let { traits } = customer;
  const memberOf = new Set([...stored].flatMap(([id, { isMember }]) => (isMember ? [id] : [])));
  for (const { id, definition, needs } of set.all.values()) {
    const look = pending.get(id);
    if (!look) continue;
    const before = stored.get(id) ?? { isMember: false, dueAt: undefined };
    const history = { ...(customer.history ?? emptyHistory(now, customer.timeZone)), now, segments: memberOf };
    const scope = { customer: { traits }, ...(needsHistory(needs) && { history }) };
    const { when, trait } = definition;
    // A look that is due before anything changes may stay: most events of a window only move its end on, and a look that
    // finds nothing costs less than a row written for each of them.
    const stays = before.dueAt !== undefined && before.dueAt > now ? before.dueAt : undefined;
    if (trait !== undefined) {
      const read = computedBy(definition);
      const value = read(scope);
      const changesAt = nextChangeOf(conditionsOf(definition), (at) => JSON.stringify(read(at)), scope, stays) ?? stays;
      const old = Object.hasOwn(traits, trait) ? traits[trait] : undefined;
      const isSame = JSON.stringify(old) === JSON.stringify(value);
      if (isSame && changesAt === before.dueAt) continue;
      const computed = isSame ? undefined : { trait, isStage: definition.stages !== undefined, before: old, value };
      changes.push({ segmentId: id, isMember: false, dueAt: changesAt, cause: look.cause, isChanged: false, computed });
      if (isSame) continue;
      const { [trait]: _old, ...others } = traits;
      traits = value === undefined ? others : { ...others, [trait]: value };
      for (const looking of set.byTrait(trait))
        if (!pending.has(looking.id)) pending.set(looking.id, { cause: 'trait' });
      continue;
    }
    const isMember = when ? holds(when, scope) : (look.isMember ?? before.isMember);
    const dueAt = when && (nextChange(when, scope, stays) ?? stays);
    const isChanged = isMember !== before.isMember;
    if (isChanged || dueAt !== before.dueAt)
      changes.push({ segmentId: id, isMember, dueAt, cause: look.cause, isChanged });
    if (!isChanged) continue;
    if (isMember) memberOf.add(id);
    else memberOf.delete(id);
    for (const { id: naming } of set.naming(id)) if (!pending.has(naming)) pending.set(naming, { cause: 'segment' });
  }
  return changes;
}
