import { lookAhead } from '../../../api/ahead.ts';
import { aheadAnswer } from '../../../api/operations/customers/ahead-schemas.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { exitObservedRuns } from '../../../store/journeys/observations.ts';
import { listMessages } from '../../../store/messages/message-list.ts';
import { listRuns } from '../../../store/runs/run-views.ts';
import { deliverOpen, the, turns, useInlineRuns } from '../../activities/support/inline-runs.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

useInlineRuns();

const watched: JourneyDefinition = {
  id: 'watched',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Signed Up' }],
  exit: [{ reason: 'closed', on: 'event', event: 'Account Closed' }],
  start: 'ask',
  steps: {
    ask: {
      type: 'call',
      endpoint: 'shop',
      answer: { code: 'text' },
      paths: { ok: 'mark', rejected: null, failed: null },
    },
    mark: {
      type: 'update',
      set: { plan: 'pro', code: { ref: 'answers.ask.code' } },
      emit: { event: 'Marked' },
      paths: { next: 'marked' },
    },
    marked: {
      type: 'wait-for',
      timeout: 'PT1H',
      events: [{ event: 'Marked', path: 'came' }],
      paths: { came: 'is-pro', timeout: null },
    },
    'is-pro': {
      type: 'branch',
      branches: [
        {
          path: 'yes',
          when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] },
        },
      ],
      paths: { yes: 'hello', else: null },
    },
    hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'phone' } },
    phone: { type: 'task', person: 'ann', choices: ['reached'], due: 'P1D', paths: { reached: null, overdue: null } },
  },
};
const DAY_MS = 86_400_000;
const act = (what: 'observe' | 'go-live', journeyId = 'watched') =>
  actOnJourney(the.db.database, { workspace: 'default', journeyId, act: what, reason: 'a test', by: 'ann' });
const observed = () => publish(the.db.database, 'default', { journeys: [watched], templates, observe: true });
const enters = async (userId = 'ann') => {
  await takeIn(
    the.db,
    { userId, properties: { email: `${userId}@example.com`, name: 'Ann' } },
    { userId, name: 'Signed Up' },
  );
  return (await runs()).at(-1)?.id as string;
};
interface Row {
  readonly id: string;
  readonly steps: readonly string[];
  readonly reason: string | null;
  readonly isObserved: boolean;
}
const runs = () =>
  the.db.look<Row>(
    `select id, end_reason as reason, observation is not null as "isObserved",
       array(select token ->> 'step' from jsonb_array_elements(state -> 'tokens') token) as steps from journey_runs order by id`,
  );
const messages = () =>
  the.db.look<{ state: string; channel: string }>('select state, channel from messages order by id');

it('nothing of an observed run leaves, and the ledger says what would have been sent', async () => {
  await observed();
  const id = await enters();
  await turns(id);
  expect(the.sent).toEqual([]);
  expect(await messages()).toEqual([{ state: 'observed', channel: 'email' }]);
  expect(await runs()).toEqual([{ id, steps: ['phone'], reason: null, isObserved: true }]);
  const [outside] = await the.db.look<object>(
    `select (select count(*) from tasks) as tasks, (select count(*) from calls) as calls, traits -> 'plan' as plan,
       (select count(*) from message_attempts) as attempts, (select count(*) from events where name = 'Marked') as marked from customers`,
  );
  expect(outside).toEqual({ tasks: 0, calls: 0, plan: null, attempts: 0, marked: 0 });
});

it('observed runs and messages are listed apart, and what comes next in them says that nothing leaves', async () => {
  await observed();
  const first = await enters();
  const all = () => listRuns(the.db.database, { workspace: 'default', limit: 10 });
  const customerId = (await all())[0]?.customerId ?? '';
  const ahead = await lookAhead(the.db.database, 'default', customerId, first);
  const [next] = ahead?.runs.map(aheadAnswer) ?? [];
  expect(next).toMatchObject({ isObserved: true });
  expect(next?.visits.flatMap(({ message }) => message?.result ?? [])).toEqual(['observed']);
  await turns(first);
  await act('go-live');
  const second = await enters('bea');
  await turns(second);
  const ids = async (observed: boolean) =>
    (await listRuns(the.db.database, { workspace: 'default', limit: 10, observed })).map(({ id }) => id);
  expect({ observed: await ids(true), others: await ids(false) }).toEqual({ observed: [first], others: [second] });
  const messagesOf = (observed: boolean) =>
    listMessages(the.db.database, { workspace: 'default', limit: 10, observed });
  expect((await messagesOf(true)).map(({ journeyRunId }) => journeyRunId)).toEqual([first]);
  expect(await messagesOf(false)).toEqual([]);
});

