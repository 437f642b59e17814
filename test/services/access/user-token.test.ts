import { createHmac } from 'node:crypto';
import { signUserToken, userTokenKey, verifyUserToken } from '../../../services/access/user-token.ts';

const now = 1_800_000_000_000;
const seconds = now / 1_000;
const secret = (id: string) => ({ id, secret: Buffer.alloc(32, id), createdAt: 0 });
const held = [secret('b'), secret('a')];
const secrets = { find: async (workspace: string) => (workspace === 'default' ? held : []) };
const verify = (token: string) => verifyUserToken(secrets, { token, now });

const claims = { sub: 'ann', aud: 'default', iat: seconds, exp: seconds + 600 };
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
function token(
  more: object = {},
  { header = { alg: 'HS256', typ: 'JWT' } as unknown, key = held[0]?.secret, hash = 'sha256' } = {},
) {
  const signed = `${encode(header)}.${encode({ ...claims, ...more })}`;
  return `${signed}.${createHmac(hash, userTokenKey(key as Buffer))
    .update(signed)
    .digest('base64url')}`;
}

it('names the user and the workspace of a token that any of the secrets signed', async () => {
  const user = { workspace: 'default', userId: 'ann', expiresAt: now + 600_000 };
  for (const { secret: key } of held) expect(await verify(token({}, { key }))).toEqual({ user });
  const own = signUserToken(userTokenKey(held[0]?.secret as Buffer), {
    workspace: 'default',
    userId: 'ann',
    issuedAt: now,
  });
  expect(await verify(own)).toEqual({ user });
});

it.each<[string, object]>([
  ['exactly an hour long', { exp: seconds + 3_600 }],
  ['made by a server whose clock is a minute ahead', { iat: seconds + 60 }],
  ['with further claims', { name: 'Ann', nbf: seconds, jti: '1' }],
  ['in its last second', { iat: seconds - 600, exp: seconds + 1 }],
])('takes a token %s', async (_, more) => {
  expect(await verify(token(more))).toMatchObject({ user: { userId: 'ann' } });
});

it.each<[string, string, string]>([
  ['that is no JWT', 'abc', 'user-token-unreadable'],
  ['with a fourth part', `${token()}.x`, 'user-token-unreadable'],
  ['whose parts are no JSON', 'YQ.YQ.YQ', 'user-token-unreadable'],
  ['whose claims are a list', `${encode({ alg: 'HS256' })}.${encode([])}.YQ`, 'user-token-unreadable'],
  ['that is too long', token({ name: 'x'.repeat(5_000) }), 'user-token-unreadable'],
  ['without an algorithm', token({}, { header: { alg: 'none' } }), 'user-token-algorithm'],
  ['with another algorithm', token({}, { header: { alg: 'HS512' }, hash: 'sha512' }), 'user-token-algorithm'],
  ['with a public key algorithm', token({}, { header: { alg: 'RS256' } }), 'user-token-algorithm'],
  [
    'with a critical extension',
    token({}, { header: { alg: 'HS256', crit: ['b64'], b64: false } }),
    'user-token-algorithm',
  ],
  ['of no workspace', token({ aud: undefined }), 'user-token-audience'],
  ['of two workspaces', token({ aud: ['default', 'other'] }), 'user-token-audience'],
  ['of a workspace without secrets', token({ aud: 'other' }), 'user-token-signature'],
  ['of another secret', token({}, { key: Buffer.alloc(32, 'c') }), 'user-token-signature'],
  ['without a signature', `${token().split('.').slice(0, 2).join('.')}.`, 'user-token-unreadable'],
  ['with another user put in', swapped(), 'user-token-signature'],
  ['without times', token({ iat: undefined, exp: undefined }), 'user-token-times'],
  ['with times as text', token({ exp: String(seconds + 600) }), 'user-token-times'],
  ['that ends before it begins', token({ exp: seconds - 1 }), 'user-token-times'],
  ['of the future', token({ iat: seconds + 61, exp: seconds + 600 }), 'user-token-times'],
  ['that does not hold yet', token({ nbf: seconds + 61 }), 'user-token-times'],
  ['with milliseconds in place of seconds', token({ iat: now, exp: now + 600 }), 'user-token-times'],
  ['that lives longer than an hour', token({ exp: seconds + 3_601 }), 'user-token-too-long'],
  ['that has expired', token({ iat: seconds - 600, exp: seconds }), 'user-token-expired'],
  ['of nobody', token({ sub: undefined }), 'user-token-user'],
  ['of the text of a missing value', token({ sub: 'undefined' }), 'user-token-user'],
  ['of an empty userId', token({ sub: ' ' }), 'user-token-user'],
  ['of a number', token({ sub: 7 }), 'user-token-user'],
  ['of a userId that PostgreSQL can not store', token({ sub: 'a\u0000' }), 'user-token-user'],
])('refuses a token %s', async (_, text, fault) => {
  expect(await verify(text)).toEqual({ fault });
});

function swapped(): string {
  const [header, , signature] = token().split('.');
  return `${header}.${encode({ ...claims, sub: 'bob' })}.${signature}`;
}
