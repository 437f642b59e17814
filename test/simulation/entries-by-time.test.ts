import { bySchedule, defineTraits, flow, journey, segment, t, wait } from '../../core/index.ts';
import { story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

const me = defineTraits({ plan: t.optional(t.text), timezone: t.optional(t.text) });
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
