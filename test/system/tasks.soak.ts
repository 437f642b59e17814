import { answerTask } from '../../api/operations/tasks/answer-task.ts';
import { claimTask } from '../../api/operations/tasks/claim-task.ts';
import { getTask } from '../../api/operations/tasks/get-task.ts';
import { listTasks } from '../../api/operations/tasks/list-tasks.ts';
import { callOperation } from '../../cli/api-client.ts';
import {
  branch,
  defineEvent,
  defineTraits,
  email,
  entryOf,
  exit,
  flow,
  journey,
  on,
  send,
  t,
  task,
  template,
  text,
  when,
} from '../../core/index.ts';
import { runCommand } from '../support/command.ts';
import { templates } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(120_000);

const CartLeft = defineEvent('Cart Left', { value: t.number });
const AccountClosed = defineEvent('Account Closed', {});
const customer = defineTraits({ name: t.text });
const phone = task('phone', {
  group: 'sales',
  title: 'Call about the cart',
  instruction: text`Call ${customer.name} about the cart of ${entryOf(CartLeft).value}.`,
  choices: ['reached', 'lost'],
  reminder: '1 second',
  due: '1 hour',
});
const bigCart = journey(
  'big-cart',
  { purpose: 'transactional', entry: on(CartLeft), exit: { closed: on(AccountClosed) } },
  flow(
    phone,
    branch(
      'reached',
      [when(phone.outcome.is('reached'), flow(send('hello', template('hello'), { via: [email] })))],
      flow(exit('gave-up', 'not-reached')),
    ),
  ),
);
const workspace = { groups: { sales: { members: ['ann', 'ben', 'cem'], assign: 'rotation' } } };
const members = workspace.groups.sales.members;

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await startWorkerHere(system);
  await system.publish({ journeys: [bigCart], templates, workspace });
});
afterAll(() => system.stop());

async function leavesCart(userId: string): Promise<string> {
  const analytics = system.analytics();
  analytics.identify({ userId, traits: { email: `${userId}@example.com`, name: userId.toUpperCase() } });
  analytics.track({ userId, event: 'Cart Left', properties: { value: 640 } });
  const query = { userId, state: 'unanswered' as const };
  const { items } = await eventually(
    () => callOperation(system, listTasks, { query }),
    (seen) => seen.items.length === 1,
  );
  return items[0]?.id ?? '';
}
const show = (id: string) => callOperation(system, getTask, { params: { id } });
const claim = (id: string, person: string) => callOperation(system, claimTask, { params: { id }, body: { person } });
const answer = (id: string, person: string, choice = 'reached') =>
  callOperation(system, answerTask, { params: { id }, body: { person, choice, note: `by ${person}` } });
const tally = (results: readonly PromiseSettledResult<unknown>[]) => ({
  won: results.filter(({ status }) => status === 'fulfilled').length,
  codes: [
    ...new Set(
      results.flatMap((result) =>
        result.status === 'rejected'
          ? (result.reason as { problems: { code: string }[] }).problems.map(({ code }) => code)
          : [],
      ),
    ),
  ],
});

