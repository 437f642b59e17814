import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { PlanPaid, PlanTrialStarted, ProjectCreated } from '../events.ts';
import trialToPaid from './trial-to-paid.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(trialToPaid, { start: '2026-03-02T09:00', zone: 'Europe/Berlin' });
  ada = s.customer({ email: 'ada@example.com' });
  await ada.does(PlanTrialStarted({ plan: 'pro', ends_at: '2026-03-16T09:00:00+01:00' }));
});
const received = () => ada.received().map(({ step, at }) => [step, at]);

test('who makes no project is helped, and is offered more time three days before the end', async () => {
  await s.skip('20 days');
  expect(received()).toEqual([
    ['help', '2026-03-05T08:00:00.000Z'],
    ['extend', '2026-03-13T09:00:00.000Z'],
  ]);
  expect(ada).toHaveExited('trial-ended');
});

test('a customer who made a project reads what stays', async () => {
  await s.skip('1 day');
  await ada.does(ProjectCreated({ name: 'The first' }));
  await s.skip('20 days');
  expect(received()).toEqual([['keep-it', '2026-03-13T09:00:00.000Z']]);
});

test('paying ends the run at once, and is the goal with its amount', async () => {
  await s.skip('4 days');
  await ada.does(PlanPaid({ plan: 'pro', amount: 49 }));
  await s.skip('20 days');
  expect(received()).toEqual([['help', '2026-03-05T08:00:00.000Z']]);
  expect(ada).toHaveExited('paid');
  expect(ada).toHaveReachedGoal({ value: 49 });
});
