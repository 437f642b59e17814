import { newId } from '../../../core/base/id.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { sendInApp, userToken } from '../../support/in-app.ts';

/** The inbox over HTTP: messages that the channel delivered, opened by tokens as a customer's server signs them. */
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

interface Item {
  readonly id: string;
  readonly title: string;
  readonly seenAt: string | null;
  readonly clickedAt: string | null;
  readonly position: number;
}
interface Page {
  readonly items: Item[];
  readonly next: string | null;
  readonly unread: number;
  readonly position: number;
}

async function ask<Answer = Page>(
  path: string,
  {
    userId,
    token,
    method = 'GET',
    body,
    headers = {},
  }: {
    readonly userId?: string;
    readonly token?: string;
    readonly method?: string;
    readonly body?: object;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
) {
  const bearer = token ?? (userId === undefined ? undefined : await userToken(api.db, userId));
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, answer: (text ? JSON.parse(text) : {}) as Answer };
}
const feedbackEvents = (userId: string) =>
  api.db.look<{ name: string }>(
    `select event.name from events event join identities i on i.customer_id = event.customer_id
     where i.value = ? and event.name like 'Message %' and event.name <> 'Message Sent' order by event.accepted_at, event.id`,
    [userId],
  );

it('shows a delivered message to its user alone, with its values as text', async () => {
  const userId = newId();
  const other = newId();
  const parts = {
    title: 'Hi {{ customer.name }}',
    body: '**New**: {{ customer.name }}',
    url: '/pricing',
    place: 'banner',
  };
  const id = await sendInApp(api.db, userId, parts, { name: '<b>*Ann*</b>' });
  await sendInApp(api.db, other);
  const { status, answer } = await ask('/v1/inbox', { userId });
  expect({ status, answer }).toEqual({
    status: 200,
    answer: {
      items: [
        {
          ...{
            id,
            title: 'Hi <b>*Ann*</b>',
            text: 'New: <b>*Ann*</b>',
            url: '/pricing',
            button: null,
            place: 'banner',
          },
          body: [[{ text: 'New', strong: true }, { text: ': <b>*Ann*</b>' }]],
          ...{ position: expect.any(Number), createdAt: expect.any(String), expiresAt: expect.any(String) },
          ...{ seenAt: null, clickedAt: null, dismissedAt: null },
        },
      ],
      next: null,
      unread: 1,
      position: expect.any(Number),
    },
  });
});

it('counts a message as delivered when it is first fetched, and not again', async () => {
  const userId = newId();
  await sendInApp(api.db, userId);
  await ask('/v1/inbox', { userId });
  await ask('/v1/inbox', { userId });
  expect(await feedbackEvents(userId)).toEqual([{ name: 'Message Delivered' }]);
});

it('notes what a person did, once, as events and as engagement of the message', async () => {
  const userId = newId();
  const id = await sendInApp(api.db, userId);
  const act = (action: string) => ask<{ unread: number }>(`/v1/inbox/${id}/${action}`, { userId, method: 'POST' });
  expect(await act('seen')).toMatchObject({ status: 200, answer: { unread: 0 } });
  const [first] = (await ask('/v1/inbox', { userId })).answer.items;
  expect(first).toMatchObject({ seenAt: expect.any(String), clickedAt: null });
  await act('seen');
  await act('clicked');
  await act('clicked');
  const [clicked] = (await ask('/v1/inbox', { userId })).answer.items;
  expect(clicked).toMatchObject({ seenAt: first?.seenAt, clickedAt: expect.any(String) });
  expect(clicked?.position).toBeGreaterThan(first?.position as number);
  await act('dismissed');
  expect((await ask('/v1/inbox', { userId })).answer).toMatchObject({ items: [], unread: 0 });
  expect((await feedbackEvents(userId)).map(({ name }) => name)).toEqual([
    'Message Seen',
    'Message Delivered',
    'Message Clicked',
    'Message Dismissed',
  ]);
  expect(
    await api.db.look(
      'select opened_at is not null as opened, clicked_at is not null as clicked from messages where id = ?',
      [id],
    ),
  ).toEqual([{ opened: true, clicked: true }]);
});

