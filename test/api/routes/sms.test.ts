import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import {
  defineEvent,
  flow,
  journey,
  MessageReplied,
  on,
  send,
  sms,
  t,
  template,
  waitFor,
} from '../../../core/index.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { insertTestRun } from '../../support/runs.ts';
import { startTwilio, type TwilioPeer } from '../../support/twilio.ts';

/** A text message from a run to a peer shaped like Twilio, and what comes back: reports, STOP, START, HELP, words. */
let api: TestApi;
let twilio: TwilioPeer;
let channels: ReturnType<typeof openChannels>;
const namedSecrets = new Map<string, string>();
beforeAll(async () => {
  twilio = await startTwilio();
  namedSecrets.set('THROUGHLINE_SECRET_TWILIO', twilio.authToken);
  api = await startTestApi({ namedSecrets });
  const outbound = { timeoutMs: 2_000, allowPrivateAddresses: true };
  channels = openChannels({ smtp: undefined, webhook: undefined, outbound, publicUrl: api.url }, api.db.database);
  const { url, accountSid } = twilio;
  const main = {
    type: 'twilio',
    name: 'main',
    accountSid,
    authToken: { env: 'THROUGHLINE_SECRET_TWILIO' },
    from: '+15550100000',
    url,
  };
  const unset = { ...main, name: 'unset', authToken: { env: 'THROUGHLINE_SECRET_NOT_SET' } };
  const templates = [{ id: 'greeting', content: { sms: { body: 'Hello {{ customer.name }}, STOP to end' } } }];
  const workspace = { sms: { providers: [main, unset], help: 'Ask <us> & co.' } };
  await publish(api.db.database, 'default', { journeys: [texting], templates, workspace });
});
afterAll(async () => {
  await closeChannels(channels);
  await Promise.all([api.stop(), twilio.stop()]);
});

const SignedUp = defineEvent('Signed Up', { source: t.text });
const texting = journey(
  'texting',
  { purpose: 'transactional', entry: on(SignedUp) },
  flow(
    send('hello', template('greeting'), { via: [sms] }),
    waitFor('answer', { replied: on(MessageReplied), timeout: '1 hour' }, {}),
  ),
);

let number = 1_000;
function nextNumber(): string {
  number += 1;
  return `+1555020${number}`;
}
async function texted(phone = nextNumber()) {
  const run = await insertTestRun(api.db, { definition: texting, traits: { name: 'Ann', phone } });
  const { openJobs } = await runTurn(api.db.database, run.id, Date.now());
  const key = { journeyRunId: run.id, visit: 1, messageId: openJobs[0]?.messageId as string };
  const limits = { leaseMs: 60_000, sendTimeoutMs: 5_000, longestPauseMs: 60_000 };
  await deliver({ database: api.db.database, channels, ...limits, namedSecrets }, key, Date.now());
  return { ...run, phone, messageId: key.messageId };
}
const stateOf = async (messageId: string) =>
  (
    await api.db.look<{ state: string; rule: string | null }>('select state, rule from messages where id = ?', [
      messageId,
    ])
  )[0];
const eventsOf = (messageId: string) =>
  api.db.look<{ name: string; bounce: string | null; text: string | null }>(
    `select name, properties->>'bounce' as bounce, properties->>'text' as text from events
     where properties->>'message_id' = ? and name <> 'Message Sent' order by accepted_at, id`,
    [messageId],
  );
const report = (messageId: string, fields: Record<string, string>, token?: string) =>
  twilio.call(`${api.url}/v1/sms/main?message=${messageId}`, { MessageSid: 'SM1', ...fields }, token);
const reply = (from: string, text: string, more: Record<string, string> = {}) =>
  twilio.call(`${api.url}/v1/sms/main`, {
    MessageSid: `SM${newId()}`,
    From: from,
    To: '+15550100000',
    Body: text,
    ...more,
  });

it('sends by SMS what a run asks for', async () => {
  const { messageId, phone } = await texted();
  expect(await stateOf(messageId)).toEqual({ state: 'accepted', rule: null });
  expect(twilio.messages.at(-1)).toMatchObject({ To: phone, Body: 'Hello Ann, STOP to end' });
});

