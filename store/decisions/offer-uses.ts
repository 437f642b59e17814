import { dayOfUses } from '../../core/decision/offer-caps.ts';
import type { OfferCaps } from '../../core/decision/policy.ts';
import { nowOf } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * offer_uses and offer_counts: caps of offers, exact under concurrency. A use is reserved in the transaction of its decision.
 * The counts are locked in the order of their key, after customer and run; those of one customer are under the customer's lock.
 * A use whose message does not leave, or that is not shown in time, is given back.
 */
export interface NewUse {
  readonly journeyRunId: string;
  readonly visit: number;
  readonly customerId: string;
  readonly offer: string;
  readonly version: number;
  readonly caps: OfferCaps | undefined;
  readonly placement?: string | undefined;
  /** Something still has to happen (a message leaves, a page shows it), else it is given back. */
  readonly isReserved: boolean;
  /** One step alone sends it. */
  readonly oneMessage: boolean;
  readonly expiresAt?: number | undefined;
}

/** The offers that ran out, each with the first visit that can not have it. Empty: all uses are stored. */
export type RanOut = ReadonlyMap<string, number>;

interface Count {
  readonly offer: string;
  readonly period: string;
  readonly used: number;
}

/** Stores all of these uses, or none. */
export async function reserveOffers(
  trx: Transaction,
  { workspace, now, uses }: { workspace: string; now: number; uses: readonly NewUse[] },
): Promise<RanOut> {
  const ranOut = new Map<string, number>();
  if (uses.length === 0) return ranOut;
  const wanted = countsOf(uses, now);
  let counts = await lockCounts(trx, workspace, wanted);
  const full = wanted.filter((each) => leftOf(each, counts) < each.visits.length);
  if (full.length > 0) {
    for (const { offer } of full) await settleUsesOf(trx, { workspace, offer });
    counts = await lockCounts(trx, workspace, wanted);
  }
  for (const each of wanted) {
    const left = Math.max(leftOf(each, counts), 0);
    const first = each.visits[left];
    if (first !== undefined) ranOut.set(each.offer, Math.min(first, ranOut.get(each.offer) ?? first));
  }
  if (ranOut.size > 0) return ranOut;
  await execute(
    trx,
    `with counted as (
       update offer_counts c set used = c.used + more.n
       from unnest(cast(? as text[]), cast(? as text[]), cast(? as integer[])) as more (offer_id, period, n)
       where c.workspace = ? and c.offer_id = more.offer_id and c.period = more.period)
     insert into offer_uses (workspace, at, journey_run_id, visit, customer_id, offer_id, offer_version, placement, state, one_message, expires_at)
     select ?, cast(? as timestamptz), new.*
     from unnest(cast(? as uuid[]), cast(? as integer[]), cast(? as uuid[]), cast(? as text[]), cast(? as integer[]), cast(? as text[]),
                 cast(? as text[]), cast(? as boolean[]), cast(? as timestamptz[])) as new`,
    [
      wanted.map(({ offer }) => offer),
      wanted.map(({ period }) => period),
      wanted.map(({ visits }) => visits.length),
      ...[workspace, workspace, timestamp(now)],
      uses.map(({ journeyRunId }) => journeyRunId),
      uses.map(({ visit }) => visit),
      uses.map(({ customerId }) => customerId),
      uses.map(({ offer }) => offer),
      uses.map(({ version }) => version),
      uses.map(({ placement }) => placement ?? null),
      uses.map(({ isReserved }) => (isReserved ? 'reserved' : 'used')),
      uses.map(({ oneMessage }) => oneMessage),
      uses.map(({ expiresAt }) => (expiresAt === undefined ? null : timestamp(expiresAt))),
    ],
  );
  return ranOut;
}

interface Wanted {
  readonly offer: string;
  readonly period: string;
  readonly cap: number;
  /** That want one, in their order. */
  readonly visits: readonly number[];
}

