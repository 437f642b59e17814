import type { Override } from '../../core/decision/choose.ts';
import type { OfferUses } from '../../core/decision/offer-caps.ts';
import type { KillSwitch } from '../../core/message/guard-facts.ts';
import { nowOf } from '../database/clock.ts';
import { rows, type Transaction } from '../database/database.ts';

/** What a turn of a definition that decides reads beside its other facts, in the same statement; with the policies in shadow of its own. */
export interface DecisionsRow {
  readonly policies: readonly { readonly id: string; readonly version: number; readonly state: number | null }[];
  readonly overrides: readonly (Override & { readonly policy: string })[];
  readonly identities: Readonly<Record<string, string>>;
  readonly suppressed: readonly { readonly channel: string; readonly hash: string; readonly reason: string }[];
  readonly killSwitches: readonly KillSwitch[];
  readonly configurationVersion: number;
  /** The catalogue, where one of the policies chooses from it. */
  readonly offers: readonly (OfferUses & { readonly id: string; readonly version: number })[];
}

/** Policies to read, and the addresses of which suppressions are asked. */
export interface AskedForDecisions {
  readonly policies: readonly string[];
  readonly addressDigests: readonly string[];
  /** The catalogue is read though none of the policies chooses from it: a place without a policy does. */
  readonly withOffers?: boolean | undefined;
}

/** A subquery, with its parameters by `bindingsOfDecisions`. */
export const decisionsFact = `(select json_build_object(
  'policies', (select coalesce(json_agg(json_build_object('id', p.id, 'version', p.live_version, 'state', p.state_number)), '[]')
    from policies p where p.workspace = own.id and (p.id = any(cast(? as text[])) or p.id in (
      select jsonb_array_elements_text(v.definition->'shadows')
      from policies q join policy_versions v on v.workspace = q.workspace and v.policy_id = q.id and v.version = q.live_version
      where q.workspace = own.id and q.id = any(cast(? as text[]))))),
  'overrides', (select coalesce(json_agg(json_build_object('policy', o.policy_id, 'kind', o.kind, 'candidate', o.candidate, 'when', o.condition,
      'until', floor(extract(epoch from o.until) * 1000)) order by o.made_at), '[]')
    from policy_overrides o where o.workspace = own.id and o.policy_id = any(cast(? as text[])) and o.ended_at is null),
  'identities', (select coalesce(json_object_agg(kind, value), '{}')
    from (select kind, min(value) as value from identities where customer_id = ? group by kind) i),
  'suppressed', (select coalesce(json_agg(json_build_object('channel', s.channel, 'hash', asked.hash, 'reason', s.reason)), '[]')
    from unnest(cast(? as text[])) as asked (hash) join suppressions s on s.workspace = own.id
      and s.address_hash = sha256(own.address_key || decode(asked.hash, 'hex'))),
  'killSwitches', (select coalesce(json_agg(json_build_object('scope', k.scope, 'name', k.name)), '[]')
    from kill_switches k where k.workspace = own.id and (k.scope <> 'journey' or k.name = ?)),
  'offers', (select coalesce(json_agg(json_build_object('id', o.id, 'version', o.live_version,
      'own', (select coalesce(json_agg(floor(extract(epoch from u.at) * 1000)), '[]') from (
          select at from offer_uses where customer_id = ? and workspace = o.workspace and offer_id = o.id and state <> 'released'
          order by at desc limit 1000) u),
      'total', coalesce((select used from offer_counts c where c.workspace = o.workspace and c.offer_id = o.id and c.period = 'all'), 0),
      'today', coalesce((select used from offer_counts c where c.workspace = o.workspace and c.offer_id = o.id
          and c.period = to_char(${nowOf('o.workspace')} at time zone 'UTC', 'YYYY-MM-DD')), 0))), '[]')
    from offers o where o.workspace = own.id and (? or exists (
      select 1 from policies q join policy_versions v on v.workspace = q.workspace and v.policy_id = q.id and v.version = q.live_version
      where q.workspace = own.id and q.id = any(cast(? as text[])) and jsonb_exists(v.definition, 'sources')))),
  'configurationVersion', own.configuration_version)
  from workspaces own where own.id = ?)`;

export function bindingsOfDecisions(
  { policies, addressDigests, withOffers = false }: AskedForDecisions,
  { workspace, customerId, journeyId }: { workspace: string; customerId: string; journeyId: string },
): readonly unknown[] {
  return [
    ...[[...policies], [...policies], [...policies], customerId, [...addressDigests], journeyId],
    ...[customerId, withOffers, [...policies], workspace],
  ];
}

/** The same by itself, for a decision outside a run. */
export async function readDecisions(
  trx: Transaction,
  asked: AskedForDecisions,
  of: { workspace: string; customerId: string },
): Promise<DecisionsRow> {
  const [read] = await rows<{ decisions: DecisionsRow }>(
    trx,
    `select ${decisionsFact} as decisions`,
    bindingsOfDecisions(asked, { ...of, journeyId: '' }),
  );
  if (!read?.decisions) throw new Error(`there is no workspace ${of.workspace}`);
  return read.decisions;
}
