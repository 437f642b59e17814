import { signUserToken } from '../../../services/access/user-token.ts';
import { startTestApi, startTestApiOn, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

interface Secret {
  readonly id: string;
  readonly secret: string;
  readonly workspace: string;
}

async function ask<Answer>(path: string, { key = api.keys.admin, method = 'POST' } = {}) {
  const response = await fetch(`${api.url}${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, answer: (await response.json()) as Answer };
}
const rotate = () => ask<Secret>('/v1/user-token-secrets/rotate');
const retire = () => ask<{ code: string; id: string }>('/v1/user-token-secrets/retire');

/** What an inbox says to a token that is signed with the secret. A process knows a retired one ten seconds longer, so a new process is asked. */
async function opens({ secret, workspace }: Secret): Promise<number> {
  const other = await startTestApiOn(api);
  const token = signUserToken(secret, { workspace, userId: 'ann', issuedAt: Date.now() });
  const { status } = await fetch(`${other.url}/v1/inbox`, { headers: { authorization: `Bearer ${token}` } });
  await other.stop();
  return status;
}

it('two secrets hold while one is replaced, and only then is the older one retired', async () => {
  expect(await ask('/v1/user-token-secrets', { method: 'GET' })).toEqual({ status: 200, answer: { items: [] } });
  const first = (await rotate()).answer;
  expect(await opens(first)).toBe(200);
  expect(await retire()).toMatchObject({ status: 409, answer: { code: 'one-secret' } });
  const second = (await rotate()).answer;
  expect(await rotate()).toMatchObject({ status: 409, answer: { code: 'two-secrets' } });
  expect([await opens(first), await opens(second)]).toEqual([200, 200]);
  const { answer } = await ask<{ items: object[] }>('/v1/user-token-secrets', { method: 'GET' });
  expect(answer.items).toMatchObject([{ id: second.id }, { id: first.id }]);
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(await retire()).toMatchObject({ status: 200, answer: { id: second.id } });
  expect([await opens(first), await opens(second)]).toEqual([401, 200]);
});

it('two who rotate at once do not make three', async () => {
  const answers = await Promise.all([rotate(), rotate(), rotate()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});