function countsOf(uses: readonly NewUse[], now: number): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const { offer, visit, caps } of [...uses].sort((one, other) => one.visit - other.visit)) {
    const periods = [
      ['all', caps?.total],
      [dayOfUses(now), caps?.perDay],
    ] as const;
    for (const [period, cap] of periods) {
      if (cap === undefined) continue;
      const key = `${offer} ${period}`;
      wanted.set(key, { offer, period, cap, visits: [...(wanted.get(key)?.visits ?? []), visit] });
    }
  }
  return [...wanted.values()];
}

function leftOf({ offer, period, cap }: Wanted, counts: readonly Count[]): number {
  return cap - (counts.find((count) => count.offer === offer && count.period === period)?.used ?? 0);
}

/** A count that is not there yet begins with the uses that there are: of an offer that had no cap before. */
async function lockCounts(trx: Transaction, workspace: string, wanted: readonly Wanted[]): Promise<readonly Count[]> {
  if (wanted.length === 0) return [];
  const names = [wanted.map(({ offer }) => offer), wanted.map(({ period }) => period)];
  const lock = () =>
    rows<Count>(
      trx,
      `select c.offer_id as offer, c.period, c.used from offer_counts c
       where c.workspace = ? and (c.offer_id, c.period) in (select * from unnest(cast(? as text[]), cast(? as text[])))
       order by c.offer_id, c.period for update`,
      [workspace, ...names],
    );
  const locked = await lock();
  if (locked.length === wanted.length) return locked;
  await execute(
    trx,
    `insert into offer_counts (workspace, offer_id, period, used)
     select ?, asked.offer_id, asked.period,
       (select count(*) from offer_uses u where u.workspace = ? and u.offer_id = asked.offer_id and u.state <> 'released'
          and (asked.period = 'all' or to_char(u.at at time zone 'UTC', 'YYYY-MM-DD') = asked.period))
     from unnest(cast(? as text[]), cast(? as text[])) as asked (offer_id, period)
     order by 2, 3 on conflict do nothing`,
    [workspace, workspace, ...names],
  );
  return lock();
}

/**
 * What became of the reserved uses of an offer: used where the message may have arrived; given back where it did not leave, where
 * the run ended without one, or where it was not shown in time.
 */
async function settleUsesOf(
  trx: Transaction,
  { workspace, offer }: { workspace: string; offer: string },
): Promise<void> {
  await execute(
    trx,
    `with known as (
       select u.journey_run_id, u.visit, u.at,
         case when u.placement is not null then case when u.expires_at < ${nowOf('u.workspace')} then 'released' end
              when m.left then 'used'
              when m.open then null
              when m.blocked and u.one_message or r.id is null or r.ended_at is not null then 'released' end as becomes
       from offer_uses u
       left join journey_runs r on r.id = u.journey_run_id
       cross join lateral (
         select bool_or(state in ('accepted', 'unknown', 'observed')) as left,
           bool_or(state in ('requested', 'claimed', 'sending', 'deferred', 'failed-temporarily')) as open,
           bool_or(state in ('blocked', 'failed-permanently')) as blocked
         from messages where journey_run_id = u.journey_run_id and decision_visit = u.visit) m
       where u.workspace = ? and u.offer_id = ? and u.state = 'reserved'),
     open as (
       select known.* from known
       join offer_uses u on u.journey_run_id = known.journey_run_id and u.visit = known.visit and u.state = 'reserved'
       where known.becomes is not null
       order by u.journey_run_id, u.visit limit 1000 for update of u skip locked),
     settled as (
       update offer_uses u set state = open.becomes from open
       where u.journey_run_id = open.journey_run_id and u.visit = open.visit and open.becomes is not null
       returning u.state, u.at),
     fewer as (
       select period, count(*) as n
       from settled cross join lateral (values ('all'), (to_char(at at time zone 'UTC', 'YYYY-MM-DD'))) as p (period)
       where state = 'released' group by period),
     locked as (
       select c.period, fewer.n from offer_counts c join fewer on fewer.period = c.period
       where c.workspace = ? and c.offer_id = ? order by c.period for update of c)
     update offer_counts c set used = greatest(c.used - locked.n, 0) from locked
     where c.workspace = ? and c.offer_id = ? and c.period = locked.period`,
    [workspace, offer, workspace, offer, workspace, offer],
  );
}

