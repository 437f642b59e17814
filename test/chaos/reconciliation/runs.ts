import { digests } from '../journeys.ts';
import { idIn, personOf } from '../load.ts';
import type { Played } from '../play.ts';
import type { Books } from './findings.ts';

export interface StoredRun {
  readonly id: string;
  readonly journey: string;
  readonly key: string | null;
  /** The id under which the customer entered. */
  readonly enteredAs: string;
  readonly entryEvent: string;
  /** The customer at the entry, who may have been joined since. */
  readonly entryCustomer: string;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly supersededAt: number | null;
}

const journeysOf: Readonly<Record<string, readonly string[]>> = {
  'Signed Up': ['welcome'],
  Ordered: ['order'],
  'Trial Started': ['pitch'],
  'Tips Wanted': digests,
};

/**
 * Every accepted call is stored once; every entry is a run, unless the same person is in or was in that journey already;
 * every run has ended and taken all its inputs.
 */
export async function reconcileRuns(books: Books, { accepted, joins }: Played): Promise<StoredRun[]> {
  const { look, lost, double } = books;
  const events = await look<{ id: string; name: string; messageId: string; acceptedAt: number }>(
    `select id, name, message_id as "messageId", extract(epoch from accepted_at) * 1000 as "acceptedAt" from events where message_id not like 'feedback/%'`,
  );
  const own = events.map(({ messageId }) => messageId).filter((messageId) => !messageId.includes('/'));
  books.missing('event', accepted, new Set(own));
  books.twice('event', own);
  await reconcileSentEvents(books);

  const stored = await look<Omit<StoredRun, 'enteredAs'> & { messageId: string; whole: boolean; stuck: boolean }>(
    `select run.id, run.journey_id as journey, run.key, e.message_id as "messageId", e.id as "entryEvent", e.customer_id as "entryCustomer",
            extract(epoch from run.entry_accepted_at) * 1000 as "enteredAt", extract(epoch from run.ended_at) * 1000 as "endedAt",
            run.end_reason as "endReason", extract(epoch from run.superseded_at) * 1000 as "supersededAt", run.consumed = run.last_seq as whole,
            run.stuck_at is not null as stuck
     from journey_runs run join events e on e.id = run.entry_event_id and e.accepted_at = run.entry_accepted_at`,
  );
  const runs = stored.map((run): StoredRun => ({ ...run, enteredAs: idIn(run.messageId) }));
  for (const { id, whole, stuck, endedAt, messageId, journey } of stored) {
    if (stuck) lost.push(`run ${id} (${messageId}), stuck`);
    if (endedAt === null) lost.push(`end of run ${id} in ${journey} (${messageId})`);
    if (!whole) lost.push(`input of run ${id} in ${journey} (${messageId})`);
  }
  books.twice(
    'run of event',
    runs.map(({ journey, entryEvent }) => `${journey} ${entryEvent}`),
  );
  books.twice(
    'run of',
    runs.map(({ journey, key, enteredAs }) => `${journey} ${key ?? enteredAs}`),
  );

  const ofPerson = new Map<string, StoredRun[]>();
  for (const run of runs) {
    const name = `${run.journey} ${run.key ?? personOf(run.enteredAs)}`;
    ofPerson.set(name, [...(ofPerson.get(name) ?? []), run]);
  }
  const byEvent = new Set(runs.map(({ journey, entryEvent }) => `${journey} ${entryEvent}`));
  const entries = events.flatMap((event) => (journeysOf[event.name] ?? []).map((journey) => ({ ...event, journey })));
  for (const { id, journey, messageId, acceptedAt } of entries) {
    if (byEvent.has(`${journey} ${id}`)) continue;
    const person = personOf(idIn(messageId));
    const joining = joins.find(({ into }) => personOf(into) === person);
    const others = ofPerson.get(`${journey} ${person}`) ?? [];
    // A person who came under two ids was in the journey already.
    if (journey === 'order' || others.length === 0 || !joining || acceptedAt < joining.sentAt)
      lost.push(`run in ${journey} of "${messageId}"`);
  }
  for (const [name, [first, ...later]] of ofPerson) {
    const joining = joins.find(({ into }) => personOf(into) === personOf(first?.enteredAs ?? ''));
    for (const { enteredAt, id } of later) {
      if (!joining || enteredAt > joining.answeredAt) double.push(`run of ${name}: ${id} after the customers were one`);
    }
  }
  return runs;
}

/** "Message Sent" comes once for each message that a provider took. */
async function reconcileSentEvents({ look, double, lost }: Books): Promise<void> {
  const messages = await look<{
    id: string;
    state: string;
    sent: { id: string; at: string }[] | null;
    attempts: object[] | null;
  }>(
    // Events have no index by message id: they are read once, not once a message.
    `with sent_events as materialized (
       select message_id, json_agg(json_build_object('id', id, 'at', accepted_at)) as sent
       from events where message_id like 'sent/%' group by 1
     )
     select m.id, m.state, s.sent,
            (select json_agg(a order by attempt) from message_attempts a where a.message_id = m.id) as attempts
     from messages m left join sent_events s on s.message_id = 'sent/' || m.id`,
  );
  for (const { id, state, sent, attempts } of messages) {
    const wanted = state === 'accepted' ? 1 : 0;
    const times = sent?.length ?? 0;
    if (times < wanted) lost.push(`event that message ${id} was sent`);
    if (times > wanted)
      double.push(`event that message ${id} (${state}) was sent: ${JSON.stringify({ sent, attempts })}`);
  }
}
