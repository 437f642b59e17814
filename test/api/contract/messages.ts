import { Webhook } from 'svix';
import type { Content } from '../../../api/define-operation.ts';
import { insertSentMessage } from '../../support/sent-message.ts';
import { api, call, db, exampleOf, feedbackSecret, itRefuses, keys, operationOf, strangeId } from './api-under-test.ts';

it('answers feedback, suppressions and messages without an outcome as described', async () => {
  const feedback = {
    own: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_FEEDBACK' }] },
    unset: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_UNSET' }] },
  };
  await call('publish', { body: { workspace: { feedback } } });
  const report = async (id: string, body: object) => {
    const at = new Date();
    const signature = new Webhook(feedbackSecret).sign('e1', at, JSON.stringify(body));
    const headers = { 'webhook-id': 'e1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
    return call('receiveFeedback', { id, body, headers: { ...headers, 'webhook-signature': signature } });
  };
  const example = exampleOf(operationOf('receiveFeedback').body as Content) as object;
  expect(await report('own', example)).toMatchObject({ status: 200, answer: { unknown: 1 } });
  expect(await report('own', {})).toMatchObject({ status: 422, code: 'feedback-unreadable' });
  expect(await report('nobody', example)).toMatchObject({ status: 404, code: 'not-found' });
  expect(await report('unset', example)).toMatchObject({ status: 503, code: 'secret-missing' });
  expect(await call('receiveFeedback', { id: 'own', body: example })).toMatchObject({ code: 'signature-wrong' });
  expect(await call('receiveFeedback', { id: '%zz', body: example })).toMatchObject({ code: 'address-unreadable' });

  const address = { channel: 'email', address: 'Bo@Example.com' };
  expect(await call('addSuppression', { body: address })).toMatchObject({ status: 200 });
  const same = { ...address, address: 'bo@example.com' };
  expect(await call('removeSuppression', { body: same })).toMatchObject({ answer: { removed: true } });
  expect(await call('removeSuppression', { body: same })).toMatchObject({ answer: { removed: false } });
  for (const name of ['addSuppression', 'removeSuppression']) {
    expect(await call(name, { body: { channel: 'fax', address: 'a' } })).toMatchObject({ code: 'parameter-wrong' });
    expect(await call(name, { body: { ...address, address: '\u0000' } })).toMatchObject({ code: 'data-refused' });
  }

  expect(await call('listUnknownMessages', {})).toMatchObject({ answer: { items: [], next: null } });
  expect(await call('listUnknownMessages', { query: 'limit=0' })).toMatchObject({ code: 'parameter-wrong' });
  const { messageId, ...run } = await insertSentMessage(db);
  const body = { why: 'why' };
  for (const name of ['resendMessage', 'acceptMessage']) {
    expect(await call(name, { id: run.id, body })).toMatchObject({ status: 404, code: 'not-found' });
    expect(await call(name, { id: '%zz', body })).toMatchObject({ code: 'address-unreadable' });
    expect(await call(name, { id: messageId, body })).toMatchObject({ status: 409, code: 'message-decided' });
    expect(await call(name, { id: messageId, body: {} })).toMatchObject({ code: 'parameter-wrong' });
    expect(await call(name, { id: messageId, body: { why: '\u0000' } })).toMatchObject({ code: 'data-refused' });
    await db.look(`update messages set state = 'unknown' where id = ? returning 1`, [messageId]);
    expect(await call('listUnknownMessages', {})).toMatchObject({ answer: { items: [{ id: messageId }] } });
    expect(await call(name, { id: messageId, body })).toMatchObject({ status: 200 });
    await db.look(`update messages set resend_at = null, state = 'accepted' where id = ? returning 1`, [messageId]);
  }
});

it('lists messages and shows one as rendered', async () => {
  const { messageId } = await insertSentMessage(db);
  expect(await call('listMessages', { query: 'journey=nudging&state=accepted&limit=1' })).toMatchObject({
    answer: { items: [{ id: messageId, template: 'hello', why: null }], next: messageId },
  });
  expect(await call('getMessage', { id: messageId })).toMatchObject({
    answer: { id: messageId, rendering: { source: 'live-version', parts: { subject: 'hello Ann' }, problem: null } },
  });
  const headers = { authorization: `Bearer ${keys.admin}` };
  const page = await fetch(`${api.url}/v1/messages/${messageId}/page`, { headers });
  expect(page.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  expect(await page.text()).toBe('<p>hello Ann</p>');
  expect((await fetch(`${api.url}/v1/messages/${strangeId}/page`, { headers })).status).toBe(404);
  expect((await fetch(`${api.url}/v1/messages/${messageId}/page`)).status).toBe(401);
});

it('sends test messages by channels that are there, not stopped, and to addresses that are not suppressed', async () => {
  const asked = await call('testChannel', { id: 'email', body: { address: ' Ann@example.com ' } });
  expect(asked).toMatchObject({ status: 200, answer: { channel: 'email', state: 'waiting', askedBy: 'test' } });
  expect(await call('getTestSend', { id: asked.answer.id as string })).toMatchObject({ answer: { state: 'waiting' } });
  for (const address of ['ann', undefined])
    expect(await call('testChannel', { id: 'email', body: { address } })).toMatchObject({ code: 'parameter-wrong' });
  for (const id of ['fax', 'webhook:unheard-of', 'in-app'])
    expect(await call('testChannel', { id, body: {} })).toMatchObject({ status: 404, code: 'not-found' });
  const address = { channel: 'email', address: 'cy@example.com' };
  await call('addSuppression', { body: address });
  expect(await call('testChannel', { id: 'email', body: { address: 'CY@example.com' } })).toMatchObject({
    code: 'address-suppressed',
  });
  await call('setKillSwitch', { id: 'channel:webhook', body: { reason: 'why' } });
  expect(await call('testChannel', { id: 'webhook', body: {} })).toMatchObject({ code: 'channel-stopped' });
  await call('liftKillSwitch', { id: 'channel:webhook' });
  expect(await call('testChannel', { id: 'webhook', body: {} })).toMatchObject({ status: 200 });
});

it('gives names and the configuration', async () => {
  const { answer } = await call('getNames');
  expect(answer).toMatchObject({
    rules: expect.arrayContaining(['kill-switch', 'consent']),
    channels: expect.any(Array),
  });
  expect(await call('getWorkspace')).toMatchObject({
    answer: {
      version: expect.any(Number),
      sections: expect.arrayContaining([expect.objectContaining({ id: 'topics' })]),
    },
  });
});

itRefuses([
  ['testChannel', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['testChannel', { id: 'email', body: { address: '\u0000' } }, 422, 'data-refused'],
  ['getTestSend', { id: strangeId }, 404, 'not-found'],
  ['getTestSend', { id: '%zz' }, 400, 'address-unreadable'],
  ['listMessages', { query: 'limit=101' }, 422, 'parameter-wrong'],
  ['listMessages', { query: 'userId=%00' }, 422, 'data-refused'],
  ['getMessage', { id: strangeId }, 404, 'not-found'],
  ['getMessage', { id: '%zz' }, 400, 'address-unreadable'],
]);
