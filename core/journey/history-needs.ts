import { oncePer } from '../base/once-per.ts';
import { joinNeeds, type Needs, needsHistory, needsOf, noNeeds } from '../condition/history/needs.ts';
import type { Condition } from '../condition/schema.ts';
import type { JourneyDefinition } from './definition/index.ts';

/** What the conditions of a definition look back to; undefined where none does, and nobody needs to read a history. */
interface HistoryNeeds {
  /** Those of its entries. */
  readonly atEntry: Needs | undefined;
  /** All others: of its runs. */
  readonly inRun: Needs | undefined;
}

export const historyNeeds = oncePer(
  ({ entry, ...rest }: JourneyDefinition): HistoryNeeds => ({ atEntry: neededBy(entry), inRun: neededBy(rest) }),
);

function neededBy(part: unknown): Needs | undefined {
  const needs = joinNeeds([noNeeds, ...conditionsIn(part).map(needsOf)]);
  return needsHistory(needs) ? needs : undefined;
}

/** Every condition in a part of a definition, wherever a step or a setting keeps it. */
function conditionsIn(part: unknown): readonly Condition[] {
  if (part === null || typeof part !== 'object') return [];
  if ('combinator' in part && 'rules' in part) return [part as Condition];
  return Object.values(part).flatMap(conditionsIn);
}
