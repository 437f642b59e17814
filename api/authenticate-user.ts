import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type AuthenticatedUser, verifyUserToken } from '../services/access/user-token.ts';
import type { WorkspaceSecrets } from '../services/access/workspace-secrets.ts';
import { createTurns } from './turns.ts';
import { userRateLimited, userTokenProblem } from './user-token-errors.ts';

/**
 * Who is signed in, by a token of the customer's own server. The token stands in `Authorization: Bearer`, or beside a
 * write key in the header below. Other operations that must know the user (alias, consents) ask the same function.
 */
export const USER_TOKEN_HEADER = 'throughline-user-token';

/** Throws a 401 that says what is wrong with the token. */
export type AuthenticateUser = (request: Request) => Promise<AuthenticatedUser>;

export type UserDoor = RequestHandler;

/** Unknown workspaces are looked up in the database: a flood of them must leave connections to everybody else. */
const LOOK_UPS = 3;

export function createUserAuthentication(secrets: WorkspaceSecrets): AuthenticateUser {
  const inTurn = createTurns(LOOK_UPS);
  return async (request) => {
    const token = userTokenIn(request);
    if (token === undefined) throw userTokenProblem('user-token-missing');
    const verdict = await inTurn(() => verifyUserToken(secrets, { token, now: Date.now() }));
    if ('fault' in verdict) throw userTokenProblem(verdict.fault);
    return verdict.user;
  };
}

/** Requests of one user in ten seconds: a page with several tabs stays far below. */
const LIMIT = { points: 200, duration: 10 };

/** Lets a request through whose user token holds, at a bounded rate. */
export function createUserDoor(authenticateUser: AuthenticateUser): UserDoor {
  const limiter = new RateLimiterMemory(LIMIT);
  return async (request, _response, next) => {
    const user = await authenticateUser(request);
    await limiter.consume(`${user.workspace}/${user.userId}`).catch((refused: unknown) => {
      throw refused instanceof RateLimiterRes ? userRateLimited(Math.max(1, refused.msBeforeNext)) : refused;
    });
    Object.assign(request, { user });
    next();
  };
}

/** Undefined where no user token opened the request. */
export function userOf(request: Request): AuthenticatedUser | undefined {
  return (request as Request & { user?: AuthenticatedUser }).user;
}

function userTokenIn(request: Request): string | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  return request.get(USER_TOKEN_HEADER)?.trim() || (bearer?.startsWith('tl_') ? undefined : bearer);
}
