import { createHash } from 'node:crypto';
import { PROVIDER, REACTION_MS } from '../journeys.ts';
import type { Played } from '../play.ts';
import type { Books } from './findings.ts';

/** A click this close before a deadline may have been accepted just after the turn that the deadline ended. */
const MARGIN_MS = 1_000;

interface StoredFeedback {
  readonly id: string;
  readonly messageId: string;
  readonly source: string;
  readonly fingerprint: string;
  readonly kind: string;
  readonly machine: string | null;
  readonly isDue: boolean;
  readonly events: number;
  readonly inputs: number;
  readonly isRaised: boolean;
}

/**
 * Each report that was answered is stored once, however often it was sent; each of a person, and what a provider says, is one
 * event of the customer and at most one input of a run; it raised the message's engagement, and what it promises happened.
 */
export async function reconcileFeedback(books: Books, { reports, followed, inAppActs }: Played): Promise<number> {
  const { look, lost, double } = books;
  const stored = await look<StoredFeedback>(
    // Events have no index by message id: they are read once, not once a report.
    `with seen as materialized (
       select e.id, e.message_id from events e where e.message_id like 'feedback/%'
     ), seen_events as (select message_id, count(*) as events from seen group by 1),
     seen_inputs as (
       select message_id, max(n) as inputs from (
         select s.message_id, count(*) as n from seen s join run_inputs i on i.event_id = s.id group by 1, i.journey_run_id
       ) per_run group by 1
     )
     select f.id, f.message_id as "messageId", f.source, encode(f.fingerprint, 'hex') as fingerprint, f.kind, f.machine,
            f.due_at is not null as "isDue", coalesce(e.events, 0) as events, coalesce(i.inputs, 0) as inputs,
            case f.kind when 'clicked' then m.clicked_at when 'bounced' then m.created_at when 'delivered' then m.delivered_at
              else m.opened_at end is not null as "isRaised"
     from message_feedback f join messages m on m.id = f.message_id
     left join seen_events e on e.message_id = 'feedback/' || f.id
     left join seen_inputs i on i.message_id = 'feedback/' || f.id`,
  );
  for (const { id, kind, machine, isDue, events, inputs, isRaised } of stored) {
    const wanted = machine === null ? 1 : 0;
    if (isDue) lost.push(`decision on feedback ${id} (${kind})`);
    if (events < wanted) lost.push(`event of feedback ${id} (${kind})`);
    if (events > wanted) double.push(`event of feedback ${id} (${kind}, ${machine ?? 'a person'}): ${events} times`);
    if (inputs > 1) double.push(`input of feedback ${id} (${kind}): ${inputs} times`);
    if (machine === null && !isRaised) lost.push(`engagement by feedback ${id} (${kind})`);
  }
  const ofProvider = stored.filter(({ source }) => source === PROVIDER);
  const hash = (id: string) => createHash('sha256').update(id).digest('hex');
  books.missing(
    'report',
    reports.map(({ id }) => hash(id)),
    new Set(ofProvider.map(({ fingerprint }) => fingerprint)),
  );
  if (ofProvider.length > reports.length) double.push(`${ofProvider.length} reports stored of ${reports.length}`);
  const kinds = new Set(stored.map(({ messageId, source, kind }) => `${source} ${kind} ${messageId}`));
  books.missing(
    'sign of',
    [...followed].map((id) => `tracking clicked ${id}`),
    kinds,
  );
  books.missing(
    'sign of',
    inAppActs.map(({ kind, messageId }) => `in-app ${kind} ${messageId}`),
    kinds,
  );
  books.twice(
    'in-app',
    stored.filter(({ source }) => source === 'in-app').map(({ kind, messageId }) => `${kind} ${messageId}`),
  );
  await reconcileEffects(books, reports);
  return stored.length;
}

async function reconcileEffects({ look, lost, afterConsent }: Books, reports: Played['reports']): Promise<void> {
  // Which click woke its run: one that was accepted in time ended the wait.
  const late = await look<{ run: string; step: string }>(
    `select distinct v.journey_run_id as run, v.step_id as step from run_visits v
     join messages m on m.journey_run_id = v.journey_run_id and m.step_id = case v.step_id when 'reaction' then 'offer' else 'offer-in-app' end
     join message_feedback f on f.message_id = m.id and f.kind = 'clicked' and f.machine is null
     join events e on e.message_id = 'feedback/' || f.id
     where v.step_id in ('reaction', 'look') and v.path = 'timeout' and e.accepted_at > v.arrived_at
       and e.accepted_at < v.arrived_at + ? * interval '1 millisecond'`,
    [REACTION_MS - MARGIN_MS],
  );
  for (const { run, step } of late) lost.push(`click that run ${run} waited for at "${step}"`);
  const unclicked = await look<{ run: string }>(
    `select v.journey_run_id as run from run_visits v where v.step_id in ('reaction', 'look') and v.path = 'clicked' and not exists (
       select 1 from messages m where m.journey_run_id = v.journey_run_id and m.clicked_at is not null)`,
  );
  for (const { run } of unclicked) lost.push(`the click by which run ${run} went on`);
  for (const { messageId, kind, answeredAt } of reports) {
    if (kind !== 'bounced') continue;
    const [bounced] = await look<{ suppressed: boolean; after: number }>(
      `select exists (select 1 from suppressions s where s.channel = 'email' and s.address_hash = m.address_hash) as suppressed,
              (select count(*) from message_attempts a join messages o on o.id = a.message_id
               where o.address_hash = m.address_hash and a.channel = 'email' and a.started_at > to_timestamp(? / 1000.0)) as after
       from messages m where m.id = ?`,
      [answeredAt ?? Date.now(), messageId],
    );
    if (!bounced?.suppressed) lost.push(`suppression after the bounce of ${messageId}`);
    if ((bounced?.after ?? 0) > 0) afterConsent.push(`mail to the address of ${messageId}, which had bounced`);
  }
}
