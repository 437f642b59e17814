import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'svix';
import type { Provider } from '../../../services/channels/channel.ts';
import { createWebhookProvider, type WebhookOptions } from '../../../services/channels/webhook.ts';
import { type Sink, startSink } from '../../support/sink.ts';

const key = '0190-run.3';
const begin = async () => {};
const message = { key, address: 'endpoint', parts: { body: '{"order":"17","town":"Zürich"}' } };
let sink: Sink;
let provider: Provider | undefined;
const open = (more: Partial<WebhookOptions> = {}): Provider => {
  const { url, secret, ...limits } = {
    ...{ url: sink.url, secret: sink.secret, timeoutMs: 1_000, allowPrivateAddresses: true },
    ...more,
  };
  provider = createWebhookProvider({ ...limits, endpoint: { url, secret } });
  return provider;
};
beforeEach(async () => {
  sink = await startSink();
});
afterEach(async () => {
  await provider?.close();
  await sink.stop();
});

it('is taken once by a receiver that verifies it, under the message key, and sent again under the same', async () => {
  const webhook = open();
  expect(await webhook.send(message, begin)).toEqual({ result: 'accepted' });
  expect(await webhook.send(message, begin)).toEqual({ result: 'accepted' });
  expect([...sink.effects()]).toMatchObject([[key, { times: 2, body: { order: '17', town: 'Zürich' } }]]);
  expect(sink.counts.unsigned).toBe(0);
});

it('is signed as Standard Webhooks says, computed here by hand, and the body goes out byte for byte', async () => {
  const seen: { headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    seen.push({ headers: request.headers, body });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await open({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }).send(message, begin);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));

  const [{ headers, body } = { headers: {}, body: '' }] = seen;
  const time = headers['webhook-timestamp'];
  const secretKey = Buffer.from(sink.secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', secretKey).update(`${key}.${time}.${body}`).digest('base64');
  expect(headers).toMatchObject({
    'webhook-id': key,
    'webhook-signature': `v1,${signature}`,
    'content-type': 'application/json',
  });
  expect(body).toBe(message.parts.body);
  expect(Math.abs(Number(time) - Date.now() / 1_000)).toBeLessThan(5);
  // And the other way round: what one byte changes is refused.
  expect(() => new Webhook(sink.secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
});

it('a receiver with another secret takes nothing, and gets it again when the secret is right', async () => {
  const webhook = open({ secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` });
  expect(await webhook.send(message, begin)).toMatchObject({ result: 'failed-temporarily', code: 'http-401' });
  expect(sink.counts.unsigned).toBe(1);
  expect(sink.effects().size).toBe(0);
});

it.each([
  [200, 'accepted'],
  [202, 'accepted'],
  [400, 'failed-temporarily'],
  [401, 'failed-temporarily'],
  [404, 'failed-temporarily'],
  [408, 'failed-temporarily'],
  [409, 'failed-temporarily'],
  [410, 'failed-permanently'],
  [413, 'failed-temporarily'],
  [422, 'failed-temporarily'],
  [425, 'failed-temporarily'],
  [429, 'failed-temporarily'],
  [500, 'failed-temporarily'],
  [501, 'failed-temporarily'],
  [502, 'failed-temporarily'],
  [503, 'failed-temporarily'],
  [599, 'failed-temporarily'],
])('%i is %s', async (status, result) => {
  sink.fail(status);
  const sent = await open().send(message, begin);
  expect(sent).toMatchObject(result === 'accepted' ? { result } : { result, code: `http-${status}` });
});

it.each([
  ['7', 7_000],
  ['86400', 300_000],
  [new Date(Date.now() + 3_600_000).toUTCString(), 300_000],
  [new Date(Date.now() - 3_600_000).toUTCString(), undefined],
  ['0', undefined],
  ['-5', undefined],
  ['soon', undefined],
])('a Retry-After of "%s" is kept, within bounds', async (retryAfter, expected) => {
  sink.fail(429, 1, { 'retry-after': retryAfter });
  expect(await open().send(message, begin)).toMatchObject({ result: 'failed-temporarily', retryAfter: expected });
});

it('a redirect is not followed, and failed temporarily by a code that says so', async () => {
  sink.redirect();
  expect(await open().send(message, begin)).toMatchObject({ result: 'failed-temporarily', code: 'redirect-302' });
  sink.redirect('http://169.254.169.254/latest/meta-data');
  expect(await open().send(message, begin)).toMatchObject({ result: 'failed-temporarily', code: 'redirect-302' });
  expect(sink.counts.followed).toBe(0);
});

it('a private address fails permanently, unless allowed', async () => {
  expect(await open({ allowPrivateAddresses: false }).send(message, begin)).toMatchObject({
    result: 'failed-permanently',
    code: 'address-not-allowed',
  });
  expect(sink.counts.connections).toBe(0);
});

it('no connection is failed temporarily', async () => {
  await sink.stop();
  expect(await open().send(message, begin)).toMatchObject({
    result: 'failed-temporarily',
    code: 'connection-econnrefused',
  });
  expect(await open({ url: 'http://nowhere.invalid/' }).send(message, begin)).toMatchObject({
    result: 'failed-temporarily',
  });
  sink = await startSink();
});

it('an answer within the time-out is an answer; later, nobody knows, and the receiver sees the socket close', async () => {
  sink.answerAfter(150);
  expect(await open().send(message, begin)).toEqual({ result: 'accepted' });
  sink.answerAfter(5_000);
  const startedAt = Date.now();
  expect(await open({ timeoutMs: 200 }).send(message, begin)).toMatchObject({
    result: 'unknown',
    code: 'no-answer-timeout',
  });
  expect(Date.now() - startedAt).toBeLessThan(1_000);
  sink.hang();
  expect(await open({ timeoutMs: 200 }).send(message, begin)).toMatchObject({ result: 'unknown' });
  for (let looks = 0; sink.counts.givenUp < 2 && looks < 100; looks += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(sink.counts.givenUp).toBe(2);
});

it.each(['before-answer', 'on-connect'] as const)(
  'a drop %s is unknown; the retry has the same id and one effect',
  async (moment) => {
    sink.drop(moment);
    const webhook = open();
    expect(await webhook.send(message, begin)).toMatchObject({ result: 'unknown' });
    expect(await webhook.send(message, begin)).toEqual({ result: 'accepted' });
    expect([...sink.effects()].map(([id, { times }]) => [id, times])).toEqual([
      [key, moment === 'before-answer' ? 2 : 1],
    ]);
  },
);
