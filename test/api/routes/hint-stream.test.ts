import { hashPassword } from '../../../services/access/passwords.ts';
import { insertUser } from '../../../store/access/users.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { readStream } from '../../support/event-stream.ts';
import { eventuallyPasses } from '../../support/eventually.ts';
import { takeIn } from '../../support/runs.ts';
import { signIn, tokenIn } from '../../support/signed-in.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const password = 'correct horse battery staple';
const stream = (watch: string, headers: Record<string, string>) =>
  readStream(`${api.url}/v1/stream?watch=${watch}`, headers);

it('hints at what changed to anybody who is signed in, and holds no data', async () => {
  const passwordHash = await hashPassword(password);
  const user = {
    workspace: 'default',
    email: 'ann@example.com',
    name: undefined,
    role: 'viewer',
    passwordHash,
  } as const;
  await insertUser(api.db.database, user);
  const cookie = tokenIn(await signIn(api, { email: user.email, password }));
  const opened = await stream('events,tasks', { cookie });
  expect(opened.status).toBe(200);
  await eventuallyPasses(() => expect(opened.events).toHaveLength(1));
  expect(opened.events[0]).toMatchObject({ event: 'changed', data: { subjects: ['events', 'tasks'] } });
  await takeIn(api.db, { userId: 'ann', name: 'Order Completed', properties: { total: 12 } });
  await eventuallyPasses(() => expect(opened.events.slice(1)).toMatchObject([{ data: { subjects: ['events'] } }]));
  opened.close();
});

it('is for people and admin keys, and for subjects that there are', async () => {
  const admin = { authorization: `Bearer ${api.keys.admin}` };
  expect((await stream('runs', {})).status).toBe(401);
  expect((await stream('runs', { cookie: `throughline=${'A'.repeat(43)}` })).status).toBe(401);
  expect((await stream('runs', { authorization: `Bearer ${api.keys.write}` })).status).toBe(403);
  for (const watch of [
    '',
    'run:1',
    'everything',
    `run:${'0'.repeat(36)}`,
    Array(21)
      .fill('runs')
      .map((name, at) => `${name}${at}`)
      .join(','),
  ])
    expect([watch, (await stream(watch, admin)).status]).toEqual([watch, 422]);
  const opened = await stream('runs', admin);
  expect(opened.status).toBe(200);
  opened.close();
});