it('takes delivery reports once each, and suppresses a number that is gone', async () => {
  const { messageId } = await texted();
  for (const status of ['queued', 'sent', 'delivered', 'delivered'])
    expect(await report(messageId, { MessageStatus: status })).toEqual({ status: 204, text: '' });
  expect(await eventsOf(messageId)).toEqual([{ name: 'Message Delivered', bounce: null, text: null }]);
  const gone = await texted();
  await report(gone.messageId, { MessageStatus: 'undelivered', ErrorCode: '30005' });
  expect(await eventsOf(gone.messageId)).toEqual([{ name: 'Message Bounced', bounce: 'hard', text: null }]);
  expect(await stateOf((await texted(gone.phone)).messageId)).toEqual({ state: 'blocked', rule: 'suppressed' });
  const busy = await texted();
  await report(busy.messageId, { MessageStatus: 'undelivered', ErrorCode: '30003' });
  expect(await stateOf((await texted(busy.phone)).messageId)).toEqual({ state: 'accepted', rule: null });
});

it('STOP blocks the number, for everybody who has it, until START', async () => {
  const { phone, customerId, messageId } = await texted();
  expect(await reply(phone, ' Stop. ')).toEqual({
    status: 200,
    text: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
  });
  expect(await stateOf((await texted(phone)).messageId)).toMatchObject({ state: 'blocked', rule: 'suppressed' });
  const consents = () =>
    api.db.look(
      `select subject_kind, subject_name, state, source, message_id from consents where customer_id = ? order by id`,
      [customerId],
    );
  const stopped = {
    subject_kind: 'channel',
    subject_name: 'sms',
    state: 'withdrawn',
    source: 'reply',
    message_id: messageId,
  };
  expect(await consents()).toEqual([stopped]);
  await reply(phone, 'STOP');
  expect(await consents()).toEqual([stopped]); // nothing new
  await reply(phone, 'START');
  expect(await consents()).toEqual([stopped, { ...stopped, state: 'granted' }]);
  expect(await stateOf((await texted(phone)).messageId)).toMatchObject({ state: 'accepted' });
});

it('STOP from a number that nobody was written to holds for who brings it later', async () => {
  await reply('+15550209999', 'STOPALL');
  expect(await stateOf((await texted('+1 (555) 020-9999')).messageId)).toMatchObject({
    state: 'blocked',
    rule: 'suppressed',
  });
});

it('START undoes a STOP and no other reason', async () => {
  const gone = await texted();
  await report(gone.messageId, { MessageStatus: 'failed', ErrorCode: '30006' });
  await reply(gone.phone, 'START');
  expect(await stateOf((await texted(gone.phone)).messageId)).toMatchObject({ state: 'blocked', rule: 'suppressed' });
});

it('answers HELP with the text of the configuration, and not where the provider has answered', async () => {
  const { phone } = await texted();
  expect((await reply(phone, 'help')).text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Ask &lt;us&gt; &amp; co.</Message></Response>',
  );
  expect((await reply(phone, 'help', { OptOutType: 'HELP' })).text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
  );
});

it('makes a reply an event of the customer that wakes the run, once', async () => {
  const { id, phone, messageId } = await texted();
  await runTurn(api.db.database, id, Date.now());
  const fields = { MessageSid: `SM${newId()}` };
  for (const text of ['stop it, please', 'stop it, please'])
    expect((await reply(phone, text, fields)).status).toBe(200);
  expect(await eventsOf(messageId)).toEqual([{ name: 'Message Replied', bounce: null, text: 'stop it, please' }]);
  expect(await runTurn(api.db.database, id, Date.now())).toMatchObject({ finished: true });
});

it.each([
  ['a wrong signature', 'main', 'wrong', 401, 'signature-wrong'],
  ['a provider that is not declared', 'other', undefined, 404, 'not-found'],
  ['a provider whose token this process lacks', 'unset', undefined, 503, 'secret-missing'],
])('refuses %s', async (_title, name, token, status, code) => {
  const answer = await twilio.call(`${api.url}/v1/sms/${name}`, { From: '+15550201', Body: 'STOP' }, token);
  expect({ status: answer.status, code: (JSON.parse(answer.text) as { code: string }).code }).toEqual({ status, code });
});

it('a journey can not be published by SMS where no provider is declared', async () => {
  const templates = [{ id: 'greeting', content: { sms: { body: 'Hello' } } }];
  const refused = publish(api.db.database, 'default', { journeys: [], templates, workspace: {} });
  await expect(refused).rejects.toMatchObject({ problems: [{ code: 'channel-in-use', where: 'workspace: sms' }] });
});
