import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { Webhook } from 'svix';
import { newId } from '../../../../core/base/id.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { startTestApi, type TestApi } from '../../../support/api.ts';
import { insertSentMessage } from '../../../support/sent-message.ts';

/** What providers report, signed by their own libraries where there are any. */
const [oldSecret, newSecret] = [1, 2].map(() => `whsec_${randomBytes(32).toString('base64')}`) as [string, string];
const mailgunKey = 'key-3ax6xnjp29jd6fds4gc373sgvjxteol0';
const keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sendgridKey = keyPair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const secret = (name: string) => ({ env: `THROUGHLINE_SECRET_${name}` });
let api: TestApi;
let messageId: string;
beforeAll(async () => {
  api = await startTestApi({
    namedSecrets: new Map([
      ['THROUGHLINE_SECRET_OLD', oldSecret],
      ['THROUGHLINE_SECRET_NEW', newSecret],
      ['THROUGHLINE_SECRET_MAILGUN', mailgunKey],
      ['THROUGHLINE_SECRET_SENDGRID', sendgridKey],
    ]),
  });
  const feedback = {
    own: { type: 'standard', secrets: [secret('OLD'), secret('NEW')] },
    mailgun: { type: 'mailgun', secrets: [secret('MAILGUN')] },
    sendgrid: { type: 'sendgrid', secrets: [secret('SENDGRID')] },
    unset: { type: 'standard', secrets: [secret('NOT_SET')] },
  };
  await publish(api.db.database, 'default', { journeys: [], templates: [], workspace: { feedback } });
});
afterAll(() => api.stop());
beforeEach(async () => {
  messageId = (await insertSentMessage(api.db)).messageId;
});

const post = async (source: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}/v1/feedback/${source}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, answer: (await response.json()) as { code?: string; recorded?: number } };
};
const events = async () =>
  (
    await api.db.look<{ name: string; bounce: string | null }>(
      `select name, properties->>'bounce' as bounce from events where properties->>'message_id' = ? order by accepted_at, id`,
      [messageId],
    )
  ).map(({ name, bounce }) => (bounce ? `${name} ${bounce}` : name));

describe('our own form', () => {
  const report = (type = 'message.delivered', more = {}) =>
    JSON.stringify({ type, data: { message_id: messageId, ...more } });
  function signed(body: string, { by = newSecret, id = newId(), at = new Date() } = {}) {
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(by).sign(id, at, body),
    };
  }

  it.each([
    ['the new secret', newSecret],
    ['the old one, while both hold', oldSecret],
  ])('is taken with %s', async (_, by) => {
    const body = report();
    expect(await post('own', body, signed(body, { by }))).toEqual({
      status: 200,
      answer: { recorded: 1, repeated: 0, unknown: 0 },
    });
    expect(await events()).toEqual(['Message Delivered']);
  });

  it('answers a repeat with 200 and ignores it, whatever its body and signature time', async () => {
    const id = newId();
    await post('own', report(), signed(report(), { id }));
    const again = report('message.bounced', { bounce: 'hard' });
    expect(await post('own', again, signed(again, { id, at: new Date(Date.now() + 30_000) }))).toEqual({
      status: 200,
      answer: { recorded: 0, repeated: 1, unknown: 0 },
    });
    expect(await events()).toEqual(['Message Delivered']);
  });

  it.each<[title: string, headers: (body: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['another secret', (body) => signed(body, { by: `whsec_${Buffer.alloc(32, 1).toString('base64')}` })],
    ['the signature of another body', () => signed('{}')],
    ['a time stamp six minutes old', (body) => signed(body, { at: new Date(Date.now() - 360_000) })],
    ['a time stamp six minutes ahead', (body) => signed(body, { at: new Date(Date.now() + 360_000) })],
    ['an id that was not signed', (body) => ({ ...signed(body), 'webhook-id': newId() })],
  ])('refuses %s with 401 and stores nothing', async (_, headers) => {
    const body = report();
    expect(await post('own', body, headers(body))).toMatchObject({ status: 401, answer: { code: 'signature-wrong' } });
    expect(await events()).toEqual([]);
  });

  it('refuses a body that is no report, and answers for one about no message of ours', async () => {
    const odd = '{"type": "message.exploded", "data": {}}';
    expect(await post('own', odd, signed(odd))).toMatchObject({ status: 422, answer: { code: 'feedback-unreadable' } });
    const other = JSON.stringify({ type: 'message.opened', data: { message_id: newId() } });
    expect(await post('own', other, signed(other))).toMatchObject({ status: 200, answer: { unknown: 1 } });
  });

  it('tells a source that is not declared from one whose secret has no value', async () => {
    expect(await post('nobody', '{}')).toMatchObject({ status: 404 });
    expect(await post('unset', '{}')).toMatchObject({ status: 503, answer: { code: 'secret-missing' } });
  });
});