it('a message that waits on the queue of its channel is observed there, too', async () => {
  await observed();
  const id = await enters();
  await turns(id, { inlineLane: undefined });
  await deliverOpen(id);
  expect(the.sent).toEqual([]);
  expect(await messages()).toEqual([{ state: 'observed', channel: 'email' }]);
});

it('a task of an observed run is asked of nobody and takes its overdue path in time', async () => {
  await observed();
  const id = await enters();
  await turns(id);
  the.answer = () => ({ result: 'accepted', providerId: '' });
  const { runTurns } = await import('../../../activities/run-turns.ts');
  const { dependencies } = await import('../../activities/support/inline-runs.ts');
  await runTurns(dependencies(), id, Date.now() + 2 * DAY_MS);
  const [visit] = await the.db.look<object>(`select path from run_visits where step_id = 'phone'`);
  expect(visit).toEqual({ path: 'overdue' });
});

it('an observed run never becomes live: it exits when observing ends, and does not count for re-entry', async () => {
  await observed();
  const first = await enters();
  await turns(first);
  expect(await enters()).toBe(first); // one that is open counts within its observation
  expect(await act('go-live')).toBe('done');
  const second = await enters(); // before the first has exited
  expect(second).not.toBe(first);
  await the.db.look('delete from outbox returning 1');
  expect(await exitObservedRuns(the.db.database)).toBe(1);
  await turns(first);
  const [over, live] = await runs();
  expect(await exitObservedRuns(the.db.database)).toBe(0);
  const drained = () => the.db.look<{ drained: boolean }>('select is_drained as drained from observations');
  expect(await drained()).toEqual([{ drained: false }]); // an event may be on its way
  await the.db.look(`update observations set ended_at = ended_at - interval '11 minutes' returning 1`);
  await exitObservedRuns(the.db.database);
  expect(await drained()).toEqual([{ drained: true }]);
  expect([over?.reason, live?.isObserved]).toEqual(['observe-ended', false]);
  expect(await messages()).toEqual([{ state: 'observed', channel: 'email' }]);
  expect(the.sent).toEqual([]);
});

it('a live run waits while its journey is observed, and is released afterwards', async () => {
  await publish(the.db.database, 'default', { journeys: [watched], templates });
  const id = await enters();
  expect([await act('observe'), await act('observe')]).toEqual(['done', 'observed']);
  const { openJobs } = await turns(id);
  expect(openJobs).toEqual([]);
  expect([await act('go-live'), await act('go-live')]).toEqual(['done', 'not-observed']);
  const [state] = await the.db.look<object>('select state from journey_states');
  expect(state).toEqual({ state: 'resuming' });
  expect((await turns(id)).openJobs.map(({ activity }) => activity)).toEqual(['call']);
});

it('the configuration of the workspace observes all journeys', async () => {
  const all = (on: boolean) =>
    publish(the.db.database, 'default', { journeys: [watched], templates, workspace: { observe: { all: on } } });
  await all(true);
  await turns(await enters());
  expect((await runs()).map(({ isObserved }) => isObserved)).toEqual([true]);
  await all(false);
  await enters('bea');
  expect((await runs()).map(({ isObserved }) => isObserved)).toEqual([true, false]);
  expect(the.sent).toEqual([]);
});

it('an observed run is no exposure to an experiment, and a live run has the same arms later', async () => {
  // An id of its own: what the first version of "watched" is, this process remembers from other tests.
  const tested: JourneyDefinition = {
    ...{ id: 'tested', purpose: 'transactional', start: 'halves', holdoutPerMille: 500 },
    entry: [{ on: 'event', event: 'Signed Up' }],
    steps: { halves: { type: 'split', variants: { a: 500, b: 500 }, paths: { a: null, b: null } } },
  } as JourneyDefinition;
  const enter = async (observe: boolean) => {
    await publish(the.db.database, 'default', { journeys: [tested], templates, observe });
    for (const userId of ['ann', 'bea', 'cat', 'dan']) await turns(await enters(userId));
    return the.db.look<{ paths: string }>(
      `select (select string_agg(path, ' ') from run_visits v where v.journey_run_id = r.id) as paths, books, customer_id
       from journey_runs r where (observation is not null) = ? order by customer_id`,
      [observe],
    );
  };
  const arms = () => the.db.look<object>(`select arm from experiment_arms where experiment = 'tested/holdout'`);
  const seen = await enter(true);
  expect(await arms()).toEqual([]);
  expect(await act('go-live', 'tested')).toBe('done');
  await exitObservedRuns(the.db.database);
  expect(await enter(false)).toEqual(seen);
  expect(await arms()).toHaveLength(4);
});
