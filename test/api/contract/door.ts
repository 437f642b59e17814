import { gzipSync } from 'node:zlib';
import { errorsOf } from '../../../api/common-errors.ts';
import { operations } from '../../../api/operations/index.ts';
import { userToken } from '../../support/in-app.ts';
import { adminCookie, call, db, strangeId as id, keys, operationOf } from './api-under-test.ts';

/** Code of the refusal ▸ a token that is refused so. */
async function wrongTokens(): Promise<[string, string][]> {
  const [header, claims] = keys.user.split('.') as [string, string];
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string };
  const at = (issuedAt: number, lifeSeconds = 600) => userToken(db, 'u1', { issuedAt, lifeSeconds });
  return [
    ['user-token-missing', keys.write],
    ['user-token-unreadable', 'abc'],
    ['user-token-algorithm', `${part({ alg: 'none' })}.${claims}.AAAA`],
    ['user-token-audience', `${header}.${part({ ...said, aud: 7 })}.AAAA`],
    ['user-token-signature', `${header}.${claims}.AAAA`],
    ['user-token-times', await at(Date.now() + 3_600_000)],
    ['user-token-too-long', await at(Date.now(), 3_601)],
    ['user-token-expired', await at(Date.now() - 3_600_000)],
    ['user-token-user', await userToken(db, 'undefined')],
  ];
}

const withBody = operations.filter(({ body }) => body !== undefined);
const withKey = operations.filter(({ key }) => key !== 'none' && key !== 'user');
const withUser = operations.filter(({ key }) => key === 'user');

it.each(withKey.map((operation) => [operation.id, operation] as const))(
  '%s refuses a wrong key',
  async (name, { key, method }) => {
    const body = method === 'post' ? { body: {} } : {};
    expect(await call(name, { id, ...body, key: 'tl_server_nobody' })).toMatchObject({ code: 'key-unknown' });
    const other = key === 'write' ? keys.admin : keys.write;
    expect(await call(name, { id, ...body, key: other })).toMatchObject({ code: 'key-not-allowed' });
  },
);

it.each(withUser.map(({ id: name, method }) => [name, method]))(
  '%s refuses a wrong user token',
  async (name, method) => {
    const body = method === 'post' ? { body: {} } : {};
    for (const [code, key] of await wrongTokens())
      expect(await call(name, { id, ...body, key })).toMatchObject({ status: 401, code });
  },
);

it.each(operations.filter(({ right }) => right !== undefined).map(({ id: name, method }) => [name, method] as const))(
  '%s refuses a session that is over, and a cookie that no page of the console sent',
  async (name, method) => {
    const body = method === 'post' ? { body: {} } : {};
    const over = `throughline=${'A'.repeat(43)}`;
    expect(await call(name, { id, ...body, cookie: over })).toMatchObject({ status: 401, code: 'session-over' });
    if (method === 'get') return;
    const cookie = await adminCookie();
    expect(await call(name, { id, ...body, cookie })).toMatchObject({ status: 403, code: 'request-forged' });
  },
);

it.each(withBody.map((operation) => [operation.id]))('%s refuses a body that can not be read', async (name) => {
  expect(await call(name, { id, body: '{"a": ' })).toMatchObject({ status: 400, code: 'unreadable' });
  const deep = { id, body: `{"a":${'['.repeat(100)}${']'.repeat(100)}}` };
  if (operationOf(name).key !== 'write')
    expect(await call(name, deep)).toMatchObject({ status: 400, code: 'too-deep' });
  const encoded = { id, body: '{}', headers: { 'content-encoding': 'rot13' } };
  expect(await call(name, encoded)).toMatchObject({ status: 415, code: 'unreadable' });
  const huge = gzipSync(`{"a":"${'x'.repeat(11_000_000)}"}`);
  const answer = await call(name, { id, body: huge, headers: { 'content-encoding': 'gzip' } });
  expect(answer).toMatchObject({ status: 413, code: 'too-large' });
  const { title } = answer.answer as { title: string };
  expect(errorsOf(operationOf(name)).map(({ example }) => example.title)).toContain(title);
});