it('a task is given to the members in turn, listed, claimed and answered on the command line, and its run goes on', async () => {
  const ids = [await leavesCart('u1'), await leavesCart('u2'), await leavesCart('u3'), await leavesCart('u4')];
  const asked = await Promise.all(ids.map(show));
  expect(asked.map(({ assignee }) => assignee)).toEqual(['ann', 'ben', 'cem', 'ann']);
  expect(asked[0]).toMatchObject({ state: 'open', group: 'sales', instruction: 'Call U1 about the cart of 640.' });

  const id = ids[1] as string;
  const ofBen = await runCommand(system, ['tasks', '--assignee', 'ben']);
  expect(ofBen.output).toContain(id);
  expect(ofBen.output).not.toContain(ids[0]);
  expect(await runCommand(system, ['task', 'claim', id, '--by', 'cem'])).toEqual({
    code: 0,
    output: 'Claimed by cem.\n',
  });
  const taken = await runCommand(system, ['task', 'answer', id, 'reached', '--by', 'ben']);
  expect(taken).toMatchObject({ code: 1, output: expect.stringContaining('cem has claimed the task') });
  expect((await runCommand(system, ['task', 'claim', id, '--by', 'eve'])).output).toContain('cem has claimed the task');
  expect((await runCommand(system, ['task', 'release', id, '--by', 'cem'])).output).toBe('Released.\n');
  expect((await runCommand(system, ['task', 'claim', id, '--by', 'eve'])).output).toContain(
    'only members of the group "sales"',
  );
  expect((await runCommand(system, ['task', 'answer', id, 'perhaps', '--by', 'ben'])).output).toContain(
    'reached, lost',
  );
  const answered = await runCommand(system, [
    'task',
    'answer',
    id,
    'reached',
    '--by',
    'ben',
    '--note',
    'wants a quote',
  ]);
  expect(answered).toEqual({ code: 0, output: 'Answered: reached.\n' });

  await eventually(
    () => system.mails('u2@example.com'),
    (mails) => mails.length === 1,
  );
  const { journeyRunId } = await show(id);
  const story = await eventually(
    async () => (await runCommand(system, ['run', 'show', journeyRunId])).output,
    (output) => output.includes('the run ended'),
  );
  expect(story).toMatch(/task Call about the cart: asked sales, by rotation ben/);
  expect(story).toMatch(/task Call about the cart: claimed by cem/);
  expect(story).toMatch(/task Call about the cart: answered "reached" by ben: wants a quote/);
  expect(story).toMatch(/left Call about the cart by "reached".*the answer was "reached"/);
  const late = await runCommand(system, ['task', 'answer', id, 'lost', '--by', 'ann']);
  expect(late.output).toContain('the task is closed: it was answered "reached" by ben');
});

it('of ten claims at once exactly one wins, and of ten answers one, by which the run goes on', async () => {
  const id = await leavesCart('race');
  const people = Array.from({ length: 10 }, (_, index) => members[index % 3] as string);
  // Nine people who are not the first in the list: those of the winner's name may claim again.
  const claims = await Promise.allSettled(people.map((person) => claim(id, person)));
  const { assignee } = await show(id);
  const winners = people.filter((person) => person === assignee).length;
  expect(tally(claims)).toEqual({ won: winners, codes: ['task-claimed'] });
  const claimed = (await show(id)).history.filter(({ what }) => what === 'claimed');
  expect(claimed).toMatchObject([{ person: assignee }]);

  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => answer(id, assignee as string, index % 2 === 0 ? 'reached' : 'lost')),
  );
  expect(tally(answers)).toEqual({ won: 1, codes: ['task-closed'] });
  const { choice, journeyRunId, history } = await show(id);
  expect(history.filter(({ what }) => what === 'answered')).toHaveLength(1);
  const [run] = await eventually(
    () =>
      system.db.look<{ settled: number; reason: string | null }>(
        `select (select count(*) from run_inputs where journey_run_id = run.id and kind = 'job-settled' and body->>'visit' = '1')::int as settled,
                end_reason as reason from journey_runs run where id = ?`,
        [journeyRunId],
      ),
    (seen) => seen[0]?.reason != null,
  );
  expect(run).toEqual({ settled: 1, reason: choice === 'reached' ? 'completed' : 'not-reached' });
});

it('a reminder comes in time, and an exit cancels the task, which can not be answered any more', async () => {
  const id = await leavesCart('closed');
  await eventually(
    () => show(id),
    ({ history }) => history.some(({ what }) => what === 'reminded'),
  );
  system.analytics().track({ userId: 'closed', event: 'Account Closed' });
  const { history } = await eventually(
    () => show(id),
    ({ state }) => state === 'cancelled',
  );
  expect(history.map(({ what }) => what)).toEqual(['created', 'reminded', 'cancelled']);
  await expect(answer(id, 'ann')).rejects.toThrow(/the task is closed: the run left before an answer came/);
});
