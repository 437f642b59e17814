import fc from 'fast-check';
import { TemporaryFailure } from '../../../core/base/failure.ts';
import type { Acceptance } from '../../../services/intake/accept.ts';
import { createCollector } from '../../../services/intake/collect.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';

const event = (messageId: string) => ({ messageId }) as IncomingEvent;
const accepted: Acceptance = { result: 'accepted', entered: 0 };

function slowAccept() {
  const batches: string[][] = [];
  const finish: (() => void)[] = [];
  const accept = async (_workspace: string, events: readonly IncomingEvent[]) => {
    batches.push(events.map(({ messageId }) => messageId));
    await new Promise<void>((resolve) => finish.push(resolve));
    return events.map(() => accepted);
  };
  return { batches, finish, accept };
}

it('commits a lone request at once, and takes all that came meanwhile as the next batch', async () => {
  const { batches, finish, accept } = slowAccept();
  const collector = createCollector(accept);
  const answers = ['a', 'b', 'c'].map((id) => collector.submit('default', [event(id)], 'sender'));
  expect(batches).toEqual([['a']]);
  finish[0]?.();
  await answers[0];
  await new Promise(setImmediate);
  expect(batches).toEqual([['a'], ['b', 'c']]);
  finish[1]?.();
  expect(await Promise.all(answers)).toEqual([[accepted], [accepted], [accepted]]);
});

it('keeps workspaces apart and batches within their size', async () => {
  const { batches, finish, accept } = slowAccept();
  const collector = createCollector(accept, { maxBatch: 2 });
  const answers = [
    collector.submit('x', [event('0')], 'sender'),
    collector.submit('x', [event('1'), event('2'), event('3')], 'sender'),
    collector.submit('x', [event('4')], 'sender'),
    collector.submit('y', [event('5')], 'sender'),
  ];
  for (let round = 0; round < 4; round += 1) {
    finish[round]?.();
    await new Promise(setImmediate);
  }
  await Promise.all(answers);
  expect(batches).toEqual([['0'], ['1', '2'], ['3', '4'], ['5']]);
});

it('cuts a large request into parts, with calls of others between them, and answers it as a whole', async () => {
  const { batches, finish, accept } = slowAccept();
  const collector = createCollector(accept, { maxBatch: 2 });
  const large = collector.submit('x', ['1', '2', '3', '4', '5'].map(event), 'bulk');
  const other = collector.submit('x', [event('a')], 'shop');
  for (let round = 0; round < 4; round += 1) {
    finish[round]?.();
    await new Promise(setImmediate);
  }
  expect(batches).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['a', '5'],
  ]);
  expect(await large).toHaveLength(5);
  expect(await other).toEqual([accepted]);
});

it('a part that the server can not take fails the whole request; later parts are not tried', async () => {
  const tried: string[] = [];
  const collector = createCollector(
    async (_workspace, events) => {
      tried.push(...events.map(({ messageId }) => messageId));
      await new Promise(setImmediate);
      if (tried.includes('3')) throw new TemporaryFailure('database-away', 'away');
      return events.map(() => accepted);
    },
    { maxBatch: 2 },
  );
  const large = collector.submit('x', ['1', '2', '3', '4', '5', '6'].map(event), 'bulk');
  await expect(large).rejects.toMatchObject({ code: 'database-away' });
  await collector.drained();
  expect(tried).toEqual(['1', '2', '3', '4']);
  expect(collector.waiting()).toBe(0);
});

it('tells every request of a batch that failed, and goes on', async () => {
  let fail = true;
  const collector = createCollector(async (_workspace, events) => {
    await new Promise(setImmediate);
    if (fail) throw new Error('away');
    return events.map(() => accepted);
  });
  await expect(Promise.all([collector.submit('default', [event('a')], 'sender')])).rejects.toThrow('away');
  fail = false;
  expect(await collector.submit('default', [event('b')], 'sender')).toEqual([accepted]);
});

it('turns requests away instead of growing without end', async () => {
  const { accept, finish } = slowAccept();
  const collector = createCollector(accept, { maxWaiting: 2 });
  const first = collector.submit('default', [event('a'), event('b')], 'sender');
  await expect(collector.submit('default', [event('c')], 'sender')).rejects.toMatchObject({
    code: 'intake-busy',
    retryAfter: 1_000,
  });
  finish[0]?.();
  await first;
  expect(collector.waiting()).toBe(0);
});

