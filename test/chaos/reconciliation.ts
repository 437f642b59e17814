import type { TestDatabase } from '../support/database.ts';
import type { Mail } from '../support/mails.ts';

export interface Reconciliation {
  readonly events: number;
  readonly runs: number;
  readonly messages: number;
  /** One sentence for each thing that is missing or came twice. */
  readonly lost: readonly string[];
  readonly double: readonly string[];
  /** Messages that were claimed after their customer's withdrawal was answered. */
  readonly afterConsent: readonly string[];
  /** Mails with an unknown outcome (SMTP has no key): each may have arrived, and was not sent again. */
  readonly unknown: number;
  /** Requests the webhook receiver saw again under a key it had: no effect, only traffic. */
  readonly resent: number;
}

export interface Received {
  readonly mails: readonly Mail[];
  readonly hooks: ReadonlyMap<string, { readonly times: number; readonly body: unknown }>;
}

/**
 * Compares three sides when everything is quiet: events accepted = stored, runs due = ended, messages due = ledger = keys
 * received. Nothing is taken from the same place twice: what was accepted comes from the answers of the API, what is due
 * from the plan and the visits, what arrived from the receivers.
 */
export async function reconcile(
  db: Pick<TestDatabase, 'look'>,
  accepted: ReadonlySet<string>,
  received: Received,
  withdrawals: ReadonlyMap<string, number> = new Map(),
): Promise<Reconciliation> {
  const lost: string[] = [];
  const double: string[] = [];
  const count = (list: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
    return counts;
  };
  const twice = (what: string, list: readonly string[]) => {
    for (const [each, times] of count(list)) if (times > 1) double.push(`${what} ${each}: ${times} times`);
  };
  const missing = (what: string, wanted: Iterable<string>, there: ReadonlySet<string>) => {
    for (const each of wanted) if (!there.has(each)) lost.push(`${what} ${each}`);
  };

  const stored = (await db.look<{ id: string }>('select message_id as id from events')).map(({ id }) => id);
  missing('event', accepted, new Set(stored));
  twice('event', stored);

  const runs = await db.look<{ id: string; name: string; ended: boolean; whole: boolean }>(
    `select run.id, i.value || coalesce(' ' || run.key, '') || ' in ' || run.journey_id as name, run.ended_at is not null as ended, run.consumed = run.last_seq as whole
     from journey_runs run join identities i on i.customer_id = run.customer_id and i.kind = 'user_id'`,
  );
  const entries = await db.look<{ name: string }>(
    `select distinct i.value || case when e.name = 'Ordered' then ' ' || (e.properties ->> 'order') || ' in order' else ' in welcome' end as name
     from events e join identities i on i.customer_id = e.customer_id and i.kind = 'user_id' where e.name in ('Signed Up', 'Ordered')`,
  );
  missing(
    'run',
    entries.map(({ name }) => name),
    new Set(runs.map(({ name }) => name)),
  );
  twice(
    'run',
    runs.map(({ name }) => name),
  );
  for (const { name, ended, whole } of runs) {
    if (!ended) lost.push(`end of run ${name}`);
    if (!whole) lost.push(`input of run ${name}`);
  }

  const ledger = await db.look<{ key: string; state: string; channel: string }>(
    `select id as key, state, channel from messages`,
  );
  const due = await db.look<{ key: string }>(
    `select coalesce(message.id::text, visit.journey_run_id || ' visit ' || visit.visit) as key
     from run_visits visit left join messages message using (journey_run_id, visit)
     where visit.step_id in ('hello', 'bravo', 'nudge', 'received', 'shipped') and path is not null`,
  );
  missing(
    'message',
    due.map(({ key }) => key),
    new Set(ledger.map(({ key }) => key)),
  );
  const mailKeys = received.mails.map(({ messageId }) => messageId.slice(1).split('@')[0] as string);
  twice('mail', mailKeys);
  twice(
    'mail to',
    received.mails.map(({ to, subject }) => `${to.join()} "${subject}"`),
  );
  twice(
    'webhook about',
    [...received.hooks.values()].map(({ body }) => JSON.stringify(body)),
  );
  const arrived = new Set([...mailKeys, ...received.hooks.keys()]);
  for (const { key, state, channel } of ledger) {
    if (state === 'accepted' && !arrived.has(key))
      lost.push(`${channel} ${key}, accepted in the ledger, never received`);
    if (!['accepted', 'unknown', 'blocked'].includes(state)) lost.push(`${channel} ${key}, left as ${state}`);
    if (state === 'unknown' && channel === 'webhook')
      lost.push(`webhook ${key}, unknown although the receiver has the key`);
    if (state === 'blocked' && arrived.has(key))
      double.push(`${channel} ${key}, blocked in the ledger and received all the same`);
  }
  missing('ledger entry of a received message', arrived, new Set(ledger.map(({ key }) => key)));
  const attempts = await db.look<{ key: string; userId: string; startedAt: number }>(
    `select message.id as key, i.value as "userId", extract(epoch from attempt.started_at) * 1000 as "startedAt"
     from message_attempts attempt join messages message on message.id = attempt.message_id and message.journey_id = 'welcome'
     join identities i on i.customer_id = message.customer_id and i.kind = 'user_id'`,
  );
  const afterConsent = attempts.flatMap(({ key, userId, startedAt }) => {
    const answeredAt = withdrawals.get(userId) ?? Number.POSITIVE_INFINITY;
    return startedAt > answeredAt ? [`mail ${key}, claimed ${Math.round(startedAt - answeredAt)} ms after`] : [];
  });
  const withdrawn = await db.look<{ userId: string }>(
    `select distinct i.value as "userId" from consents join identities i using (customer_id) where state = 'withdrawn'`,
  );
  missing('withdrawal', withdrawals.keys(), new Set(withdrawn.map(({ userId }) => userId)));
  return {
    afterConsent,
    events: stored.length,
    runs: runs.length,
    messages: ledger.length,
    lost,
    double,
    unknown: ledger.filter(({ state }) => state === 'unknown').length,
    resent: [...received.hooks.values()].reduce((sum, { times }) => sum + times - 1, 0),
  };
}