/** Settles what can be, offer by offer. Any number of processes may do this at once. Gives how many offers had something open. */
export async function settleOfferUses(database: Database): Promise<number> {
  const open = await rows<{ workspace: string; offer: string }>(
    database,
    `select distinct workspace, offer_id as offer from offer_uses where state = 'reserved' order by 1, 2`,
  );
  for (const each of open) await inTransaction(database, (trx) => settleUsesOf(trx, each));
  return open.length;
}

/** Gives back what a placement was given for the customer and has not shown: it is asked again. In transactions of its own. */
export async function releaseUnseen(
  database: Database,
  { workspace, customerId, placement }: { workspace: string; customerId: string; placement: string },
): Promise<void> {
  const open = await rows<{ offer: string }>(
    database,
    `update offer_uses set expires_at = '-infinity'
     where customer_id = ? and workspace = ? and placement = ? and state = 'reserved' returning offer_id as offer`,
    [customerId, workspace, placement],
  );
  for (const offer of new Set(open.map((each) => each.offer)))
    await inTransaction(database, (trx) => settleUsesOf(trx, { workspace, offer }));
}

export interface MarkedUse {
  readonly offer: string;
  readonly placement: string;
  readonly customerId: string;
  readonly at: number;
}

/** Notes that a page has shown an offer, or that the customer took it; the first time counts. Undefined: it is not theirs, or given back. */
export async function markUse(
  on: Database | Transaction,
  {
    workspace,
    id,
    customerId,
    kind,
  }: { workspace: string; id: string; customerId?: string | undefined; kind: 'shown' | 'accepted' },
): Promise<MarkedUse | undefined> {
  const [marked] = await rows<MarkedUse>(
    on,
    `with before as (
       select journey_run_id, visit, workspace, shown_at, accepted_at, ${nowOf('workspace')} as at from offer_uses
       where journey_run_id = ? and visit = 1 and workspace = ? and placement is not null and state <> 'released'
         and (cast(? as uuid) is null or customer_id = cast(? as uuid)) for update)
     update offer_uses u set state = case when u.state = 'reserved' then 'used' else u.state end,
       shown_at = coalesce(u.shown_at, before.at),
       accepted_at = case when ? then coalesce(u.accepted_at, before.at) else u.accepted_at end
     from before where u.journey_run_id = before.journey_run_id and u.visit = before.visit
     returning u.offer_id as offer, u.placement, u.customer_id as "customerId", before.at`,
    [id, workspace, customerId ?? null, customerId ?? null, kind === 'accepted'],
  );
  return marked;
}

/** A customer who was joined into another had what that one had. */
export async function moveOfferUses(trx: Transaction, { from, into }: { from: string; into: string }): Promise<number> {
  const moved = await rows(trx, `update offer_uses set customer_id = ? where customer_id = ? returning visit`, [
    into,
    from,
  ]);
  return moved.length;
}

export interface OfferFigures {
  readonly offer: string;
  readonly reserved: number;
  readonly used: number;
  readonly released: number;
  readonly shown: number;
  readonly accepted: number;
}

/** How often each offer was given, and what came of it. */
export async function readOfferFigures(
  on: Database | Transaction,
  { workspace, offer }: { workspace: string; offer?: string | undefined },
): Promise<OfferFigures[]> {
  return rows<OfferFigures>(
    on,
    `select offer_id as offer, cast(count(*) filter (where state = 'reserved') as integer) as reserved,
       cast(count(*) filter (where state = 'used') as integer) as used,
       cast(count(*) filter (where state = 'released') as integer) as released,
       cast(count(shown_at) as integer) as shown, cast(count(accepted_at) as integer) as accepted
     from offer_uses where workspace = ? and offer_id = coalesce(cast(? as text), offer_id) group by 1 order by 1`,
    [workspace, offer ?? null],
  );
}
