import type { Content } from '../../../api/define-operation.ts';
import { sendInApp } from '../../support/in-app.ts';
import { call, db, exampleOf, itRefuses, listen, operationOf, strangeId } from './api-under-test.ts';

it('takes and gives the examples of the test clock', async () => {
  for (const operationId of ['setTestClock', 'getTestClock', 'sendTestCalls', 'setTestSurroundings']) {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, body && { body: exampleOf(body) });
    if (operationId !== 'getTestClock') expect(real.answer).toEqual(exampleOf(answer));
  }
  const regimes = { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out' };
  await call('setTestSurroundings', { body: { answers: {}, regimes } });
  await call('setTestClock', { body: { now: null } });
  const arms = operationOf('setTestArms');
  const set = await call('setTestArms', { id: 'u1', body: exampleOf(arms.body as Content) });
  expect(set.answer).toEqual(exampleOf(arms.answer));
  const messageId = await sendInApp(db, 'u1-clock');
  await call('reportTestFeedback', { body: { messageId, kind: 'opened' } });
  await db.look('delete from inbox_messages where id = ? returning 1', [messageId]);
});

it('refuses the test clock where the API is not in test mode', async () => {
  const plain = await listen(db.database, { testMode: false });
  for (const name of [
    'getTestClock',
    'setTestClock',
    'sendTestCalls',
    'reportTestFeedback',
    'setTestSurroundings',
    'setTestArms',
  ]) {
    const { body } = operationOf(name);
    const own = { id: 'u1', ...(body && { body: exampleOf(body) }), url: plain.url };
    expect(await call(name, own)).toMatchObject({ status: 403, code: 'not-in-test-mode' });
  }
  await new Promise((resolve) => plain.server.close(resolve));
});

itRefuses([
  ['getSettings', { id: 'no-key' }, 404, 'not-found'],
  ['getSettings', { id: '%zz' }, 400, 'address-unreadable'],
  ['getTestClock', { query: 'user=x' }, 422, 'parameter-wrong'],
  ['getTestClock', { query: 'users=%00' }, 422, 'data-refused'],
  ['setTestClock', { body: { now: 'noon' } }, 422, 'parameter-wrong'],
  ['setTestSurroundings', { body: { answers: { email: 'perhaps' } } }, 422, 'parameter-wrong'],
  ['setTestSurroundings', { body: { answers: { '\u0000': 'failed' } } }, 422, 'data-refused'],
  ['setTestArms', { id: strangeId, body: { arms: {} } }, 404, 'customer-unknown'],
  ['setTestArms', { id: '%zz', body: { arms: {} } }, 400, 'address-unreadable'],
  ['setTestArms', { id: 'u1', body: { arms: { 'a/b': 7 } } }, 422, 'parameter-wrong'],
  ['setTestArms', { id: 'u1', body: { arms: { 'a/\u0000': 'x' } } }, 422, 'data-refused'],
  ['sendTestCalls', { body: { calls: [] } }, 422, 'parameter-wrong'],
  ['sendTestCalls', { body: { calls: [{ type: 'track', event: 'Seen' }] } }, 422, 'call-refused'],
  ['reportTestFeedback', { body: { messageId: strangeId, kind: 'opened' } }, 422, 'no-such-message'],
  ['reportTestFeedback', { body: { messageId: strangeId, kind: 'seen' } }, 422, 'parameter-wrong'],
]);