describe('senders', () => {
  it('are taken in turns: who has little waiting is not behind who has much', async () => {
    const { batches, finish, accept } = slowAccept();
    const collector = createCollector(accept, { maxBatch: 4 });
    const answers = [collector.submit('default', [event('first')], 'shop')];
    for (let index = 0; index < 6; index += 1)
      answers.push(collector.submit('default', [event(`flood ${index}`)], 'flood'));
    answers.push(collector.submit('default', [event('a')], 'ann'), collector.submit('default', [event('b')], 'ben'));
    for (let round = 0; round < 3; round += 1) {
      finish[round]?.();
      await new Promise(setImmediate);
    }
    expect(batches).toEqual([
      ['first'],
      ['flood 0', 'a', 'b', 'flood 1'],
      ['flood 2', 'flood 3', 'flood 4', 'flood 5'],
    ]);
    finish[3]?.();
    finish[2]?.();
    await Promise.all(answers);
  });

  it('who fills a share is turned away, and the others are not', async () => {
    const { accept, finish } = slowAccept();
    const collector = createCollector(accept, { maxWaiting: 100 });
    const submit = (sender: string) => collector.submit('default', [event('e')], sender);
    const answers: Promise<unknown>[] = [];
    const fill = (sender: string) => {
      let taken = 0;
      for (; taken < 200; taken += 1) {
        const answer = submit(sender);
        answers.push(answer.catch(() => {}));
        if (collector.waiting() === before + taken) break; // turned away
      }
      return taken;
    };
    let before = 0;
    expect(fill('flood')).toBe(50);
    await expect(submit('flood')).rejects.toMatchObject({ code: 'intake-busy', retryAfter: 1_000 });
    before = collector.waiting();
    expect(fill('second')).toBe(25);
    before = collector.waiting();
    expect(fill('third')).toBeGreaterThan(10);
    const shop = submit('shop');
    finish[0]?.();
    await new Promise(setImmediate);
    finish[1]?.();
    expect(await shop).toEqual([accepted]);
    await Promise.all(answers);
    expect(collector.waiting()).toBe(0);
  });

  it('have no more than their room whatever they send, and all of it back afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ sender: fc.integer({ min: 0, max: 4 }), events: fc.integer({ min: 1, max: 30 }) }), {
          maxLength: 60,
        }),
        async (calls) => {
          const collector = createCollector(
            async (_workspace, events) => {
              await new Promise(setImmediate);
              return events.map(() => accepted);
            },
            { maxWaiting: 100, maxBatch: 20 },
          );
          const answers = calls.map(({ sender, events }) => {
            const answer = collector.submit('default', Array(events).fill(event('e')), `${sender}`);
            expect(collector.waiting()).toBeLessThanOrEqual(100);
            return answer.then(
              ({ length }) => expect(length).toBe(events),
              (error) => expect(error).toMatchObject({ code: 'intake-busy' }),
            );
          });
          await Promise.all(answers);
          expect(collector.waiting()).toBe(0);
        },
      ),
      { seed: 11 },
    );
  });
});

it('a database that does not answer is reported to all calls that wait, not to each after the same wait', async () => {
  let isSilent = true;
  let commits = 0;
  const collector = createCollector(
    async (_workspace, events) => {
      commits += 1;
      await new Promise(setImmediate);
      if (isSilent) throw new TemporaryFailure('database-silent', 'no answer');
      return events.map(() => accepted);
    },
    { maxBatch: 1 },
  );
  const answers = ['a', 'b', 'c'].map((id) => collector.submit('default', [event(id)], id));
  const told = await Promise.all(answers.map((answer) => answer.catch((error: { code: string }) => error.code)));
  expect(told).toEqual(['database-silent', 'database-silent', 'database-silent']);
  expect(commits).toBe(1);
  isSilent = false;
  expect(await collector.submit('default', [event('d')], 'a')).toEqual([accepted]);
  expect(collector.waiting()).toBe(0);
});

it('says for how long calls have waited without a commit, and nothing while none waits', async () => {
  const { accept, finish } = slowAccept();
  const collector = createCollector(accept);
  const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
  expect(collector.stalledMs()).toBe(0);
  const first = collector.submit('default', [event('a')], 'shop');
  await pause();
  const second = collector.submit('default', [event('b')], 'shop');
  expect(collector.stalledMs()).toBeGreaterThan(50);
  finish[0]?.();
  await first;
  await pause();
  expect(collector.stalledMs()).toBeGreaterThan(50); // since the first was committed
  await new Promise(setImmediate);
  finish[1]?.();
  await second;
  expect(collector.stalledMs()).toBe(0);
  expect(collector.counts.committedAt).toBeDefined();
});
