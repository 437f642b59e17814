import type { PastCustomers, PurchaseHistory, ValueModel } from '../../core/statistics/customer-value.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import { reactedTo } from '../events/events.ts';

/** The event that is a purchase. */
export interface PurchaseEvent {
  readonly event: string;
  /** "event.properties.a.b"; undefined: purchases have no money. */
  readonly property: string | undefined;
}

/** Days with a purchase of customers, joined ones included. `who`: a condition on their ids, with its parameters last. */
function daysSql({ event, property }: PurchaseEvent, now: number, who: string): { sql: string; bindings: unknown[] } {
  const names = (property ?? '').split('.').slice(2);
  const value = `(e.properties${names.map(() => ' -> cast(? as text)').join('')})`;
  return {
    sql: `select owner.id, (e.occurred_at at time zone zone_of(owner.traits))::date - date '1970-01-01' as day,
        sum(case when jsonb_typeof(${value}) = 'number' then cast(${value} as numeric) else 0 end) as money
      from customers c join customers owner on owner.id = coalesce(c.merged_into, c.id)
      join events e on e.customer_id = c.id and e.name = ? and e.type in ('track', 'page', 'screen') and ${reactedTo}
        and e.occurred_at <= cast(? as timestamptz)
      where ${who} group by 1, 2`,
    bindings: [...names, ...names, event, timestamp(now)],
  };
}

/** Notes customers whose purchases have changed, in the transaction that changes them. */
export async function notePurchases(
  trx: Transaction,
  workspace: string,
  customerIds: readonly string[],
): Promise<void> {
  await execute(
    trx,
    `insert into customer_purchases_dirty (workspace, customer_id) select ?, unnest(cast(? as uuid[]))`,
    [workspace, [...customerIds]],
  );
}

/** Notes all who ever bought: another event is a purchase now. */
export async function noteAllPurchases(trx: Transaction, workspace: string, { event }: PurchaseEvent): Promise<void> {
  await execute(
    trx,
    `insert into customer_purchases_dirty (workspace, customer_id)
     select ?, id from (
       select coalesce(c.merged_into, c.id) as id from events e join customers c on c.id = e.customer_id
       where e.workspace = ? and e.name = ? union select customer_id from customer_purchases where workspace = ?) bought`,
    [workspace, workspace, event, workspace],
  );
}

/** Sums the purchases of some who were noted, whole and from the events. Gives how many there were. */
export async function sumPurchases(
  trx: Transaction,
  workspace: string,
  purchase: PurchaseEvent,
  { now, limit }: { now: number; limit: number },
): Promise<number> {
  const noted = await rows<{ id: string }>(
    trx,
    `delete from customer_purchases_dirty where ctid = any(array(
       select ctid from customer_purchases_dirty where workspace = ? limit cast(? as integer) for update skip locked))
     returning customer_id as id`,
    [workspace, limit],
  );
  if (noted.length === 0) return 0;
  const ids = [...new Set(noted.map(({ id }) => id))].sort();
  const { sql, bindings } = daysSql(
    purchase,
    now,
    'owner.merged_into is null and (c.id = any(cast(? as uuid[])) or c.merged_into = any(cast(? as uuid[])))',
  );
  await rows(
    trx,
    `select 1 from customer_purchases where customer_id = any(cast(? as uuid[])) order by customer_id for update`,
    [ids],
  );
  await execute(
    trx,
    `insert into customer_purchases (customer_id, workspace, days, first_day, last_day, money, repeat_money)
     select id, ?, count(*), min(day), max(day), sum(money), coalesce(sum(money) filter (where day > first), 0)
     from (select d.*, min(day) over (partition by id) as first from (${sql}) d) days group by id order by id
     on conflict (customer_id) do update set days = excluded.days, first_day = excluded.first_day, last_day = excluded.last_day,
       money = excluded.money, repeat_money = excluded.repeat_money, model_number = null`,
    [workspace, ...bindings, ids, ids],
  );
  return noted.length;
}

const history = `days, first_day as "firstDay", last_day as "lastDay", cast(money as float8) as money,
  cast(repeat_money as float8) as "repeatMoney"`;

/** All, or that many by a draw that is the same each time. */
export async function drawPurchases(trx: Transaction, workspace: string, most: number): Promise<PurchaseHistory[]> {
  return rows<PurchaseHistory>(
    trx,
    `select ${history} from customer_purchases where workspace = ? order by md5(cast(customer_id as text)) limit cast(? as integer)`,
    [workspace, most],
  );
}

