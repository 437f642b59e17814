import {
  answered,
  defineTopic,
  email,
  exit,
  flow,
  journey,
  on,
  SurveyAnswered,
  send,
  sms,
  task,
  template,
  text,
  wait,
  waitFor,
} from 'throughline';
import { customer, OrderDelivered } from '../events.ts';

const ask = send('ask', template('nps-ask'), { via: [email, sms], notAfter: '2 days' });
const answer = answered(ask);

/**
 * "How likely are you to recommend us?", two weeks after a delivery, at most once in half a year. Each number in the mail is
 * a link: one tap and one button give the answer, which becomes the event `Survey Answered`. Who is unhappy hears from a
 * person, who is delighted is asked for a review, and everybody else is left alone.
 * A hold of the workspace can use the same event: no marketing for two weeks after a 6 or less (docs/surveys.md).
 */
export default journey(
  'nps',
  {
    title: 'How likely are you to recommend us?',
    owner: 'service',
    purpose: 'marketing',
    topic: defineTopic('your-orders'),
    entry: on(OrderDelivered).maxAge('1 day'),
    reentry: { after: 'P6M' },
    goal: on(SurveyAnswered).within('30 days').value(SurveyAnswered.score),
  },
  flow(
    wait('settle', '14 days'),
    ask,
    waitFor(
      'score',
      {
        unhappy: answer.where(SurveyAnswered.score.atMost(6)),
        delighted: answer.where(SurveyAnswered.score.atLeast(9)),
        neutral: answer.where(SurveyAnswered.score.between(7, 8)),
        timeout: '14 days',
      },
      {
        unhappy: flow(
          task('call', {
            group: 'sales',
            title: 'Call an unhappy customer',
            instruction: text`${customer.firstName} would not recommend us. Ask why, and put it right.`,
            choices: ['settled', 'not-reached'],
            due: '1 day',
          }),
          exit('heard', 'unhappy'),
        ),
        neutral: flow(exit('noted', 'neutral')),
        timeout: flow(exit('no-answer', 'no-answer')),
      },
    ),
    send('review', template('nps-review'), { via: [email] }),
  ),
);
