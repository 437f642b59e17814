import type { JourneyDefinition } from '../definition/index.ts';
import { fateOf, type VersionChange } from '../migration/fate.ts';
import { stateOf } from './advance.ts';
import { movedPath } from './moved-path.ts';
import type { RunState, Visit } from './run-state.ts';
import type { Facts } from './turn.ts';
import { arrive, beginDraft, exitRun, leave, type TurnDraft } from './turn-draft.ts';

export interface Moved {
  readonly state: RunState;
  /** Visits that the move closed or opened. */
  readonly visits: readonly Visit[];
  /** False: the run stays on its version, or has exited. */
  readonly isMoved: boolean;
}

/**
 * Takes a run that is ready to move (`TurnOutcome.moves`) to another version, as one: each of its tokens goes where the map says.
 *   a step that goes on  its token stays as it is, with visit, start, and open message, task or call
 *   another step         the token leaves and arrives there; between two waits, or two wait-fors, it keeps its start
 *   :exit, :end, :stay   of the whole run, of this token, of the whole run
 * Where one token has to stay, or can't be moved, the run stays. What steps have answered is kept, so that it can go back.
 */
export function moveRun(
  { from, to }: { readonly from: JourneyDefinition; readonly to: JourneyDefinition },
  { moving, ...state }: RunState,
  facts: Facts,
  now: number,
): Moved {
  const change: VersionChange = { from, to, map: moving?.map ?? {} };
  const fates = state.tokens.map((token) => ({ token, fate: fateOf(change, token.step) }));
  if (!moving || fates.some(({ fate }) => fate.kind === 'stay' || fate.kind === 'none'))
    return { state, visits: [], isMoved: false };
  const draft = beginDraft(to, state, false, facts, now);
  if (fates.some(({ fate }) => fate.kind === 'exit')) {
    exitRun(draft, moving.reason, 'operator');
    return { ...conclude(draft), isMoved: false };
  }
  for (const { token, fate } of fates) {
    if (fate.kind === 'keep') continue;
    leave(draft, token, movedPath);
    if (fate.kind !== 'go') continue;
    const { visit } = arrive(draft, fate.step, token);
    if (!fate.keepsStart) continue;
    const arrivedAt = token.restartedAt ?? token.arrivedAt;
    draft.tokens = draft.tokens.map((each) => (each.visit === visit ? { ...each, arrivedAt } : each));
  }
  return { ...conclude(draft), isMoved: true };
}

const conclude = (draft: TurnDraft) => ({ state: stateOf(draft), visits: [...draft.visits.values()] });