/** The customers of that draw as they were at a moment, and on how many days they have bought since. */
export async function drawPastPurchases(
  trx: Transaction,
  workspace: string,
  purchase: PurchaseEvent,
  { now, day, most }: { now: number; day: number; most: number },
): Promise<PastCustomers['customers']> {
  const { sql, bindings } = daysSql(
    purchase,
    now,
    `owner.id in (select customer_id from customer_purchases where workspace = ? order by md5(cast(customer_id as text)) limit cast(? as integer))`,
  );
  return rows<PastCustomers['customers'][number]>(
    trx,
    `select cast(count(*) filter (where day <= until) as integer) as days, min(day) as "firstDay", max(day) filter (where day <= until) as "lastDay",
       cast(sum(money) filter (where day <= until) as float8) as money, 0 as "repeatMoney",
       cast(count(*) filter (where day > until) as integer) as since
     from (${sql}) d cross join (select cast(? as integer) as until) asked
     group by id having min(day) <= max(until)`,
    [...bindings, workspace, most, day],
  );
}

export interface StoredValueModel {
  readonly number: number;
  readonly madeAt: number;
  readonly purchase: string;
  readonly model: ValueModel;
}

export async function findValueModel(
  on: Database | Transaction,
  workspace: string,
): Promise<StoredValueModel | undefined> {
  const [found] = await rows<StoredValueModel>(
    on,
    `select number, made_at as "madeAt", purchase, model from value_models where workspace = ? order by number desc limit 1`,
    [workspace],
  );
  return found;
}

/** Unless somebody else has made it meanwhile. Of older ones a month is kept. */
export async function insertValueModel(
  trx: Transaction,
  workspace: string,
  { number, madeAt, purchase, model }: StoredValueModel,
): Promise<void> {
  await execute(
    trx,
    `insert into value_models (workspace, number, made_at, purchase, model) values (?, ?, ?, ?, ?) on conflict do nothing`,
    [workspace, number, timestamp(madeAt), purchase, JSON.stringify(model)],
  );
  await execute(trx, `delete from value_models where workspace = ? and number <= ?`, [workspace, number - 30]);
}

export interface BuyerToValue extends PurchaseHistory {
  readonly customerId: string;
}

/** Customers whose value was not computed by this model. */
export async function listBuyersToValue(
  database: Database,
  { workspace, number, limit }: { workspace: string; number: number; limit: number },
): Promise<BuyerToValue[]> {
  return rows<BuyerToValue>(
    database,
    `select customer_id as "customerId", ${history} from customer_purchases
     where workspace = ? and (model_number is null or model_number < ?) order by customer_id limit cast(? as integer)`,
    [workspace, number, limit],
  );
}

/** Those whose purchases are still what was valued; the others are valued again. */
export async function markValued(database: Database, number: number, valued: readonly BuyerToValue[]): Promise<void> {
  await execute(
    database,
    `update customer_purchases p set model_number = ?
     from unnest(cast(? as uuid[]), cast(? as integer[]), cast(? as integer[]), cast(? as float8[])) as v (id, days, last_day, money)
     where p.customer_id = v.id and p.days = v.days and p.last_day = v.last_day and cast(p.money as float8) = v.money`,
    [
      number,
      valued.map(({ customerId }) => customerId),
      valued.map(({ days }) => days),
      valued.map(({ lastDay }) => lastDay),
      valued.map(({ money }) => money),
    ],
  );
}

export interface CountedStage {
  readonly stage: string;
  readonly customers: number;
  readonly spent: number;
  /** Null: nothing is expected of them yet. */
  readonly clv365: number | null;
}

/** Customers with a value by stage, with their money so far and what is expected in a year. */
export async function countStages(database: Database, workspace: string): Promise<CountedStage[]> {
  return rows<CountedStage>(
    database,
    `select c.traits -> '$value' ->> 'stage' as stage, cast(count(*) as integer) as customers, cast(sum(p.money) as float8) as spent,
       cast(sum(cast(c.traits -> '$value' -> 'clv365' as numeric)) as float8) as clv365
     from customer_purchases p join customers c on c.id = p.customer_id
     where p.workspace = ? and c.traits -> '$value' ->> 'stage' is not null group by 1`,
    [workspace],
  );
}

/** Their purchases are those of who stays, who is summed again. */
export async function mergePurchases(
  trx: Transaction,
  { workspace, from, into }: { workspace: string; from: string; into: string },
): Promise<number> {
  const gone = await rows(trx, `delete from customer_purchases where customer_id = ? returning 1`, [from]);
  if (gone.length > 0) await notePurchases(trx, workspace, [into]);
  return gone.length;
}
