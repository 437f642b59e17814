import type { Request, Response } from 'express';
import { LONGEST_SESSION_MS } from '../store/access/sessions.ts';
import { addressOf } from './sender.ts';
import { requestForged } from './session-errors.ts';

/** What an operation may know of the browser behind its request, and the one cookie that it may set there. */
export interface Caller {
  readonly address: string;
  /** What the browser says it is. */
  readonly agent: string | undefined;
  /** The token of the cookie. */
  readonly sessionToken: string | undefined;
  keepSession(token: string): void;
  forgetSession(): void;
  /** Throws a 403 unless a page of ours sent the request. */
  requireOwnPage(): void;
}

const LONGEST_AGENT = 200;

export function callerOf(request: Request, response: Response): Caller {
  const name = nameOf(request);
  // Strict: no request from elsewhere carries it. HttpOnly: no script reads it.
  const attributes = `Path=/; HttpOnly; SameSite=Strict${request.secure ? '; Secure' : ''}`;
  const setCookie = (value: string, seconds: number) =>
    void response.append('Set-Cookie', `${name}=${value}; Max-Age=${seconds}; ${attributes}`);
  return {
    address: addressOf(request),
    agent: request.get('user-agent')?.slice(0, LONGEST_AGENT),
    sessionToken: sessionTokenOf(request),
    keepSession: (token) => setCookie(token, LONGEST_SESSION_MS / 1_000),
    forgetSession: () => setCookie('', 0),
    requireOwnPage() {
      if (!isFromOwnPage(request)) throw requestForged();
    },
  };
}

/** The prefix makes browsers refuse one that another host of the domain, or plain http, has set. */
function nameOf({ secure }: Request): string {
  return secure ? '__Host-throughline' : 'throughline';
}

export function hasSessionCookie(request: Request): boolean {
  return cookieOf(request) !== undefined;
}

/** Undefined where there is none, or none that can be one. */
export function sessionTokenOf(request: Request): string | undefined {
  const token = cookieOf(request) ?? '';
  return /^[\w-]{43}$/.test(token) ? token : undefined;
}

function cookieOf(request: Request): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === nameOf(request))?.[1];
}

/** No form and no foreign script can send the header. Browsers that do not say the site say the origin. */
export function isFromOwnPage(request: Request): boolean {
  if (request.get('x-throughline') !== 'console') return false;
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host');
}
