import { byDate, bySchedule, defineTraits, flow, journey, segment, t, wait } from '../../core/index.ts';
import { story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

const me = defineTraits({ plan: t.optional(t.text), renewal: t.optional(t.text), timezone: t.optional(t.text) });
const pro = segment('pro', { when: me.plan.is('pro') });
const body = flow(wait('an-hour', '1 hour'));
const weekly = bySchedule('weekly', { every: { days: ['mon'], time: '09:00' }, segment: pro });

const arrivals = (customer: { runs(): readonly { visits: readonly { arrivedAt: string }[] }[] }) =>
  customer.runs().map(({ visits }) => visits[0]?.arrivedAt);

it('lets members of a segment in each week, by the clocks of each customer', async () => {
  const digest = journey('digest', { purpose: 'transactional', entry: weekly, reentry: 'always' }, body);
  const s = await story(digest, { start: '2026-03-01T12:00', segments: [pro] });
  const ann = s.customer({ plan: 'pro', timezone: 'America/New_York' });
  const bob = s.customer({ plan: 'pro', timezone: 'Pacific/Auckland' });
  const eve = s.customer({ plan: 'free' });
  await s.skip('10 days');
  expect(arrivals(ann)).toEqual(['2026-03-02T14:00:00.000Z', '2026-03-09T13:00:00.000Z']); // their clocks went on
  expect(arrivals(bob)).toEqual(['2026-03-01T20:00:00.000Z', '2026-03-08T20:00:00.000Z']);
  expect(eve.runs()).toEqual([]);
  await eve.identify({ plan: 'pro' });
  await s.skip('7 days');
  expect(arrivals(eve)).toEqual(['2026-03-16T09:00:00.000Z']);
});

it('follows a date that moves, and enters at once where the moment has passed and the day has not', async () => {
  const entry = byDate('renewal', me.renewal, { before: '30 days', time: '09:00', every: 'once', ifPast: 'enter' });
  const renewal = journey('renewal', { purpose: 'transactional', entry, reentry: 'always' }, body);
  const s = await story(renewal, { start: '2026-03-01T12:00' });
  const ann = s.customer({ renewal: '2026-04-20' });
  await s.skip('10 days');
  await ann.identify({ renewal: '2026-05-20' }); // before the first moment, 21 March
  await s.skip('30 days');
  expect(arrivals(ann)).toEqual([]);
  await s.skip('20 days');
  expect(arrivals(ann)).toEqual(['2026-04-20T09:00:00.000Z']);
  const late = s.customer({});
  await late.identify({ renewal: '2026-05-10' });
  expect(arrivals(late)).toEqual([s.now()]);
  await s.skip('60 days');
  expect(late.runs()).toHaveLength(1);
});

it('lets in no more than its caps allow', async () => {
  const entry = bySchedule('daily', { every: { time: '09:30' } });
  const capped = journey('capped', { purpose: 'transactional', entry, entryCaps: { perHour: 2, ever: 3 } }, body);
  const s = await story(capped, { start: '2026-03-01T00:00' });
  const customers = Array.from({ length: 5 }, () => s.customer({}));
  await s.skip('10 hours');
  expect(customers.map((each) => each.runs().length)).toEqual([1, 1, 0, 0, 0]);
});

it('those beyond the cap wait for room, and enter in their order or not at all', async () => {
  const entry = bySchedule('daily', { every: { time: '09:30' } });
  const entryCaps = { perHour: 2, ever: 5, over: 'queue', waitAtMost: '2 days' } as const;
  const capped = journey('capped', { purpose: 'transactional', entry, entryCaps }, body);
  const s = await story(capped, { start: '2026-03-01T00:00' });
  const customers = Array.from({ length: 6 }, () => s.customer({}));
  await s.skip('10 hours');
  expect(customers.map((each) => arrivals(each).length)).toEqual([1, 1, 1, 1, 1, 1]);
  await s.skip('2 hours');
  const left = customers.map((each) => each.runs()[0]?.visits[0]?.leftAt);
  // The first step is an hour, from when they are let in: at 09:30, 10:00 and 11:00.
  const times = ['T10:30', 'T10:30', 'T11:00', 'T11:00'].map((time) => `2026-03-01${time}:00.000Z`);
  expect(left.slice(0, 4)).toEqual(times);
  await s.skip('1 hour');
  expect(customers[4]?.runs()[0]?.visits[0]?.leftAt).toBe('2026-03-01T12:00:00.000Z');
  expect(customers[5]?.runs()[0]).toMatchObject({ endReason: 'entry-cap' });
});
