import { newId } from '../../../core/base/id.ts';
import { startTestApi, startTestApiOn, type TestApi } from '../../support/api.ts';
import { readStream } from '../../support/event-stream.ts';
import { eventuallyPasses } from '../../support/eventually.ts';
import { sendInApp, userToken } from '../../support/in-app.ts';

/** Streams over real HTTP and LISTEN. */
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const bearer = async (userId: string) => ({ authorization: `Bearer ${await userToken(api.db, userId)}` });
const stream = async (userId: string, { after = 0, headers = {} } = {}) =>
  readStream(`${api.url}/v1/inbox/stream?after=${after}`, { ...(await bearer(userId)), ...headers });
const post = async (userId: string, path: string, at = api) =>
  (await fetch(`${at.url}${path}`, { method: 'POST', headers: await bearer(userId) })).json();

it('tells at once of a new message, of what is done with it elsewhere, and of the unread count', async () => {
  const userId = newId();
  const opened = await stream(userId);
  await eventuallyPasses(() => expect(opened.events).toMatchObject([{ event: 'unread', data: { unread: 0 } }]));
  const id = await sendInApp(api.db, userId);
  await eventuallyPasses(() =>
    expect(opened.events.slice(1)).toMatchObject([
      { event: 'message', data: { id, seenAt: null } },
      { event: 'unread', data: { unread: 1 } },
    ]),
  );
  const other = await startTestApiOn(api);
  await post(userId, `/v1/inbox/${id}/seen`, other);
  await eventuallyPasses(() =>
    expect(opened.events.slice(3)).toMatchObject([
      { event: 'message', data: { id, seenAt: expect.any(String) } },
      { event: 'unread', data: { unread: 0 } },
    ]),
  );
  opened.close();
  await other.stop();
});

it('goes on after Last-Event-ID and leaves nothing out', async () => {
  const userId = newId();
  const first = await sendInApp(api.db, userId);
  const before = await stream(userId);
  await eventuallyPasses(() => expect(before.events.some(({ event }) => event === 'message')).toBe(true));
  const position = before.events.find(({ event }) => event === 'message')?.id ?? '';
  before.close();
  const second = await sendInApp(api.db, userId);
  const after = await stream(userId, { headers: { 'last-event-id': position } });
  await eventuallyPasses(() => expect(after.events.map(({ data }) => data.id ?? data.unread)).toEqual([second, 2]));
  const whole = await stream(userId);
  await eventuallyPasses(() =>
    expect(whole.events.map(({ data }) => data.id ?? data.unread)).toEqual([first, second, 2]),
  );
  after.close();
  whole.close();
});

it('counts what it gave out as delivered', async () => {
  const userId = newId();
  const id = await sendInApp(api.db, userId);
  const opened = await stream(userId);
  const delivered = () =>
    api.db.look<{ at: number | null }>('select delivered_at as at from messages where id = ?', [id]);
  await eventuallyPasses(async () => expect(await delivered()).toEqual([{ at: expect.any(Number) }]));
  opened.close();
});

it('opens by a ticket once, and by none that is old or changed', async () => {
  const userId = newId();
  const id = await sendInApp(api.db, userId);
  const { ticket } = (await post(userId, '/v1/inbox/ticket')) as { ticket: string };
  expect(Buffer.from(ticket.split('.')[0] ?? '', 'base64url').toString()).not.toContain(userId);
  const opened = await readStream(`${api.url}/v1/inbox/stream?ticket=${ticket}`);
  expect(opened.status).toBe(200);
  await eventuallyPasses(() => expect(opened.events).toMatchObject([{ data: { id } }, {}]));
  expect((await readStream(`${api.url}/v1/inbox/stream?ticket=${ticket}`)).status).toBe(401);
  const { ticket: fresh } = (await post(userId, '/v1/inbox/ticket')) as { ticket: string };
  expect((await readStream(`${api.url}/v1/inbox/stream?ticket=${fresh.slice(0, -2)}AA`)).status).toBe(401);
  await api.db.look(`update stream_tickets set valid_until = now() - interval '1 second' returning 1`);
  expect((await readStream(`${api.url}/v1/inbox/stream?ticket=${fresh}`)).status).toBe(401);
  opened.close();
});

it('needs a user token and tells nobody of the messages of others', async () => {
  for (const headers of [{}, { authorization: `Bearer ${api.keys.write}` }])
    expect((await readStream(`${api.url}/v1/inbox/stream`, headers as Record<string, string>)).status).toBe(401);
  const other = await stream(newId());
  const own = newId();
  const opened = await stream(own);
  await sendInApp(api.db, own);
  await eventuallyPasses(() => expect(opened.events.some(({ event }) => event === 'message')).toBe(true));
  expect(other.events.filter(({ event }) => event === 'message')).toEqual([]);
  opened.close();
  other.close();
});

it('limits the streams of one user', async () => {
  const userId = newId();
  const open = await Promise.all(Array.from({ length: 6 }, () => stream(userId)));
  expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await stream(userId)).status).toBe(429);
  expect((await stream(newId())).status).toBe(200);
  for (const { close } of open) close();
  await eventuallyPasses(async () => {
    const again = await stream(userId);
    again.close();
    expect(again.status).toBe(200);
  });
});

it('says that it ends when the process stops, so that readers go to another', async () => {
  const other = await startTestApiOn(api);
  const opened = await readStream(`${other.url}/v1/inbox/stream`, await bearer(newId()));
  await other.stop();
  await opened.ended;
  expect(opened.events.at(-1)).toMatchObject({ event: 'end', data: { reason: 'stopping' } });
});
