import { call, itRefuses } from './api-under-test.ts';

const reason = { reason: 'the price in the footer is wrong' };

it('stops what leaves, says so wherever somebody looks, and resumes', async () => {
  const id = 'channel:email';
  expect(await call('setKillSwitch', { id, body: reason })).toMatchObject({
    answer: { id, scope: 'channel', name: 'email', ...reason, setBy: 'test' },
  });
  await call('setKillSwitch', { id: 'workspace', body: reason });
  expect(await call('listKillSwitches')).toMatchObject({
    answer: { items: [{ id }, { id: 'workspace' }], waiting: 0 },
  });
  expect(await call('getStatus')).toMatchObject({ answer: { killSwitches: [{ id }, { id: 'workspace' }] } });
  expect(await call('getAttention')).toMatchObject({
    answer: { killSwitches: [{ id }, { id: 'workspace' }], stopped: 0 },
  });
  const { answer } = await call('listChannels');
  const items = answer.items as { channel: string; isStopped: boolean }[];
  expect(items.map(({ channel, isStopped }) => [channel, isStopped])).toEqual(
    expect.arrayContaining([
      ['email', true],
      ['webhook', true],
    ]),
  );
  for (const each of [id, 'workspace']) {
    expect(await call('liftKillSwitch', { id: each })).toMatchObject({ status: 200 });
    expect(await call('liftKillSwitch', { id: each })).toMatchObject({ status: 404, code: 'not-found' });
  }
});

it('tells what happened lately by the minute, and over a day in wider buckets', async () => {
  const { answer } = await call('getHistory');
  expect(answer).toMatchObject({
    bucketMs: 60_000,
    events: expect.arrayContaining([{ at: expect.any(String), events: expect.any(Number) }]),
  });
  expect(await call('getHistory', { query: 'minutes=1440' })).toMatchObject({ answer: { bucketMs: 600_000 } });
});

itRefuses([
  ['setKillSwitch', { id: 'channel:fax', body: reason }, 404, 'not-found'],
  ['setKillSwitch', { id: '%zz', body: reason }, 400, 'address-unreadable'],
  ['setKillSwitch', { id: 'workspace', body: {} }, 422, 'parameter-wrong'],
  ['setKillSwitch', { id: 'workspace', body: { reason: '\u0000' } }, 422, 'data-refused'],
  ['liftKillSwitch', { id: '%zz' }, 400, 'address-unreadable'],
  ['getHistory', { query: 'minutes=1441' }, 422, 'parameter-wrong'],
]);
