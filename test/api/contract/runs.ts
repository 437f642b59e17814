import { runTurn } from '../../../activities/run-turn.ts';
import { publication } from '../../../api/operations/journeys/examples.ts';
import { call, db, itRefuses, strangeId } from './api-under-test.ts';

it('refuses to retry or exit runs that are not in the state for it', async () => {
  const userId = 'of-runs';
  const body = { batch: [{ type: 'track', event: 'Trial Started', userId, properties: { plan: 'team' } }] };
  await call('publish', { body: publication });
  await call('sendBatch', { body });
  const { answer } = await call('listRuns', { query: `userId=${userId}` });
  const [run] = answer.items as { id: string }[];
  const own = { id: run?.id ?? '' };
  expect(await call('retryRun', own)).toMatchObject({ status: 409, code: 'run-not-stuck' });
  expect(await call('exitRun', { ...own, body: { reason: '\u0000' } })).toMatchObject({ code: 'data-refused' });
  await runTurn(db.database, own.id, Date.now());
  const skip = (step: string) => call('skipStep', { ...own, body: { step, reason: 'asked by phone' } });
  expect(await skip('nowhere')).toMatchObject({ status: 422, code: 'step-unfit' });
  expect(await skip('a-moment')).toMatchObject({ status: 200 });
  await call('exitRun', { ...own, body: { reason: 'enough' } });
  await runTurn(db.database, own.id, Date.now());
  for (const [name, more] of [
    ['retryRun', {}],
    ['exitRun', {}],
    ['skipStep', { step: 'settle' }],
  ] as const) {
    expect(await call(name, { ...own, body: { ...more, reason: 'why' } })).toMatchObject({
      status: 409,
      code: 'run-ended',
    });
  }
  expect(await call('getRun', own)).toMatchObject({
    answer: { status: 'ended', inputs: [{}, { kind: 'operator-skip' }, { kind: 'operator-exit' }] },
  });
});

it('acts on many runs, and tells how far it is', async () => {
  expect(await call('countRuns', { query: 'journey=trial&status=open' })).toMatchObject({ status: 200 });
  const filter = { cause: 'smtp-535' };
  const { answer } = await call('actOnRuns', { body: { act: 'retry', filter } });
  expect(answer).toMatchObject({ total: 0, askedBy: 'test', endedAt: expect.any(String) });
  expect(await call('getBulkAct', { id: answer.id as string })).toMatchObject({ answer: { act: 'retry' } });
});

it('looks ahead of a run that is open, and of none that has ended', async () => {
  const userId = 'of-ahead';
  await call('publish', { body: publication });
  await call('sendBatch', {
    body: { batch: [{ type: 'track', event: 'Trial Started', userId, properties: { plan: 'team' } }] },
  });
  const { answer } = await call('listRuns', { query: `userId=${userId}` });
  const [run] = answer.items as { id: string }[];
  const id = run?.id ?? '';
  await runTurn(db.database, id, Date.now());
  expect(await call('getRunAhead', { id })).toMatchObject({ answer: { run: { id, journey: 'trial', problem: null } } });
  await call('exitRun', { id, body: { reason: 'enough' } });
  await runTurn(db.database, id, Date.now());
  expect(await call('getRunAhead', { id })).toMatchObject({ answer: { run: null } });
});

itRefuses([
  ['getRunAhead', { id: strangeId }, 404, 'not-found'],
  ['skipStep', { id: strangeId, body: { step: 'settle', reason: 'why' } }, 404, 'not-found'],
  ['skipStep', { id: '%zz', body: { step: 'settle', reason: 'why' } }, 400, 'address-unreadable'],
  ['skipStep', { id: strangeId, body: {} }, 422, 'parameter-wrong'],
  ['skipStep', { id: strangeId, body: { step: 'settle', reason: '\u0000' } }, 422, 'data-refused'],
  ['getRunAhead', { id: '%zz' }, 400, 'address-unreadable'],
  ['listRuns', { query: 'version=0' }, 422, 'parameter-wrong'],
  ['countRuns', { query: 'came=perhaps' }, 422, 'parameter-wrong'],
  ['countRuns', { query: 'userId=%00' }, 422, 'data-refused'],
  ['actOnRuns', { body: { act: 'exit', filter: { journey: 'trial' } } }, 422, 'parameter-wrong'],
  ['actOnRuns', { body: { act: 'retry', filter: {} } }, 422, 'parameter-wrong'],
  ['actOnRuns', { body: { act: 'retry', filter: { userId: '\u0000' } } }, 422, 'data-refused'],
  ['getBulkAct', { id: strangeId }, 404, 'not-found'],
  ['getBulkAct', { id: '%zz' }, 400, 'address-unreadable'],
  ['getRun', { id: '%zz' }, 400, 'address-unreadable'],
  ['retryRun', { id: '%zz' }, 400, 'address-unreadable'],
  ['exitRun', { id: '%zz', body: { reason: 'why' } }, 400, 'address-unreadable'],
  ['listRuns', { query: 'limit=201' }, 422, 'parameter-wrong'],
  ['listRuns', { query: 'userId=%00' }, 422, 'data-refused'],
  ['getRun', { id: strangeId }, 404, 'not-found'],
  ['retryRun', { id: strangeId }, 404, 'not-found'],
  ['exitRun', { id: strangeId, body: { reason: 'why' } }, 404, 'not-found'],
  ['exitRun', { id: strangeId, body: {} }, 422, 'parameter-wrong'],
]);
