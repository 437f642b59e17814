import {
  branch,
  count,
  defineTopic,
  email,
  entryOf,
  exit,
  flow,
  journey,
  on,
  send,
  template,
  wait,
  waitFor,
  when,
} from 'throughline';
import { PlanPaid, PlanTrialStarted, ProjectCreated } from '../events.ts';

const trial = entryOf(PlanTrialStarted);
const hasProject = count(ProjectCreated).since(trial).atLeast(1);

/**
 * From a trial to a plan that is paid. The mails follow the end of the trial, which the event brings, not the day it began.
 * Customers with a project read what they would lose; the others get help to make one. Paying ends the run, at any point.
 */
export default journey(
  'trial-to-paid',
  {
    title: 'From the trial to a plan',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('getting-started'),
    entry: on(PlanTrialStarted).maxAge('1 hour'),
    reentry: 'never',
    exit: { paid: on(PlanPaid) },
    goal: on(PlanPaid).within('30 days').value(PlanPaid.amount),
  },
  flow(
    waitFor(
      'first-project',
      { made: on(ProjectCreated), timeout: '3 days' },
      { timeout: flow(send('help', template('trial-help'), { via: [email], notAfter: '1 day' })) },
    ),
    wait('before-the-end', { date: trial.ends_at, before: '3 days', time: '10:00', ifPast: 'continue' }),
    branch(
      'what-they-have',
      [
        when(
          'projects',
          hasProject,
          flow(send('keep-it', template('trial-keep'), { via: [email], data: { trial }, notAfter: '1 day' })),
        ),
      ],
      flow(send('extend', template('trial-extend'), { via: [email], data: { trial }, notAfter: '1 day' })),
    ),
    wait('the-end', { date: trial.ends_at, ifPast: 'continue' }),
    exit('over', 'trial-ended'),
  ),
);
