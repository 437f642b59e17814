import { defineEvent, email, exit, flow, journey, on, send, t, task, template, webhook } from '../../core/index.ts';
import { type StoryCustomer, story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

const Started = defineEvent('Started', {});
const Stopped = defineEvent('Stopped', {});
const hello = send('hello', template('hello'), { via: [email, webhook] });
const short = journey(
  'short',
  { purpose: 'transactional', entry: on(Started), exit: { stopped: on(Stopped) } },
  flow(hello, exit('out', 'greeted')),
);

let ada: StoryCustomer;
beforeEach(async () => {
  ada = (await story(short, { start: '2026-03-02T08:00Z' })).customer();
});

it('tells who received what, by which channel', async () => {
  expect(ada).not.toHaveReceived(hello);
  await ada.does(Started({}));
  expect(ada).toHaveReceived(hello);
  expect(ada).toHaveReceived('hello', { via: webhook });
  expect(ada).not.toHaveReceived('hello', { via: email });
  expect(() => expect(ada).toHaveReceived('hello', { via: email })).toThrow(
    /to have received "hello" by email; there was\n {2}hello by webhook, 2026-03-02T08:00:00.000Z: accepted/,
  );
  expect(() => expect(ada).not.toHaveReceived('hello')).toThrow(/not to have received "hello"/);
});

it('tells who exited and why', async () => {
  expect(ada).not.toHaveExited('greeted');
  expect(() => expect(ada).toHaveExited('greeted')).toThrow('they never entered');
  await ada.does(Started({}));
  expect(ada).toHaveExited('greeted');
  expect(() => expect(ada).toHaveExited('stopped')).toThrow('of their runs one ended: greeted');
});

it('takes no step and no reason that the journey does not have: `not` would always hold', () => {
  expect(() => expect(ada).not.toHaveReceived('helo')).toThrow(/no step that sends "helo"[\s\S]*Did you mean "hello"/);
  expect(() => expect(ada).not.toHaveReceived('out')).toThrow(/no step that sends "out"/);
  expect(() => expect(ada).not.toHaveExited('stoped')).toThrow(/no exit "stoped"[\s\S]*Did you mean "stopped"/);
  for (const reason of ['stopped', 'greeted', 'completed']) expect(ada).not.toHaveExited(reason);
});

describe('of tasks and goals', () => {
  const Bought = defineEvent('Bought', { total: t.number });
  const call = task('call', { group: 'sales', choices: ['reached', 'lost'], due: '1 day' });
  const calling = journey(
    'calling',
    { purpose: 'transactional', entry: on(Started), goal: on(Bought).within('2 days').value(Bought.total) },
    flow(call),
  );

  it('tells who was asked, and what was answered', async () => {
    const s = await story(calling, { start: '2026-03-02T08:00Z' });
    const grace = s.customer();
    expect(grace).not.toHaveTask(call);
    await grace.does(Started({}));
    expect(grace).toHaveTask('call', { state: 'open', group: 'sales' });
    await expect(grace.task(call).answers('reachd')).rejects.toThrow(/no choice "reachd".*\n.*"reached"/);
    await grace.task(call).answers('lost', { by: 'ann' });
    expect(grace).toHaveTask(call, { state: 'answered', choice: 'lost', by: 'ann' });
    expect(() => expect(grace).toHaveTask(call, { choice: 'reached' })).toThrow(
      /to have a task "call" with choice reached; there was: answered lost by ann/,
    );
    await expect(grace.task('call').answers('lost')).rejects.toThrow(/no open task/);
  });

  it('tells who reached the goal, and with which value, after the end of the run too', async () => {
    const s = await story(calling, { start: '2026-03-02T08:00Z' });
    const grace = s.customer();
    await grace.does(Started({}));
    await s.skip('30 hours');
    expect(grace).toHaveTask(call, { state: 'overdue' });
    expect(() => expect(grace).toHaveReachedGoal()).toThrow(/it was not reached \(of their runs one ended/);
    await grace.does(Bought({ total: 64 }));
    expect(grace).toHaveReachedGoal({ value: 64 });
    expect(grace).not.toHaveReachedGoal({ value: 65 });
    expect(() => expect(ada).toHaveReachedGoal()).toThrow(/no part called "goal"/);
  });
});
