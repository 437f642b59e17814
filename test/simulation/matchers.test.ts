import { defineEvent, email, exit, flow, journey, on, send, template, webhook } from '../../core/index.ts';
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
