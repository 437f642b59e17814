import { groupBy } from '../../core/base/group-by.ts';
import { levelsOf, type MessageSigns } from '../../core/condition/engagement.ts';
import {
  type CustomerHistory,
  eventOrder,
  type PastEvent,
  type PastMessage,
} from '../../core/condition/history/history.ts';
import { joinNeeds, type Needs } from '../../core/condition/history/needs.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { reactedTo } from '../events/events.ts';

/** Whose history is asked for, and what of it. Days are those of their zone. */
export interface HistoryOwner {
  readonly id: string;
  readonly timeZone: string;
  readonly needs: Needs;
}

/** Events of one name that are read of one customer: the newest, by their own time. Conditions count no further. */
const MOST_EVENTS = 5_000;
/** Messages that are still too young to count, of one channel. */
const MOST_YOUNG = 200;
const MOST_RUNS = 500;

/**
 * What conditions need of these customers' histories, at most one statement for each kind of thing that is needed. Events
 * are read of each customer's own needs, for there are most of them; of all else it may be more than one needs. Events of
 * customers who were joined into them are theirs.
 */
export async function readHistories(
  on: Database | Transaction,
  owners: readonly HistoryOwner[],
  now: number,
): Promise<ReadonlyMap<string, CustomerHistory>> {
  if (owners.length === 0) return new Map();
  const ids = owners.map(({ id }) => id);
  const needs = joinNeeds([...new Set(owners.map((owner) => owner.needs))]);
  const [events, messages, runs, segments] = await Promise.all([
    needs.events.size === 0 ? noEvents : readEvents(on, owners, now),
    needs.messages.size === 0 ? [] : readMessages(on, ids, needs, now),
    needs.journeys.size === 0 ? [] : readRuns(on, ids, [...needs.journeys]),
    needs.segments.size === 0 ? [] : readSegments(on, ids, [...needs.segments]),
  ]);
  const byOwner = <Row extends { readonly customerId: string }>(all: readonly Row[]) =>
    groupBy(all, ({ customerId }) => customerId);
  const [messagesOf, runsOf, segmentsOf] = [byOwner(messages), byOwner(runs), byOwner(segments)];
  return new Map(
    owners.map(({ id, timeZone }): [string, CustomerHistory] => [
      id,
      {
        now,
        timeZone,
        events: events.get(id) ?? new Map(),
        messages: groupBy((messagesOf.get(id) ?? []).map(messageOf), ({ kind }) => kind),
        journeys: groupBy(
          (runsOf.get(id) ?? []).map((run) => ({
            ...run,
            endedAt: run.endedAt ?? undefined,
            endReason: run.endReason ?? undefined,
          })),
          ({ journeyId }) => journeyId,
        ),
        segments: new Set((segmentsOf.get(id) ?? []).map(({ segmentId }) => segmentId)),
      },
    ]),
  );
}

/** Of one customer; undefined where nothing needs it, and then nothing is read. */
export async function readHistory(
  on: Database | Transaction,
  owner: Omit<HistoryOwner, 'needs'>,
  needs: Needs | undefined,
  now: number,
): Promise<CustomerHistory | undefined> {
  return needs && (await readHistories(on, [{ ...owner, needs }], now)).get(owner.id);
}

/** Customer ▸ name ▸ events in their order. */
type PastEvents = Map<string, Map<string, PastEvent[]>>;
const noEvents: PastEvents = new Map();

interface EventsRow {
  readonly customerId: string;
  readonly name: string;
  readonly found: readonly (readonly [id: string, timestamp: number, byDevice: boolean, properties: Properties])[];
}

