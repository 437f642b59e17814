import { personOf } from '../load.ts';
import type { Played } from '../play.ts';
import { keyIn } from '../receivers.ts';
import type { Books } from './findings.ts';

interface StoredTask {
  readonly id: string;
  readonly state: string;
  readonly choice: string | null;
  readonly assignee: string | null;
  readonly answers: number;
  readonly claimants: number;
  readonly inputs: number;
  readonly path: string | null;
}

/**
 * Of all who claim or answer a task at once one does: what was confirmed to them is what is stored, the run took it once and
 * went on by it. Who is asked was sent one mail.
 */
export async function reconcileTasks(books: Books, { confirmed, mails }: Played) {
  const { look, lost, double } = books;
  const tasks = await look<StoredTask>(
    `select t.id, t.state, t.choice, t.assignee, v.path,
            (select count(*) from task_history h where h.task_id = t.id and h.what = 'answered') as answers,
            (select count(distinct person) from task_history h where h.task_id = t.id and h.what = 'claimed') as claimants,
            (select count(*) from run_inputs i where i.journey_run_id = t.journey_run_id and i.kind = 'job-settled'
               and (i.body ->> 'visit')::int = t.visit) as inputs
     from tasks t left join run_visits v using (journey_run_id, visit)`,
  );
  for (const { id, state, choice, assignee, answers, claimants, inputs, path } of tasks) {
    const own = confirmed.filter(({ taskId }) => taskId === id);
    const answered = own.filter(({ what }) => what === 'answer');
    if (answered.length > 1) double.push(`answer of task ${id}: confirmed ${answered.length} times`);
    if (new Set(own.filter(({ what }) => what === 'claim').map(({ person }) => person)).size > 1 || claimants > 1)
      double.push(`claim of task ${id}`);
    for (const given of answered) {
      if (state !== 'answered' || choice !== given.choice || assignee !== given.person)
        lost.push(`answer "${given.choice}" of ${given.person} to task ${id}: it is ${state} ${choice} of ${assignee}`);
    }
    const wanted = state === 'answered' ? 1 : 0;
    if (answers !== wanted || inputs !== wanted)
      double.push(`answer of task ${id}, ${state}: ${answers} times, ${inputs} inputs`);
    const way = state === 'answered' ? choice : state;
    if (path !== way) lost.push(`way of task ${id}: it is ${way}, and its run went by ${path}`);
    if (!['answered', 'overdue'].includes(state)) lost.push(`task ${id}, left as ${state}`);
  }
  await reconcileAlerts(books, mails);
  return { tasks: tasks.length, answered: tasks.filter(({ state }) => state === 'answered').length };
}

async function reconcileAlerts(books: Books, mails: Played['mails']): Promise<void> {
  const alerts = await books.look<{ id: string; state: string }>(`select id, state from task_alerts`);
  const received = mails.filter(({ to }) => personOf(to[0] ?? '') === '').map(keyIn);
  books.twice('mail about a task', received);
  const known = new Map(alerts.map(({ id, state }) => [id, state]));
  books.missing('alert of a received mail', received, known);
  const arrived = new Set(received);
  const sent = alerts.filter(({ state }) => state === 'sent').map(({ id }) => id);
  books.missing('mail of the sent alert', sent, arrived);
  for (const { id, state } of alerts) {
    // What waits is of a task that is closed by now, and is dropped when its time comes.
    const isSent = ['sending', 'sent', 'unknown'].includes(state);
    if (!isSent && arrived.has(id)) books.double.push(`alert ${id}, ${state} and received all the same`);
  }
}
