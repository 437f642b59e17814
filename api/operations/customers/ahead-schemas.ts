import { z } from 'zod';
import type { RunAhead } from '../../ahead.ts';
import { moment } from '../../codecs.ts';

const visitSchema = z.strictObject({
  visit: z.int(),
  step: z.string(),
  title: z.string().describe("The step's title, or its id."),
  doing: z.string().describe('What the step does, in words.'),
  arrivedAt: moment.describe('Of the visits that are open now: when it came there.'),
  leftAt: moment.nullable().describe('Null: it does not leave by itself, or the look ahead stopped before.'),
  path: z.string().nullable(),
  way: z.string().nullable().describe('Why it leaves by `path`, where there is more to say than the name.'),
  message: z
    .strictObject({
      channel: z.string(),
      template: z.string(),
      result: z
        .enum(['accepted', 'blocked', 'observed'])
        .describe(
          'accepted: it will be sent. blocked: a rule will say no. observed: nothing will leave, as the run is observed.',
        ),
      rule: z.string().nullable(),
      text: z.string().nullable().describe('Of a blocked one: why, in words.'),
    })
    .nullable(),
});

export const runAheadSchema = z.strictObject({
  id: z.uuid().describe('Of the run.'),
  journey: z.string(),
  version: z.int(),
  title: z.string().describe("The journey's title, or its id."),
  key: z.string().nullable(),
  isStuck: z.boolean().describe('It waits for an operator; what is ahead follows when it is retried.'),
  isObserved: z.boolean().describe('Nothing of the run leaves: no message, call or task.'),
  visits: z.array(visitSchema).describe('Where it is now, then where it will come to, in order.'),
  end: z
    .strictObject({ at: moment, reason: z.string() })
    .nullable()
    .describe('Null: it never ends by itself, or the look ahead stopped before.'),
  goesOnAt: moment.nullable().describe('The look ahead stopped here, a year or 50 visits on; the run goes on.'),
  problem: z.string().nullable().describe('Why nothing can be said.'),
});

export const entryAheadSchema = z.strictObject({
  journey: z.string(),
  title: z.string().describe("The journey's title, or its id."),
  by: z.enum(['schedule', 'date']),
  entry: z.string().describe('The id of the schedule or the date.'),
  words: z.string(),
  date: z.iso.date().describe('The day, by the clocks of the entry.'),
  at: moment,
  blocked: z
    .enum(['segment', 'filter', 'no-key', 'not-started', 'over'])
    .nullable()
    .describe('Why they would not enter, by what is known now. Null: they would.'),
  assumes: z.array(z.string()).describe('What is judged only when the moment comes.'),
});

export const judged = 'as of now' as const;
export const judgedSchema = z
  .literal(judged)
  .describe(
    'Nothing happens: no event, no answer, no change. Rules are asked at each moment by what is known of the customer now.',
  );

/** As the API answers it. */
export function aheadAnswer({ visits, ...run }: RunAhead): z.output<typeof runAheadSchema> {
  return {
    ...run,
    visits: visits.map(({ leftAt = null, path = null, way = null, message, ...visit }) => ({
      ...visit,
      ...{ leftAt, path, way },
      message: message
        ? {
            ...{ ...message, rule: message.rule ?? null, text: message.text ?? null },
            result: run.isObserved && message.result === 'accepted' ? ('observed' as const) : message.result,
          }
        : null,
    })),
  };
}

export const runAheadExample = {
  id: '01a2042f-b4e2-72fe-95bd-718adb295762',
  journey: 'trial',
  version: 1,
  title: 'Trial',
  key: null,
  isStuck: false,
  isObserved: false,
  visits: [
    {
      visit: 1,
      step: 'a-moment',
      title: 'a-moment',
      doing: 'waiting',
      arrivedAt: '2026-11-22T19:20:12.341Z',
      leftAt: '2026-11-22T19:20:22.341Z',
      path: 'next',
      way: null,
      message: null,
    },
    {
      visit: 2,
      step: 'hello',
      title: 'hello',
      doing: 'sending trial-hello by email',
      arrivedAt: '2026-11-22T19:20:22.341Z',
      leftAt: '2026-11-22T19:20:22.341Z',
      path: 'next',
      way: null,
      message: { channel: 'email', template: 'trial-hello', result: 'accepted', rule: null, text: null },
    },
  ],
  end: { at: '2026-11-22T19:20:22.341Z', reason: 'completed' },
  goesOnAt: null,
  problem: null,
};

export const entryAheadExample = {
  journey: 'renewal',
  title: 'Renewal',
  by: 'date' as const,
  entry: 'ends',
  words: '30 days before renewal_date at 09:00',
  date: '2027-01-15',
  at: '2026-12-16T08:00:00.000Z',
  blocked: null,
  assumes: ['the customer stays as they are', 'no run is open then'],
};
