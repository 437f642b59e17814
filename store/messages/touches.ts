import { createHash } from 'node:crypto';
import { firstIdAt } from '../../core/base/id.ts';
import { rows, type Transaction, timestamp } from '../database/database.ts';

/** A message that another system sent, taken over so that caps and conditions count it. */
export interface Touch {
  /** Names it: the same touch is stored once. */
  readonly name: string;
  readonly customerId: string;
  readonly channel: string;
  readonly template: string;
  readonly topic: string | undefined;
  readonly at: number;
  readonly deliveredAt: number | undefined;
  readonly openedAt: number | undefined;
  readonly clickedAt: number | undefined;
}

/** Stores touches of customers whose locks are held, as accepted messages of no run. Gives the names of those that are new. */
export async function insertTouches(
  trx: Transaction,
  workspace: string,
  touches: readonly Touch[],
): Promise<ReadonlySet<string>> {
  const ids = new Map(touches.map((touch) => [idOf(workspace, touch), touch]));
  const moment = (at: number | undefined) => (at === undefined ? null : timestamp(at));
  const each = [...ids.values()];
  const stored = await rows<{ id: string }>(
    trx,
    `insert into messages (id, origin, workspace, customer_id, channel, template_id, topic, in_caps, counted_at, state, created_at,
                           updated_at, accepted_at, delivered_at, opened_at, clicked_at)
     select id, 'import', ?, customer_id, channel, template, topic, true, at, 'accepted', at, at, at, delivered, opened, clicked
     from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                 cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as timestamptz[]))
       as new (id, customer_id, channel, template, topic, at, delivered, opened, clicked)
     on conflict (id) do nothing returning id`,
    [
      workspace,
      [...ids.keys()],
      each.map(({ customerId }) => customerId),
      each.map(({ channel }) => channel),
      each.map(({ template }) => template),
      each.map(({ topic }) => topic ?? null),
      each.map(({ at }) => timestamp(at)),
      each.map(({ deliveredAt }) => moment(deliveredAt)),
      each.map(({ openedAt }) => moment(openedAt)),
      each.map(({ clickedAt }) => moment(clickedAt)),
    ],
  );
  return new Set(stored.map(({ id }) => (ids.get(id) as Touch).name));
}

/** A UUID of the touch's own time, so that the ledger shows it where it belongs, and else of its name. */
function idOf(workspace: string, { name, at }: Touch): string {
  const hash = createHash('sha256').update(`${workspace}\n${name}`).digest('hex');
  const first = firstIdAt(at);
  return `${first.slice(0, 14)}7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