/** A row for each customer and name, its events in one list: they are many, and a list costs a tenth of as many rows. */
async function readEvents(
  on: Database | Transaction,
  owners: readonly HistoryOwner[],
  now: number,
): Promise<PastEvents> {
  const asked = owners.flatMap(({ id, needs }) =>
    [...needs.events].map(([name, { back, most }]) => ({ id, name, back, most })),
  );
  const properties = [
    ...new Set(owners.flatMap(({ needs }) => [...needs.events.values()].flatMap((each) => [...each.properties]))),
  ];
  const read =
    properties.length === 0
      ? `cast('{}' as jsonb)`
      : `coalesce((select jsonb_object_agg(key, value) from jsonb_each(e.properties) where key = any(cast(? as text[]))), '{}')`;
  // What is accepted later than the window began may have happened before; never the other way round.
  const found = await rows<EventsRow>(
    on,
    `select asked.owner_id as "customerId", asked.name, found.list as found
     from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as integer[]))
       as asked (owner_id, name, since, most)
     cross join lateral (
       select json_agg(json_build_array(id, cast(extract(epoch from occurred_at) * 1000 as bigint), by_device, properties)) as list
       from (
         select e.id, e.occurred_at, e.by_device, ${read} as properties
         from (
           select asked.owner_id as id
           union all select c.id from customers c where c.merged_into = asked.owner_id) person
         join events e on e.customer_id = person.id
         where e.name = asked.name and e.accepted_at > asked.since
           and e.occurred_at > asked.since and e.type in ('track', 'page', 'screen') and ${reactedTo}
         order by e.occurred_at desc, e.id desc limit asked.most) newest) found
     where found.list is not null`,
    [
      asked.map(({ id }) => id),
      asked.map(({ name }) => name),
      asked.map(({ back }) => (Number.isFinite(back) ? timestamp(now - back) : '-infinity')),
      asked.map(({ most }) => Math.min(most, MOST_EVENTS)),
      ...(properties.length === 0 ? [] : [properties]),
    ],
  );
  const histories: PastEvents = new Map();
  for (const { customerId, name, found: list } of found) {
    const own = histories.get(customerId) ?? new Map<string, PastEvent[]>();
    histories.set(customerId, own);
    const events = list.map(
      ([id, at, byDevice, of]): PastEvent => ({ id, name, timestamp: at, byDevice, properties: of }),
    );
    own.set(name, events.sort(eventOrder));
  }
  return histories;
}

interface MessageRow extends Omit<MessageSigns, 'state'> {
  readonly customerId: string;
  readonly kind: string;
  readonly id: string;
  readonly acceptedAt: number;
}

/** Those old enough to count, and those that will be: each as many as may be looked at. */
function readMessages(
  on: Database | Transaction,
  ids: readonly string[],
  { messages }: Needs,
  now: number,
): Promise<MessageRow[]> {
  const asked = [...messages].map(([kind, { last, age }]) => ({ kind, last, oldest: timestamp(now - age) }));
  const columns = `m.id, m.accepted_at, m.delivered_at, m.opened_at, m.clicked_at, m.tracks_opens, m.tracks_links`;
  const ofKind = `from messages m where m.customer_id = owner.id and m.accepted_at is not null and split_part(m.channel, ':', 1) = asked.kind`;
  return rows<MessageRow>(
    on,
    `select owner.id as "customerId", asked.kind, found.id, found.accepted_at as "acceptedAt",
       found.delivered_at is not null as "isDelivered", found.opened_at is not null as "isOpened",
       found.clicked_at is not null as "isClicked", found.tracks_opens as "tracksOpens", found.tracks_links as "tracksLinks"
     from unnest(cast(? as uuid[])) as owner (id)
     cross join unnest(cast(? as text[]), cast(? as integer[]), cast(? as timestamptz[])) as asked (kind, last, oldest)
     cross join lateral (
       (select ${columns} ${ofKind} and m.accepted_at > asked.oldest order by m.accepted_at desc, m.id desc limit ${MOST_YOUNG})
       union all
       (select ${columns} ${ofKind} and m.accepted_at <= asked.oldest order by m.accepted_at desc, m.id desc limit asked.last)) found
     order by found.accepted_at desc, found.id desc`,
    [[...ids], asked.map(({ kind }) => kind), asked.map(({ last }) => last), asked.map(({ oldest }) => oldest)],
  );
}

function messageOf({ kind, id, acceptedAt, ...signs }: MessageRow): PastMessage & { readonly kind: string } {
  return { kind, id, acceptedAt, levels: levelsOf({ ...signs, state: 'accepted' }) };
}

interface RunRow {
  readonly customerId: string;
  readonly journeyId: string;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
}

function readRuns(on: Database | Transaction, ids: readonly string[], journeys: readonly string[]): Promise<RunRow[]> {
  return rows<RunRow>(
    on,
    `select run.customer_id as "customerId", run.journey_id as "journeyId",
       run.entered_at as "enteredAt", run.ended_at as "endedAt", run.end_reason as "endReason"
     from unnest(cast(? as uuid[])) as owner (id) cross join unnest(cast(? as text[])) as asked (journey_id)
     cross join lateral (
       select * from journey_runs r where r.customer_id = owner.id and r.journey_id = asked.journey_id and r.superseded_at is null and r.observation is null
       order by r.entered_at desc limit ${MOST_RUNS}) run
     order by run.entered_at desc`,
    [[...ids], [...journeys]],
  );
}

function readSegments(
  on: Database | Transaction,
  ids: readonly string[],
  segments: readonly string[],
): Promise<{ readonly customerId: string; readonly segmentId: string }[]> {
  return rows(
    on,
    `select customer_id as "customerId", segment_id as "segmentId" from segment_members
     where customer_id = any(cast(? as uuid[])) and segment_id = any(cast(? as text[])) and is_member`,
    [[...ids], [...segments]],
  );
}
