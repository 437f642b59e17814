import { LONGEST_USER_TOKEN_LIFE_S, type UserTokenFault } from '../services/access/user-token.ts';
import { defineError, type ErrorDescription, type HttpProblem } from './define-error.ts';

/** Errors of operations that a user token opens: 401 with what is wrong, so that the server that signs it can be fixed. */

const minutes = LONGEST_USER_TOKEN_LIFE_S / 60;

const texts: Readonly<
  Record<UserTokenFault | 'user-token-missing', readonly [when: string, problem: string, remedy: string]>
> = {
  'user-token-missing': [
    'the request has no user token',
    'the request has no user token',
    'Send the token that your server signed as "Authorization: Bearer …". A write key does not open an inbox.',
  ],
  'user-token-unreadable': [
    'the token is no JWT',
    'the user token is no JWT: three parts of base64url with dots between, JSON in the first two',
    'Make it with a JWT library, as docs/in-app.md shows.',
  ],
  'user-token-algorithm': [
    'the token is not signed with HS256',
    'the header of the user token must say "alg": "HS256", and nothing critical besides',
    'Sign it with HS256.',
  ],
  'user-token-audience': [
    'the claim aud is no workspace',
    'the claim "aud" of the user token must be the name of the workspace, as one text',
    'Set it to the workspace; without others its name is "default".',
  ],
  'user-token-signature': [
    'the signature does not fit',
    'the signature of the user token fits none of the secrets that hold in its workspace',
    'Sign with the whole text of the secret (tl_user_…), not decoded. "throughline keys user-token-secret" lists those that hold.',
  ],
  'user-token-times': [
    'iat and exp are missing, in the future or in the wrong order',
    'the claims "iat" and "exp" of the user token must be times in seconds, the first past and before the second',
    'Set iat to now and exp at most an hour later, and check the clock of your server.',
  ],
  'user-token-too-long': [
    `the token is made for longer than ${minutes} minutes`,
    `the user token is made for longer than ${minutes} minutes`,
    `Set exp at most ${minutes} minutes after iat; pages fetch a new one before it ends.`,
  ],
  'user-token-expired': ['the token has expired', 'the user token has expired', 'Fetch a new one from your server.'],
  'user-token-user': [
    'the claim sub is no userId',
    'the claim "sub" of the user token must be the userId of the person who is signed in',
    'Set it to the same userId as in identify calls, as text; make no token for people who are not signed in.',
  ],
};

const definitions = Object.fromEntries(
  Object.entries(texts).map(([code, [when, problem, remedy]]) => [
    code,
    defineError({ status: 401, code, when, text: () => ({ where: 'Authorization', problem, remedy }), example: [] }),
  ]),
) as Readonly<Record<keyof typeof texts, ErrorDescription & (() => HttpProblem)>>;

export function userTokenProblem(code: keyof typeof texts): HttpProblem {
  return definitions[code]();
}

export const userRateLimited = defineError({
  status: 429,
  code: 'user-rate-limited',
  when: 'one user sends too many requests',
  text: (retryAfterMs?: number) => ({
    where: 'Authorization',
    problem: 'too many requests come with tokens of this user',
    remedy: 'Send it again after the time in Retry-After.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [],
});

export const userTokenErrors: readonly ErrorDescription[] = [...Object.values(definitions), userRateLimited];
