import { PermanentFailure } from '../../base/failure.ts';
import { holds } from '../../condition/compile.ts';
import { reader } from '../../condition/fields.ts';
import type { Properties, Scope } from '../../condition/schema.ts';
import { type Asked, choose, type LivePolicy } from '../../decision/choose.ts';
import { withTimes } from '../../decision/expand-times.ts';
import type { DecisionRecord } from '../../decision/record.ts';
import { shadowChoice } from '../../decision/shadow.ts';
import { type DrawnArm, policyArmsOf } from '../arms.ts';
import type { Decided, SaidChoice, Turn } from '../step-type.ts';
import type { Token } from './run-state.ts';

/** Chooses by a policy, on the facts of this turn. The same run and visit always draw the same. */
export function decide(
  turn: Turn,
  token: Token,
  policyId: string,
  { scope, said: chosenBy }: { readonly scope: Scope; readonly said?: SaidChoice | undefined },
): Decided {
  const { decisions, draws } = turn.facts;
  const found = decisions?.policies.get(policyId);
  if (!decisions || !found)
    throw new PermanentFailure(
      'policy-unknown',
      `step "${token.step}" decides by "${policyId}", which the turn was not given`,
    );
  const definition = withTimes(found.definition, { now: turn.now, zone: turn.facts.timeZone });
  const policy: LivePolicy = { ...found, definition };
  const arms = policyArmsOf(policyId);
  const share = definition.baselinePerMille;
  const arm = share > 0 ? turn.armOf(arms.baseline, { policy: 1000 - share, baseline: share }) : undefined;
  const isKept = definition.sticky === 'customer';
  const kept = isKept ? draws?.arms.get(arms.choice) : undefined;
  const said = draws?.arms.get(arms.said);
  const asked: Asked = {
    now: turn.now,
    read: (field) => reader(field)(scope),
    holds: (condition) => holds(condition, scope),
    blocked: (candidate) => decisions.blocked(candidate),
    usedUp: (candidate) => decisions.usedUp?.(candidate, token.visit),
    isBaseline: arm?.arm === 'baseline',
    kept,
    withoutContext: decisions.withoutContext,
    hours: decisions.hours,
    luck: turn.chanceOf(token, 'decide'),
  };
  const chosen = choose(
    said === undefined ? policy : { ...policy, overrides: [{ kind: 'pin', candidate: said }] },
    asked,
  );
  const shadows = (definition.shadows ?? []).flatMap((id) => {
    const shadow = decisions.policies.get(id);
    return shadow ? [shadowChoice(shadow, policy, asked)] : [];
  });
  const judged: DecisionRecord = { ...chosen, ...(shadows.length > 0 && { shadows }) };
  const record = chosenBy ? instead(judged, stillThere(judged, chosenBy)) : judged;
  const drawn: DrawnArm[] = arm?.isNew ? [{ experiment: arm.experiment, arm: arm.arm }] : [];
  if (isKept && record.chosen !== null && record.chosen !== kept && record.by !== 'pinned')
    drawn.push({ experiment: arms.choice, arm: record.chosen });
  return { record, gives: givenBy(policy, record.chosen, token.visit), drawn };
}

/** What was proposed may have been used up before somebody answered. */
function stillThere({ candidates }: DecisionRecord, { by, candidate }: SaidChoice): SaidChoice {
  const isUsedUp = candidates.some(({ id, refused }) => id === candidate && refused?.rule === 'used-up');
  return { by, candidate: isUsedUp ? null : candidate };
}

/** What a person chose is recorded and never learned from: they know what the policy does not. */
function instead({ because: _because, ...record }: DecisionRecord, { by, candidate }: SaidChoice): DecisionRecord {
  return {
    ...record,
    by: candidate === null ? (by === 'person' ? by : 'none') : by,
    chosen: candidate,
    isTrial: false,
  };
}

/** What later steps see of it: `decided.<step>.…`; the visit is the decision's key, for the messages that it leads to. */
function givenBy({ definition }: LivePolicy, chosen: string | null, visit: number): Properties {
  const candidate = definition.candidates.find(({ id }) => id === chosen);
  if (!candidate) return { visit };
  return { visit, candidate: candidate.id, ...(candidate.gives as Properties | undefined) };
}
