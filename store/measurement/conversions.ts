import { type Database, inTransaction, rows, SHORT, timestamp } from '../database/database.ts';
import { reactedTo } from '../events/events.ts';

/** A purchase, and the messages of journeys that may be credited with it. */
export interface Conversion {
  readonly id: string;
  readonly at: number;
  /** As text: no digit is lost. Null: the event has no number there. */
  readonly money: string | null;
  readonly touches: readonly CreditTouch[];
}

export interface CreditTouch {
  readonly journey: string;
  /** Milliseconds before the purchase. */
  readonly before: number;
}

export interface ConversionsAsked {
  readonly workspace: string;
  readonly event: string;
  /** "event.properties.a.b"; undefined: nothing but the number counts. */
  readonly property: string | undefined;
  readonly from: number;
  readonly until: number;
  readonly afterClick: string;
  readonly afterDelivery: string;
}

export interface ConversionPage {
  readonly after: Pick<Conversion, 'id' | 'at'> | undefined;
  readonly limit: number;
}

/**
 * Purchases in the order in which they were accepted. A message counts from its click on, or from its delivery on where it was not
 * clicked before the purchase. Events keep their customer; messages are those of the customer who was joined from both.
 */
export async function listConversions(
  database: Database,
  { workspace, event, property, from, until, afterClick, afterDelivery }: ConversionsAsked,
  { after, limit }: ConversionPage,
): Promise<Conversion[]> {
  const names = (property ?? '').split('.').slice(2);
  const value = `(e.properties${names.map(() => ' -> cast(? as text)').join('')})`;
  return inTransaction(
    database,
    (trx) =>
      rows<Conversion>(
        trx,
        `select e.id, e.accepted_at as at, case when jsonb_typeof(${value}) = 'number' then ${value} #>> '{}' end as money,
           (select coalesce(json_agg(json_build_object('journey', touch.journey_id,
              'before', extract(epoch from e.accepted_at - touch.at) * 1000) order by touch.at, touch.id), '[]')
            from (
              select m.id, m.journey_id, case when m.clicked_at <= e.accepted_at and m.clicked_at > e.accepted_at - cast(? as interval)
                then m.clicked_at else coalesce(m.delivered_at, m.accepted_at) end as at, m.clicked_at
              from messages m where m.customer_id = coalesce(c.merged_into, c.id) and m.journey_id is not null
                and m.accepted_at <= e.accepted_at and m.created_at > e.accepted_at - cast(? as interval) - interval '30 days'
            ) touch
            where touch.at <= e.accepted_at and (touch.at = touch.clicked_at or touch.at > e.accepted_at - cast(? as interval))
           ) as touches
         from events e join customers c on c.id = e.customer_id
         where e.workspace = ? and e.name = ? and e.type in ('track', 'page', 'screen') and ${reactedTo}
           and e.accepted_at >= cast(? as timestamptz) and e.accepted_at < cast(? as timestamptz)
           and (e.accepted_at, e.id) > (cast(? as timestamptz), cast(? as uuid))
         order by e.accepted_at, e.id limit ?`,
        [
          ...[...names, ...names],
          ...[afterClick, afterClick, afterDelivery, workspace, event, timestamp(from), timestamp(until)],
          ...[timestamp(after?.at ?? from - 1), after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
        ],
      ),
    { ...SHORT, statementMs: 15_000 },
  );
}
