import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { type Asked, choose, type LivePolicy } from './choose.ts';
import type { ShadowChoice } from './record.ts';

/**
 * What another policy would have chosen on the same facts. It is recorded and never acted on. A shadow that learns as the live
 * policy does, and has learned nothing of its own, is judged with what the live one has learned.
 */
export function shadowChoice(shadow: LivePolicy, live: LivePolicy, asked: Asked): ShadowChoice {
  const isAlike = canonicalJson(shadow.definition.rank as Json) === canonicalJson(live.definition.rank as Json);
  const state = shadow.state ?? (isAlike ? live.state : undefined);
  const { chosen, candidates } = choose({ ...shadow, state }, { ...asked, isBaseline: false, kept: undefined });
  return {
    policy: shadow.definition.id,
    version: shadow.version,
    chosen,
    refused: candidates.flatMap(({ id, refused }) => (refused ? [{ id, rule: refused.rule }] : [])),
  };
}
