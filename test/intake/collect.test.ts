import type { Acceptance } from '../../src/intake/accept.ts';
import { createCollector } from '../../src/intake/collect.ts';
import type { IncomingEvent } from '../../src/intake/event.ts';

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
  expect(batches).toEqual([['0'], ['1', '2', '3'], ['4'], ['5']]);
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