it('notes many as seen and leaves the messages of others alone', async () => {
  const userId = newId();
  const own = [await sendInApp(api.db, userId), await sendInApp(api.db, userId)];
  const others = await sendInApp(api.db, newId());
  const seen = await ask('/v1/inbox/seen', { userId, method: 'POST', body: { ids: [...own, others] } });
  expect(seen).toMatchObject({ status: 200, answer: { unread: 0 } });
  expect(
    await api.db.look('select id from inbox_messages where seen_at is null and id = any(cast(? as uuid[]))', [
      [...own, others],
    ]),
  ).toEqual([{ id: others }]);
  for (const action of ['seen', 'clicked', 'dismissed'])
    expect(await ask(`/v1/inbox/${others}/${action}`, { userId, method: 'POST' })).toMatchObject({ status: 404 });
  expect(await feedbackEvents(userId)).toHaveLength(2);
});

it('gives the inbox page by page, and leaves out what has expired', async () => {
  const userId = newId();
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) ids.unshift(await sendInApp(api.db, userId, { title: `Message ${n}`, body: 'x' }));
  await api.db.look(`update inbox_messages set expires_at = now() - interval '1 second' where id = ? returning 1`, [
    ids[1],
  ]);
  const first = await ask('/v1/inbox?limit=2', { userId });
  expect(first.answer).toMatchObject({ items: [{ id: ids[0] }, { id: ids[2] }], next: ids[2], unread: 3 });
  const second = await ask(`/v1/inbox?limit=2&after=${first.answer.next}`, { userId });
  expect(second.answer).toMatchObject({ items: [{ id: ids[3] }], next: null });
});

it('is empty for a user whom no event has named yet, and follows a merge to the other customer', async () => {
  const [userId, other] = [newId(), newId()];
  expect((await ask('/v1/inbox', { userId })).answer).toEqual({ items: [], next: null, unread: 0, position: 0 });
  const id = await sendInApp(api.db, other);
  await api.db.look(
    `insert into identities (workspace, kind, value, customer_id)
     select workspace, kind, cast(? as text), customer_id from identities where value = ? and kind = 'user_id' returning 1`,
    [userId, other],
  );
  expect((await ask('/v1/inbox', { userId })).answer.items).toMatchObject([{ id }]);
});

it('is closed to write keys, admin keys and broken tokens, and says what is wrong', async () => {
  const problem = async (token: string | undefined) => {
    const { status, answer } = await ask<{ code: string }>('/v1/inbox', token === undefined ? {} : { token });
    return [status, answer.code];
  };
  expect(await problem(undefined)).toEqual([401, 'user-token-missing']);
  expect(await problem(api.keys.write)).toEqual([401, 'user-token-missing']);
  expect(await problem(api.keys.admin)).toEqual([401, 'user-token-missing']);
  expect(await problem('abc')).toEqual([401, 'user-token-unreadable']);
  const valid = await userToken(api.db, 'ann');
  expect(await problem(`${valid.slice(0, -4)}AAAA`)).toEqual([401, 'user-token-signature']);
  const old = await userToken(api.db, 'ann', { issuedAt: Date.now() - 601_000 });
  expect(await problem(old)).toEqual([401, 'user-token-expired']);
  const long = await userToken(api.db, 'ann', { lifeSeconds: 3_601 });
  expect(await problem(long)).toEqual([401, 'user-token-too-long']);
});

it('takes the token in a header of its own beside a write key', async () => {
  const userId = newId();
  await sendInApp(api.db, userId);
  const headers = {
    authorization: `Basic ${Buffer.from(`${api.keys.write}:`).toString('base64')}`,
    'throughline-user-token': await userToken(api.db, userId),
  };
  expect((await ask('/v1/inbox', { headers })).answer.items).toHaveLength(1);
});

it('answers pages of any origin, and tells them what they may send', async () => {
  const preflight = await fetch(`${api.url}/v1/inbox/seen`, { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
  expect((await ask('/v1/inbox')).headers.get('access-control-allow-origin')).toBe('*');
});

it('slows down a user who asks without end', async () => {
  const token = await userToken(api.db, newId());
  const statuses = await Promise.all(
    Array.from({ length: 205 }, async () => (await ask('/v1/inbox', { token })).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});

it('lists the messages of all customers for operators', async () => {
  const userId = newId();
  const id = await sendInApp(api.db, userId);
  const { answer } = await ask(`/v1/in-app-messages?userId=${userId}`, { token: api.keys.admin });
  expect(answer).toMatchObject({ items: [{ id, userId, deliveredAt: null }], next: null });
  expect(await ask('/v1/in-app-messages', { token: api.keys.write })).toMatchObject({ status: 403 });
});
