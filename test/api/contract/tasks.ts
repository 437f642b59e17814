import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, defineTraits, entryOf, flow, journey, on, t, task, text } from '../../../core/index.ts';
import {
  type Call,
  call,
  db,
  exampleOf,
  itRefuses,
  operationOf,
  type Refusal,
  strangeId,
  withoutChance,
} from './api-under-test.ts';

/** The journey of the examples of tasks, and somebody whom it asks about. */
async function openTaskOf(userId: string): Promise<{ readonly id: string; readonly journeyRunId: string }> {
  const CartLeft = defineEvent('Cart Left', { value: t.number });
  const instruction = text`Ask ${defineTraits({ name: t.text }).name} about the cart of ${entryOf(CartLeft).value}.`;
  const phone = task('phone', {
    ...{ group: 'sales', title: 'Call the customer', choices: ['reached', 'lost'], due: '1 day', instruction },
  });
  const bigCart = journey('big-cart', { purpose: 'transactional', entry: on(CartLeft) }, flow(phone));
  await call('publish', { body: { journeys: [bigCart] } });
  const batch = [
    { type: 'identify', userId, traits: { name: 'Ada' } },
    { type: 'track', event: 'Cart Left', userId, properties: { value: 640 } },
  ];
  await call('sendBatch', { body: { batch } });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  await runTurn(db.database, run?.id ?? '', Date.now());
  const [found] = await db.look<{ id: string }>('select id from tasks where journey_run_id = ?', [run?.id]);
  return { id: found?.id ?? '', journeyRunId: run?.id ?? '' };
}

it('takes and gives the examples of tasks', async () => {
  const sent = async (operationId: string, more: Call = {}) => {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { ...(body && { body: exampleOf(body) }), ...more });
    return [
      { operationId, answer: withoutChance(real.answer) },
      { operationId, answer: withoutChance(exampleOf(answer)) },
    ];
  };
  const { id } = await openTaskOf('u1-tasks');
  const asked = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('u1-tasks', 'u1')) as unknown;
  for (const [operationId, more] of [
    ['listTasks', { query: 'group=sales' }],
    ['getTask', { id }],
    ['claimTask', { id }],
    ['releaseTask', { id }],
    ['claimTask', { id }],
    ['answerTask', { id }],
  ] as const) {
    const [real, example] = await sent(operationId, more);
    if (operationId === 'listTasks' || operationId === 'getTask' || operationId === 'claimTask')
      expect(asked(real)).toMatchObject({ operationId });
    if (operationId === 'listTasks' || operationId === 'getTask') expect(asked(real)).toEqual(example);
  }
});

it('refuses tasks that others have claimed, or that are closed', async () => {
  const task = await openTaskOf('of-tasks');
  const [ann, ben] = [{ person: 'ann@example.com' }, { person: 'ben@example.com' }];
  const own = { id: task.id };
  const choice = 'reached';
  expect(await call('releaseTask', { ...own, body: ann })).toMatchObject({ status: 409, code: 'task-unclaimed' });
  await call('claimTask', { ...own, body: ann });
  for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
    const body = name === 'answerTask' ? { choice } : {};
    expect(await call(name, { ...own, body: { ...body, ...ben } })).toMatchObject({
      status: 409,
      code: 'task-claimed',
    });
    const refused = { ...body, person: '\u0000' };
    expect(await call(name, { ...own, body: refused })).toMatchObject({ status: 422, code: 'data-refused' });
  }
  const unknown = { ...own, body: { ...ann, choice: 'reachd' } };
  expect(await call('answerTask', unknown)).toMatchObject({ status: 422, code: 'no-such-choice' });
  const note = { ...own, body: { ...ann, choice, note: '\u0000' } };
  expect(await call('answerTask', note)).toMatchObject({ status: 422, code: 'data-refused' });
  await call('releaseTask', { ...own, body: ann });
  await db.look(`update tasks set group_id = null, person = 'boss' where id = ? returning 1`, [task.id]);
  for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
    const body = { ...(name === 'answerTask' && { choice }), ...ann };
    expect(await call(name, { ...own, body })).toMatchObject({ status: 409, code: 'task-not-asked' });
  }
  await call('answerTask', { ...own, body: { person: 'boss', choice } });
  for (const name of ['claimTask', 'releaseTask', 'answerTask']) {
    const body = { ...(name === 'answerTask' && { choice }), ...ann };
    expect(await call(name, { ...own, body })).toMatchObject({ status: 409, code: 'task-closed' });
  }
});

itRefuses([
  ['listTasks', { query: 'limit=0' }, 422, 'parameter-wrong'],
  ['listTasks', { query: 'assignee=%00' }, 422, 'data-refused'],
  ['getTask', { id: strangeId }, 404, 'not-found'],
  ['getTask', { id: '%zz' }, 400, 'address-unreadable'],
  ...['claimTask', 'releaseTask'].flatMap((name): Refusal[] => [
    [name, { id: strangeId, body: { person: 'ann' } }, 404, 'not-found'],
    [name, { id: '%zz', body: { person: 'ann' } }, 400, 'address-unreadable'],
    [name, { id: strangeId, body: {} }, 422, 'parameter-wrong'],
  ]),
  ['answerTask', { id: strangeId, body: { person: 'ann', choice: 'reached' } }, 404, 'not-found'],
  ['answerTask', { id: '%zz', body: { person: 'ann', choice: 'reached' } }, 400, 'address-unreadable'],
  ['answerTask', { id: strangeId, body: { person: 'ann' } }, 422, 'parameter-wrong'],
]);
