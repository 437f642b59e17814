import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { reactedTo } from '../events/events.ts';

/** Deeds in one hour: of customers with this time zone. */
export interface EngagedHour {
  /** The beginning of the hour in UTC: epoch milliseconds. */
  readonly at: number;
  readonly timezone: string | null;
  readonly deeds: number;
  /** Opens weigh half. */
  readonly weight: number;
}

/**
 * Events by which a customer shows that they are there: on a page or a device, and what they did with messages. What a machine
 * did with a message is no event.
 */
const isDeed = `(e.type in ('page', 'screen') or e.type = 'track' and (e.by_device or e.name in
  ('Message Opened', 'Message Clicked', 'Message Seen', 'Message Replied', 'Survey Answered', 'Offer Shown', 'Offer Accepted'))) and ${reactedTo}`;
const weight = `case when e.name in ('Message Opened', 'Message Seen', 'Offer Shown') then 0.5 else 1 end`;

const DAYS_OF_ONE = 180;
const MOST_OF_ONE = 2_000;
const DAYS_OF_ALL = 30;
const MOST_OF_ALL = 50_000;

/** When one customer was there: the newest of the last half year. */
export async function readEngagedHours(trx: Transaction, customerId: string, now: number): Promise<EngagedHour[]> {
  return rows<EngagedHour>(
    trx,
    `select cast(floor(extract(epoch from date_trunc('hour', newest.at)) * 1000) as double precision) as at, cast(null as text) as timezone,
       cast(count(*) as integer) as deeds, cast(sum(newest.weight) as double precision) as weight
     from (
       select e.occurred_at as at, ${weight} as weight
       from (select cast(? as uuid) as id union all select c.id from customers c where c.merged_into = ?) person
       join events e on e.customer_id = person.id
       where e.accepted_at > cast(? as timestamptz) - interval '${DAYS_OF_ONE} days' and ${isDeed}
       order by e.accepted_at desc limit ${MOST_OF_ONE}) newest
     where newest.at <= cast(? as timestamptz) group by 1`,
    [customerId, customerId, timestamp(now), timestamp(now)],
  );
}

/** When all customers of a workspace were there: the newest of a month. */
export async function readEngagedHoursOfAll(
  database: Database,
  workspace: string,
  now: number,
): Promise<EngagedHour[]> {
  return rows<EngagedHour>(
    database,
    `select cast(floor(extract(epoch from date_trunc('hour', newest.at)) * 1000) as double precision) as at, c.traits ->> 'timezone' as timezone,
       cast(count(*) as integer) as deeds, cast(sum(newest.weight) as double precision) as weight
     from (
       select e.customer_id, e.occurred_at as at, ${weight} as weight from events e
       where e.workspace = ? and e.accepted_at > cast(? as timestamptz) - interval '${DAYS_OF_ALL} days' and ${isDeed}
       order by e.accepted_at desc limit ${MOST_OF_ALL}) newest
     join customers c on c.id = newest.customer_id
     where newest.at <= cast(? as timestamptz) group by 1, 2`,
    [workspace, timestamp(now), timestamp(now)],
  );
}
