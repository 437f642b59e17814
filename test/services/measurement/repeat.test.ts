import { setTimeout as pause } from 'node:timers/promises';
import { repeat } from '../../../services/measurement/repeat.ts';
import { eventually } from '../../support/eventually.ts';

it('begins the next work after the one before has ended, also after a failure', async () => {
  const failures: unknown[] = [];
  let underWay = 0;
  let most = 0;
  let times = 0;
  const repeated = repeat({ everyMs: 1, failed: (error) => failures.push(error) }, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await pause(2);
    underWay -= 1;
    times += 1;
    if (times === 2) throw new Error('once');
  });
  await eventually(
    async () => times,
    (done) => done >= 4,
  );
  await repeated.stop();
  expect(most).toBe(1);
  expect(failures).toEqual([new Error('once')]);
});

it('begins at once where that is asked for, else after the first pause', async () => {
  const began: string[] = [];
  const work = (name: string) => async () => void began.push(name);
  const failed = () => {};
  const both = [
    repeat({ everyMs: 600_000, failed }, work('later')),
    repeat({ everyMs: 600_000, atOnce: true, failed }, work('at once')),
  ];
  await pause(5);
  await Promise.all(both.map(({ stop }) => stop()));
  expect(began).toEqual(['at once']);
});

it('stops when the work under way has ended, which is asked to end; none begins after it', async () => {
  let times = 0;
  const repeated = repeat({ everyMs: 1, atOnce: true, failed: () => {} }, async (stopping) => {
    times += 1;
    while (!stopping.aborted) await pause(1);
  });
  await pause(5);
  await repeated.stop();
  await pause(5);
  expect(times).toBe(1);
});