describe("SendGrid's Event Webhook", () => {
  const timestamp = () => String(Math.floor(Date.now() / 1_000));
  function signed(body: string, at = timestamp()) {
    const signature = sign('sha256', Buffer.from(at + body), keyPair.privateKey).toString('base64');
    // What SendGrid's own library does not accept proves nothing.
    const own = new EventWebhook();
    expect(own.verifySignature(own.convertPublicKeyToECDSA(sendgridKey), body, signature, at)).toBe(true);
    return { 'X-Twilio-Email-Event-Webhook-Signature': signature, 'X-Twilio-Email-Event-Webhook-Timestamp': at };
  }
  const event = (more: object) => ({
    email: 'ann@example.com',
    timestamp: Math.floor(Date.now() / 1_000),
    'smtp-id': `<${messageId}@shop.example>`,
    sg_event_id: newId(),
    sg_message_id: '14c5d75ce93.dfd.64b469',
    ...more,
  });

  it('becomes events of the customer, machines apart, and a hard bounce suppresses the address', async () => {
    const body = JSON.stringify([
      event({ event: 'processed' }),
      event({ event: 'delivered', response: '250 OK' }),
      event({ event: 'open', sg_machine_open: true }),
      event({ event: 'bounce', type: 'blocked', status: '4.7.1' }),
      event({ event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 no such user' }),
    ]);
    expect(await post('sendgrid', body, signed(body))).toEqual({
      status: 200,
      answer: { recorded: 4, repeated: 0, unknown: 0 },
    });
    expect((await events()).sort()).toEqual(['Message Bounced hard', 'Message Bounced soft', 'Message Delivered']);
    expect(await api.db.look('select reason from suppressions where message_id = ?', [messageId])).toEqual([
      { reason: 'hard-bounce' },
    ]);
    expect(await post('sendgrid', body, signed(body))).toMatchObject({ answer: { recorded: 0, repeated: 4 } });
  });

  it('refuses another key, a changed body, and a time stamp that is old', async () => {
    const body = JSON.stringify([event({ event: 'delivered' })]);
    const old = String(Math.floor(Date.now() / 1_000) - 360);
    for (const [sent, headers] of [
      [`${body} `, signed(body)],
      [body, { ...signed(body), 'X-Twilio-Email-Event-Webhook-Timestamp': old }],
      [body, signed(body, old)],
    ] as const) {
      expect(await post('sendgrid', sent, headers)).toMatchObject({ status: 401 });
    }
    expect(await events()).toEqual([]);
  });
});

describe("Mailgun's webhooks", () => {
  function delivery(data: object, { key = mailgunKey, at = Math.floor(Date.now() / 1_000) } = {}) {
    const token = randomBytes(25).toString('hex');
    const signature = createHmac('sha256', key).update(`${at}${token}`).digest('hex');
    const common = {
      id: newId(),
      timestamp: at + 0.5,
      message: { headers: { 'message-id': `${messageId}@shop.example` } },
    };
    return JSON.stringify({
      signature: { timestamp: String(at), token, signature },
      'event-data': { ...common, ...data },
    });
  }

  it.each([
    [{ event: 'delivered' }, 'Message Delivered'],
    [{ event: 'failed', severity: 'permanent', reason: 'bounce' }, 'Message Bounced hard'],
    [{ event: 'failed', severity: 'temporary' }, 'Message Bounced soft'],
    [{ event: 'complained' }, 'Message Complained'],
    [{ event: 'unsubscribed' }, 'Message Unsubscribed'],
    [{ event: 'clicked', url: 'https://shop.example/' }, 'Message Clicked'],
    [{ event: 'opened', 'client-info': { bot: '' } }, 'Message Opened'],
  ])('%j becomes %s', async (data, expected) => {
    expect(await post('mailgun', delivery(data))).toMatchObject({ status: 200, answer: { recorded: 1 } });
    expect(await events()).toEqual([expected]);
  });

  it('keeps what Mailgun calls a bot as a machine', async () => {
    const body = delivery({ event: 'opened', 'client-info': { bot: 'apple' } });
    expect(await post('mailgun', body)).toMatchObject({ status: 200, answer: { recorded: 1 } });
    expect(await events()).toEqual([]);
  });

  it('refuses another key and an old time stamp', async () => {
    const old = Math.floor(Date.now() / 1_000) - 360;
    for (const body of [delivery({ event: 'opened' }, { key: 'other' }), delivery({ event: 'opened' }, { at: old })])
      expect(await post('mailgun', body)).toMatchObject({ status: 401 });
  });

  it('a complaint withdraws marketing by e-mail, once, and suppresses the address', async () => {
    await post('mailgun', delivery({ event: 'complained' }));
    await post('mailgun', delivery({ event: 'complained' }));
    const [customer] = await api.db.look<{ id: string }>('select customer_id as id from messages where id = ?', [
      messageId,
    ]);
    expect(
      await api.db.look(
        'select subject_kind as kind, subject_name as name, state, source from consents where customer_id = ?',
        [customer?.id],
      ),
    ).toEqual([{ kind: 'marketing-channel', name: 'email', state: 'withdrawn', source: 'complaint' }]);
  });
});
