import { sendSteps } from '../journeys.ts';
import { personOf } from '../load.ts';
import type { Played } from '../play.ts';
import { keyIn } from '../receivers.ts';
import type { Books } from './findings.ts';
import type { StoredRun } from './runs.ts';

/** Messages due = ledger = what arrived: mails in the mailbox, webhooks at the sink, in-app messages in the inbox of a page. */
export async function reconcileMessages(books: Books, played: Played, runs: readonly StoredRun[]) {
  const { look, lost, double } = books;
  const { mails, hooks, inAppShown } = played;
  const ledger = await look<{ key: string; state: string; channel: string }>(
    `select id as key, state, channel from messages`,
  );
  const due = await look<{ key: string }>(
    `select coalesce(message.id::text, visit.journey_run_id || ' visit ' || visit.visit) as key
     from run_visits visit left join messages message using (journey_run_id, visit)
     where visit.step_id = any (?) and path is not null`,
    [sendSteps],
  );
  const inLedger = new Set(ledger.map(({ key }) => key));
  books.missing(
    'message',
    due.map(({ key }) => key),
    inLedger,
  );

  const toCustomers = mails.filter(({ to }) => personOf(to[0] ?? '') !== '');
  const mailKeys = toCustomers.map(keyIn);
  books.twice('mail', mailKeys);
  const runsOf = new Map<string, number>();
  for (const { enteredAs, journey } of runs) {
    const name = `${journey} ${personOf(enteredAs)}`;
    runsOf.set(name, (runsOf.get(name) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const { to, subject } of toCustomers) {
    const name = `${subject === 'offer' ? 'pitch' : 'welcome'} ${personOf(to[0] ?? '')}`;
    const times = (counts.get(`${name} ${subject}`) ?? 0) + 1;
    counts.set(`${name} ${subject}`, times);
    if (times > (runsOf.get(name) ?? 0)) double.push(`mail to ${to.join()} "${subject}": ${times} times`);
  }
  books.twice(
    'webhook about',
    [...hooks.values()].map(({ body }) => JSON.stringify(body)),
  );
  for (const [id, persons] of inAppShown) {
    if (persons.size > 1) double.push(`in-app message ${id}, in the inboxes of ${persons.size} persons`);
  }

  const arrived = new Set([...mailKeys, ...hooks.keys(), ...inAppShown.keys()]);
  for (const { key, state, channel } of ledger) {
    if (state === 'accepted' && !arrived.has(key))
      lost.push(`${channel} ${key}, accepted in the ledger, never received`);
    if (!['accepted', 'unknown', 'blocked'].includes(state)) lost.push(`${channel} ${key}, left as ${state}`);
    if (state === 'unknown' && channel !== 'email')
      lost.push(`${channel} ${key}, unknown although the receiver has the key`);
    if (state === 'blocked' && arrived.has(key))
      double.push(`${channel} ${key}, blocked in the ledger and received all the same`);
  }
  books.missing('ledger entry of a received message', arrived, inLedger);
  const unknown = ledger.filter(({ state }) => state === 'unknown').length;
  return { messages: ledger.length, unknown, inApp: inAppShown.size };
}
