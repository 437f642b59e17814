import { type Database, rows } from '../database/database.ts';

/** Customers whose first purchase fell into one month, and what has come of them so far. */
export interface PurchaseCohort {
  /** "2026-03" */
  readonly month: string;
  readonly customers: number;
  /** Who bought on another day too. */
  readonly cameBack: number;
  /** Days with a purchase, of all of them. */
  readonly days: number;
  readonly money: number;
  /** Of the days after the first. */
  readonly repeatMoney: number;
}

/** The newest months first. */
export async function readPurchaseCohorts(
  database: Database,
  { workspace, months }: { workspace: string; months: number },
): Promise<PurchaseCohort[]> {
  return rows<PurchaseCohort>(
    database,
    `select to_char(date '1970-01-01' + first_day, 'YYYY-MM') as month, cast(count(*) as integer) as customers,
       cast(count(*) filter (where days > 1) as integer) as "cameBack", cast(sum(days) as integer) as days,
       cast(sum(money) as double precision) as money, cast(sum(repeat_money) as double precision) as "repeatMoney"
     from customer_purchases where workspace = ? group by 1 order by 1 desc limit cast(? as integer)`,
    [workspace, months],
  );
}
