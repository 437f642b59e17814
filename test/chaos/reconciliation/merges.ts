import { exitOfJourney } from '../journeys.ts';
import { idIn, personOf } from '../load.ts';
import type { Played } from '../play.ts';
import type { Books } from './findings.ts';
import type { StoredRun } from './runs.ts';

/** An event this close before a run's end may have been accepted just after its last turn. */
const MARGIN_MS = 1_000;

/**
 * Who was joined is one customer: identities, runs, messages, inbox, consents and the traits of both belong to it. Exit events
 * of either reached the runs of both; what was superseded sent nothing more.
 */
export async function reconcileMerges(books: Books, { joins, accepted }: Played, runs: readonly StoredRun[]) {
  const { look, lost, double } = books;
  const identities = await look<{ value: string; customerId: string; traits: Record<string, unknown> }>(
    `select i.value, i.customer_id as "customerId", c.traits from identities i join customers c on c.id = i.customer_id
     where i.kind in ('user_id', 'anonymous_id')`,
  );
  const byId = new Map(identities.map((identity) => [identity.value, identity]));
  for (const { from, into } of joins) {
    const [one, other] = [byId.get(from), byId.get(into)];
    if (!one || one.customerId !== other?.customerId) lost.push(`join of ${from} into ${into}`);
  }
  for (const messageId of accepted) {
    const id = idIn(messageId);
    if (messageId.endsWith(' identify') && byId.get(id)?.traits[`from ${id}`] !== true) lost.push(`trait of ${id}`);
  }
  for (const table of ['identities', 'journey_runs', 'messages', 'inbox_messages', 'consents']) {
    const [left] = await look<{ rows: number }>(
      `select count(*) as rows from ${table} t join customers c on c.id = t.customer_id where c.merged_into is not null`,
    );
    if ((left?.rows ?? 0) > 0)
      lost.push(`${left?.rows} rows of ${table}, left with customers who were joined into others`);
  }
  await reconcileExits(books, runs);
  const late = await look<{ id: string }>(
    `select distinct m.id from messages m join journey_runs r on r.id = m.journey_run_id
     join message_attempts a on a.message_id = m.id where a.started_at > r.superseded_at`,
  );
  for (const { id } of late) double.push(`message ${id}, sent by a run that was superseded`);
  return { joins: joins.length, superseded: runs.filter(({ supersededAt }) => supersededAt !== null).length };
}

/** Each exit event of a person is an input of the runs that it may end, also if the run was another customer's then. */
async function reconcileExits({ look, lost }: Books, runs: readonly StoredRun[]): Promise<void> {
  const names = Object.values(exitOfJourney).map(({ event }) => event);
  const events = await look<{
    id: string;
    name: string;
    customerId: string;
    order: string | null;
    messageId: string;
    acceptedAt: number;
  }>(
    `select id, name, customer_id as "customerId", properties ->> 'order' as order, message_id as "messageId",
            extract(epoch from accepted_at) * 1000 as "acceptedAt" from events where name = any (?)`,
    [names],
  );
  const merges = await look<{ at: number; one: string; other: string }>(
    `select extract(epoch from at) * 1000 as at, customer_id as one, merged_id as other from merges`,
  );
  const inputs = await look<{ run: string; event: string }>(
    `select journey_run_id as run, event_id as event from run_inputs where event_id is not null`,
  );
  const taken = new Set(inputs.map(({ run, event }) => `${run} ${event}`));
  for (const run of runs) {
    const exit = exitOfJourney[run.journey];
    if (!exit || run.endedAt === null) continue;
    const until = Math.min(run.supersededAt ?? Infinity, run.endedAt - MARGIN_MS);
    const matching = events.filter(
      ({ name, order, messageId }) =>
        name === exit.event && personOf(idIn(messageId)) === personOf(run.enteredAs) && order === (run.key ?? null),
    );
    for (const event of matching) {
      const joined = merges.find(({ one, other }) => {
        const pair = [one, other];
        return pair.includes(event.customerId) && pair.includes(run.entryCustomer);
      });
      const knownAt =
        event.customerId === run.entryCustomer ? event.acceptedAt : Math.max(event.acceptedAt, joined?.at ?? Infinity);
      if (event.acceptedAt <= run.enteredAt || knownAt >= until) continue;
      if (!taken.has(`${run.id} ${event.id}`))
        lost.push(`input "${event.messageId}" of run ${run.id} in ${run.journey}`);
      else if (!['superseded', 'consent-withdrawn', exit.reason].includes(run.endReason ?? ''))
        lost.push(`exit of run ${run.id} by "${event.messageId}": it ended as ${run.endReason}`);
    }
  }
}
