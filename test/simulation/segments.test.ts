import {
  count,
  defineEvent,
  email,
  flow,
  interrupt,
  joins,
  journey,
  leaves,
  on,
  segment,
  send,
  template,
  wait,
  waitFor,
} from '../../core/index.ts';
import { story } from '../../simulation/index.ts';

const Bought = defineEvent('Order Completed', {});
const Viewed = defineEvent('Pricing Viewed', {});
const asleep = segment('asleep', { when: count(Bought).within('30 days').none() });
const curious = segment('curious', { when: count(Viewed).within('24 hours').atLeast(2) });
const mail = (id: string) => send(id, template('hello'), { via: [email] });
const start = '2026-03-02T09:00';

it('who joins a segment by time enters, and who leaves it exits', async () => {
  const winBack = journey(
    'win-back',
    { purpose: 'transactional', entry: joins(asleep), reentry: 'always', exit: { awake: leaves(asleep) } },
    flow(mail('hello'), wait('rest', '60 days')),
  );
  const s = await story(winBack, { start, segments: [asleep] });
  const ann = s.customer({ email: 'ann@example.com' });
  await ann.does(Bought({}));
  expect(ann.runs()).toMatchObject([{ status: 'ended', endReason: 'awake' }]); // new, she was asleep until she bought
  await s.skip('29 days');
  expect(ann.runs()).toHaveLength(1);
  await s.skip('1 day');
  expect(ann.received().map(({ at }) => at)).toContain('2026-04-01T09:00:00.000Z');
  await ann.does(Bought({}));
  expect(ann.runs()[1]).toMatchObject({ status: 'ended', endReason: 'awake' });
});

it('a wait and an interrupt react to segments', async () => {
  const nurture = journey(
    'nurture',
    {
      purpose: 'transactional',
      entry: on(Bought),
      on: { sales: interrupt(joins(curious), { do: flow(mail('sales')) }) },
    },
    flow(waitFor('calm', { calm: leaves(curious), timeout: '9 days' }), mail('calmed')),
  );
  const s = await story(nurture, { start, segments: [curious] });
  const ann = s.customer({ email: 'ann@example.com' });
  await ann.does(Bought({}));
  await ann.does(Viewed({}));
  await s.skip('1 hour');
  await ann.does(Viewed({}));
  expect(ann.received().map(({ step }) => step)).toEqual(['sales']);
  await s.skip('23 hours');
  expect(ann.received().map(({ step, at }) => [step, at])).toContainEqual(['calmed', '2026-03-03T09:00:00.000Z']);
});
