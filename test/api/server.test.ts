import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sendRaw, startTestApi, statusOf, type TestApi } from '../support/api.ts';

/** Senders that take their time, against a server with little. */
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ timeouts: { headers: 400, request: 1_000, look: 100, silence: 1_500 } });
});
afterAll(() => api.stop());

/** On a connection of its own: this server closes one that is silent for a while, just when it may be used again. */
async function goodSender(): Promise<number> {
  const body = JSON.stringify({ event: 'Seen', userId: 'u', writeKey: api.keys.write });
  const request = 'POST /v1/track HTTP/1.1\r\nHost: api\r\nConnection: close\r\n';
  return statusOf(await sendRaw(api.port, `${request}Content-Length: ${body.length}\r\n\r\n${body}`));
}

const head = () => `POST /v1/batch HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${api.keys.write}\r\n`;

it.each([
  ['no byte', () => ''],
  ['half a line', () => 'POST /v1/ba'],
  ['headers without end', () => head()],
])('of which comes %s are hung up on', async (_what, bytes) => {
  const answer = await sendRaw(api.port, bytes());
  if (answer) expect(statusOf(answer)).toBe(408);
});

it.each([
  ['half a body', () => `${head()}Content-Length: 100\r\n\r\n{"batch":[`],
  ['half a chunk', () => `${head()}Transfer-Encoding: chunked\r\n\r\n64\r\n{"batch":[`],
  [
    'half a body whose key is inside',
    () => 'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"writeKey":',
  ],
])('of which comes %s are answered 408, and what they occupied is free again', async (_what, bytes) => {
  expect(statusOf(await sendRaw(api.port, bytes()))).toBe(408);
});

it('that send a byte now and then are hung up on all the same, and others are served meanwhile', async () => {
  const slow: Socket[] = [];
  const ended = Array.from({ length: 200 }, (_, index) => {
    const socket = connect(api.port, '127.0.0.1').on('error', () => {});
    socket.write(index % 2 ? head() : `${head()}Content-Length: 100000\r\n\r\n`);
    slow.push(socket);
    return new Promise((resolve) => socket.once('close', resolve));
  });
  const dripping = setInterval(() => {
    for (const socket of slow) socket.write('a');
  }, 50);
  for (let round = 0; round < 5; round++) {
    expect(await goodSender()).toBe(200);
    await pause(100);
  }
  await Promise.all(ended);
  clearInterval(dripping);
});

it('that hang up in the middle of their bodies leave nothing behind: the room for bodies is whole again', async () => {
  const megabyte = 1024 * 1024;
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = connect(api.port, '127.0.0.1').on('error', () => {});
        socket.write('POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n');
        socket.write(Buffer.alloc(400_000, ' '));
        await pause(50);
        socket.destroy();
        await new Promise((resolve) => socket.once('close', resolve));
      }),
    );
  } // 40 MB of one address, whose share is 16
  expect(10 * 10 * 400_000).toBeGreaterThan(32 * megabyte);
  await pause(200);
  expect(await goodSender()).toBe(200);
});

it('may keep their connection after a refusal whose body has been read', async () => {
  const body = JSON.stringify({ event: 'Seen' });
  const request = `${head().replace('batch', 'track')}Content-Length: ${body.length}\r\n\r\n${body}`;
  const last = request.replace('Host: api', 'Host: api\r\nConnection: close');
  const answers = await sendRaw(api.port, request + last);
  expect(answers.match(/HTTP\/1\.1 400 /g)).toHaveLength(2);
});
