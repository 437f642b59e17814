import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { safeParse } from '../../core/base/safe-parse.ts';
import { isLongerThan, isStorable } from '../../core/base/storable.ts';
import type { WorkspaceSecrets } from './workspace-secrets.ts';

/**
 * User tokens: a customer's own server says who is signed in, because the key in a page is public. A token is a JWT
 * (RFC 7519) signed with HS256 and the workspace's secret for user tokens. It names one userId and lives an hour at most.
 * Written by hand, because the one algorithm is fixed: the header is only held to it and chooses nothing.
 */
export interface AuthenticatedUser {
  readonly workspace: string;
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What is wrong with a token; the API answers with it. */
export type UserTokenFault =
  | 'user-token-unreadable'
  | 'user-token-algorithm'
  | 'user-token-audience'
  | 'user-token-signature'
  | 'user-token-times'
  | 'user-token-too-long'
  | 'user-token-expired'
  | 'user-token-user';

export type UserTokenVerdict = { readonly user: AuthenticatedUser } | { readonly fault: UserTokenFault };

const LONGEST_TOKEN = 4_096;
export const LONGEST_USER_TOKEN_LIFE_S = 3_600;
/** How far the clock of a customer's server may be ahead of ours, in seconds. */
const AHEAD_S = 60;

const headerSchema = z.object({
  alg: z.literal('HS256'),
  typ: z.string().regex(/^jwt$/i).optional(),
  crit: z.undefined().optional(),
});

/** userIds that are the text of a missing value: one inbox for all of them would be a leak. */
const NOBODY = new Set(['', 'undefined', 'null', 'NaN', '[object Object]', 'anonymous']);

/** What customers' servers sign with. The text itself is the key, so that no library needs to decode it. */
export function userTokenKey(secret: Buffer): string {
  return `tl_user_${secret.toString('base64url')}`;
}

/** As a customer's server makes it: for the local stack and tests. */
export function signUserToken(
  key: string,
  {
    workspace,
    userId,
    issuedAt,
    lifeSeconds = 600,
  }: Omit<AuthenticatedUser, 'expiresAt'> & {
    readonly issuedAt: number;
    readonly lifeSeconds?: number;
  },
): string {
  const iat = Math.floor(issuedAt / 1_000);
  const claims = { sub: userId, aud: workspace, iat, exp: iat + lifeSeconds };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${signatureOf(key, signed).toString('base64url')}`;
}

/** The signature is verified before a claim other than the workspace is looked at. */
export async function verifyUserToken(
  secrets: Pick<WorkspaceSecrets, 'find'>,
  { token, now }: { readonly token: string; readonly now: number },
): Promise<UserTokenVerdict> {
  const [, header, claims, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (!header || !claims || !signature || token.length > LONGEST_TOKEN) return { fault: 'user-token-unreadable' };
  const head = readPart(header);
  const said = readPart(claims);
  if (!head || !said) return { fault: 'user-token-unreadable' };
  if (!safeParse(headerSchema, head).success) return { fault: 'user-token-algorithm' };
  const { aud: workspace } = said;
  if (typeof workspace !== 'string' || !/^[\w-]{1,64}$/.test(workspace)) return { fault: 'user-token-audience' };
  const known = await secrets.find(workspace, 'user-tokens');
  const given = Buffer.from(signature, 'base64url');
  const isSigned = known.some(({ secret }) => isSame(given, signatureOf(userTokenKey(secret), `${header}.${claims}`)));
  return isSigned ? readClaims(said, workspace, now / 1_000) : { fault: 'user-token-signature' };
}

function readClaims(said: Record<string, unknown>, workspace: string, now: number): UserTokenVerdict {
  const { iat, exp, nbf = iat, sub: userId } = said;
  if (!isTime(iat) || !isTime(exp) || !isTime(nbf) || exp <= iat) return { fault: 'user-token-times' };
  if (exp - iat > LONGEST_USER_TOKEN_LIFE_S) return { fault: 'user-token-too-long' };
  if (iat > now + AHEAD_S || nbf > now + AHEAD_S) return { fault: 'user-token-times' };
  if (exp <= now) return { fault: 'user-token-expired' };
  if (typeof userId !== 'string' || !isUserId(userId)) return { fault: 'user-token-user' };
  return { user: { workspace, userId, expiresAt: exp * 1_000 } };
}

function isUserId(text: string): boolean {
  return isStorable(text) && !isLongerThan(text, 255) && !NOBODY.has(text.trim());
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(key: string, signed: string): Buffer {
  return createHmac('sha256', key).update(signed).digest();
}
