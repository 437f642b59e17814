import type { DateEntry } from '../../core/journey/definition/index.ts';
import { nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** An entry by date of a live journey. */
export interface StoredDateEntry {
  readonly workspace: string;
  readonly journeyId: string;
  readonly entryId: string;
  readonly rule: DateEntry;
}

export interface ListedDateEntry extends StoredDateEntry {
  readonly isGone: boolean;
  readonly isFilled: boolean;
  readonly fillAfter: string | null;
}

const ofEntry = 'workspace = ? and journey_id = ? and entry_id = ?';
const keyOf = ({ workspace, journeyId, entryId }: Omit<StoredDateEntry, 'rule'>) => [workspace, journeyId, entryId];

/** Of one workspace or all. */
export async function listDateEntries(on: Database | Transaction, workspace?: string): Promise<ListedDateEntry[]> {
  return rows<ListedDateEntry>(
    on,
    `select workspace, journey_id as "journeyId", entry_id as "entryId", rule, is_gone as "isGone",
       filled_at is not null as "isFilled", fill_after as "fillAfter"
     from date_entries ${workspace === undefined ? '' : 'where workspace = ?'} order by workspace, journey_id, entry_id`,
    workspace === undefined ? [] : [workspace],
  );
}

/** An entry by date, with the first moment at which somebody enters by it. */
export interface DateEntryAhead extends StoredDateEntry {
  readonly isFilled: boolean;
  readonly nextAt: number | null;
}

export async function listDateEntriesAhead(
  database: Database,
  workspace: string,
  journeyId: string | undefined,
): Promise<DateEntryAhead[]> {
  return rows<DateEntryAhead>(
    database,
    `select e.workspace, e.journey_id as "journeyId", e.entry_id as "entryId", e.rule, e.filled_at is not null as "isFilled",
       (select min(d.due_at) from entry_dates d where d.workspace = e.workspace and d.journey_id = e.journey_id
          and d.entry_id = e.entry_id and d.due_at > '-infinity') as "nextAt"
     from date_entries e where e.workspace = ? and not e.is_gone ${journeyId === undefined ? '' : 'and e.journey_id = ?'}
     order by e.journey_id, e.entry_id`,
    [workspace, ...(journeyId === undefined ? [] : [journeyId])],
  );
}

/** Writes those that are new or changed: the moments of all customers are computed again. */
export async function putDateEntries(trx: Transaction, entries: readonly StoredDateEntry[]): Promise<void> {
  for (const { rule, ...entry } of entries)
    await execute(
      trx,
      `insert into date_entries (workspace, journey_id, entry_id, rule) values (?, ?, ?, ?)
       on conflict (workspace, journey_id, entry_id) do update
         set rule = excluded.rule, is_gone = false, fill_after = null, filled_at = null`,
      [...keyOf(entry), JSON.stringify(rule)],
    );
}

/** Nobody enters by them any more; a worker deletes their moments. */
export async function endDateEntries(
  trx: Transaction,
  entries: readonly Omit<StoredDateEntry, 'rule'>[],
): Promise<void> {
  for (const entry of entries)
    await execute(trx, `update date_entries set is_gone = true where ${ofEntry}`, keyOf(entry));
}

/** Of a journey that is unpublished. */
export async function endDateEntriesOf(trx: Transaction, workspace: string, journeyId: string): Promise<void> {
  await execute(trx, 'update date_entries set is_gone = true where workspace = ? and journey_id = ?', [
    workspace,
    journeyId,
  ]);
}

/** Deletes moments of one that is gone, at last itself. True: there may be more. */
export async function forgetDates(database: Database, entry: StoredDateEntry, limit: number): Promise<boolean> {
  const deleted = await rows(
    database,
    `delete from entry_dates where ctid = any(array(select ctid from entry_dates where ${ofEntry} limit ?)) returning 1`,
    [...keyOf(entry), limit],
  );
  if (deleted.length === limit) return true;
  await execute(database, `delete from date_entries where ${ofEntry} and is_gone`, keyOf(entry));
  return false;
}

/** Gives a page of the customers who were there before a row each, whose moment has to be computed. True: there may be more. */
export async function fillDates(
  trx: Transaction,
  entry: StoredDateEntry,
  { trait, limit }: { trait: string; limit: number },
): Promise<boolean> {
  const [locked] = await rows<{ after: string | null }>(
    trx,
    `select fill_after as after from date_entries where ${ofEntry} and filled_at is null and not is_gone for update skip locked`,
    keyOf(entry),
  );
  if (!locked) return false;
  const [page] = await rows<{ last: string | null; seen: number }>(
    trx,
    `with page as (select id, traits from customers where workspace = ? and merged_into is null
         ${locked.after === null ? '' : 'and id > cast(? as uuid)'} order by id limit ?),
       made as (insert into entry_dates (workspace, journey_id, entry_id, customer_id, due_at)
         select ?, ?, ?, id, '-infinity' from page where jsonb_exists(traits, ?) order by id
         on conflict (customer_id, journey_id, entry_id) do update set due_at = '-infinity', date = null)
     select (select id from page order by id desc limit 1) as last, (select cast(count(*) as integer) from page) as seen`,
    [entry.workspace, ...(locked.after === null ? [] : [locked.after]), limit, ...keyOf(entry), trait],
  );
  const isLast = (page?.seen ?? 0) < limit;
  await execute(
    trx,
    `update date_entries set fill_after = coalesce(cast(? as uuid), fill_after), filled_at = case when ? then clock_timestamp() end
     where ${ofEntry}`,
    [page?.last ?? null, isLast, ...keyOf(entry)],
  );
  return !isLast;
}

/** What of a customer has changed asks for another moment. */
export interface ChangedDate {
  readonly journeyId: string;
  readonly entryId: string;
  readonly customerId: string;
}

/** Marks moments that have to be computed again. The customers are locked. */
export async function markDates(trx: Transaction, workspace: string, changed: readonly ChangedDate[]): Promise<void> {
  if (changed.length === 0) return;
  await execute(
    trx,
    `insert into entry_dates (workspace, journey_id, entry_id, customer_id, due_at)
     select ?, journey, entry, customer, '-infinity'
     from unnest(cast(? as text[]), cast(? as text[]), cast(? as uuid[])) as changed (journey, entry, customer)
     order by customer, journey, entry
     on conflict (customer_id, journey_id, entry_id) do update set due_at = '-infinity', date = null`,
    [
      workspace,
      changed.map(({ journeyId }) => journeyId),
      changed.map(({ entryId }) => entryId),
      changed.map(({ customerId }) => customerId),
    ],
  );
}

export interface DueCustomer {
  readonly customerId: string;
  /** Null: the moment has to be computed. */
  readonly date: string | null;
  readonly dueAt: number | null;
  readonly zone: string | null;
  readonly now: number;
}

/** Customers whose moment has come, or has to be computed, the earliest first. */
export async function listDueCustomers(
  database: Database,
  entry: StoredDateEntry,
  limit: number,
): Promise<DueCustomer[]> {
  return rows<DueCustomer>(
    database,
    `select d.customer_id as "customerId", to_char(d.date, 'YYYY-MM-DD') as date,
       case when d.due_at > '-infinity' then d.due_at end as "dueAt", c.time_zone as zone, clock.now
     from (select ${nowOf('?')} as now) clock, entry_dates d join customers c on c.id = d.customer_id
     where d.workspace = ? and d.journey_id = ? and d.entry_id = ? and d.due_at <= clock.now order by d.due_at limit ?`,
    [entry.workspace, ...keyOf(entry), limit],
  );
}

/** The days by which locked customers entered last, of those whose moment has to be computed. */
export async function listPastDays(
  trx: Transaction,
  entry: StoredDateEntry,
  customerIds: readonly string[],
): Promise<{ readonly customerId: string; readonly past: string | null }[]> {
  return rows(
    trx,
    `select customer_id as "customerId", to_char(past, 'YYYY-MM-DD') as past from entry_dates
     where ${ofEntry} and customer_id = any(cast(? as uuid[])) and due_at = '-infinity'`,
    [...keyOf(entry), [...customerIds]],
  );
}

/** The days by which a customer entered last. */
export async function listPastDaysOf(
  database: Database,
  customerId: string,
): Promise<{ readonly journeyId: string; readonly entryId: string; readonly past: string | null }[]> {
  return rows(
    database,
    `select journey_id as "journeyId", entry_id as "entryId", to_char(past, 'YYYY-MM-DD') as past from entry_dates
     where customer_id = ?`,
    [customerId],
  );
}

export async function setDueDates(
  trx: Transaction,
  entry: StoredDateEntry,
  dates: readonly { readonly customerId: string; readonly date: string | null; readonly at: number | null }[],
): Promise<void> {
  await execute(
    trx,
    `update entry_dates stored set date = due.date, due_at = due.at
     from unnest(cast(? as uuid[]), cast(? as date[]), cast(? as timestamptz[])) as due (customer, date, at)
     where stored.customer_id = due.customer and journey_id = ? and entry_id = ?`,
    [
      dates.map(({ customerId }) => customerId),
      dates.map(({ date }) => date),
      dates.map(({ at }) => (at === null ? null : timestamp(at))),
      entry.journeyId,
      entry.entryId,
    ],
  );
}

/** Their day is past, and the next moment has to be computed. */
export async function passDates(
  trx: Database | Transaction,
  entry: StoredDateEntry,
  due: readonly { readonly customerId: string; readonly date: string }[],
): Promise<void> {
  if (due.length === 0) return;
  await execute(
    trx,
    `update entry_dates stored set past = due.date, date = null, due_at = '-infinity'
     from unnest(cast(? as uuid[]), cast(? as date[])) as due (customer, date)
     where stored.customer_id = due.customer and journey_id = ? and entry_id = ? and stored.date = due.date`,
    [due.map(({ customerId }) => customerId), due.map(({ date }) => date), entry.journeyId, entry.entryId],
  );
}

/** Two customers are one: the days that either entered by are past, and the moments of who stays are computed again. */
export async function mergeDates(trx: Transaction, from: string, into: string): Promise<number> {
  const gone = await rows(
    trx,
    `with gone as (delete from entry_dates where customer_id = ? returning workspace, journey_id, entry_id, past)
     insert into entry_dates as stored (workspace, journey_id, entry_id, customer_id, due_at, past)
     select e.workspace, e.journey_id, e.entry_id, cast(? as uuid), '-infinity', g.past
     from date_entries e left join gone g using (workspace, journey_id, entry_id)
     where not e.is_gone and e.workspace = (select workspace from customers where id = ?)
     order by e.journey_id, e.entry_id
     on conflict (customer_id, journey_id, entry_id) do update
       set due_at = '-infinity', date = null, past = greatest(stored.past, excluded.past)
     returning 1`,
    [from, into, into],
  );
  return gone.length;
}
