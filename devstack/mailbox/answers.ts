import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers of the mailbox, and what every one of them is sent with. */
export interface MailboxAnswer {
  readonly status?: number;
  readonly type: string;
  readonly policy?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function page(body: string, status = 200, policy = pagePolicy): MailboxAnswer {
  return { status, type: 'text/html; charset=utf-8', policy, body };
}

/** The page's own policy, with a second origin that scripts come from and talk to. */
export function pageWith(origin: string, body: string): MailboxAnswer {
  return page(
    body,
    200,
    pagePolicy
      .replace("script-src 'self'", `script-src 'self' ${origin}`)
      .replace("connect-src 'self'", `connect-src 'self' ${origin}`),
  );
}

export function json(body: unknown, status = 200): MailboxAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

export function script(body: string): MailboxAnswer {
  return { type: 'text/javascript; charset=utf-8', body };
}

/** After an action: back to a page, with what came of it. */
export function backTo(path: string, note: string): MailboxAnswer {
  const location = `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ note })}`;
  return { status: 303, type: 'text/plain; charset=utf-8', headers: { location }, body: '' };
}

export function sendAnswer(answer: MailboxAnswer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.status ?? 200, {
    'content-type': answer.type,
    'content-security-policy': answer.policy ?? "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin', // with none, browsers would not say from which page a form comes
    'cache-control': 'no-store',
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

const MOST_BODY_BYTES = 1024 * 1024;

/** Undefined: it is larger than a megabyte. It is read to its end all the same, so that the answer is heard. */
export async function readText(request: IncomingMessage): Promise<string | undefined> {
  return (await readBytes(request))?.toString('utf8');
}

export async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return size > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/**
 * Is the mailbox addressed by a name that only this machine or its network gives it? A page of a stranger whose name
 * suddenly resolves to us (DNS rebinding) still sends that name.
 */
export function isOwnHost(host: string | undefined): boolean {
  const [, name = ''] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  const isAddress = name.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
  return isAddress || /(^|\.)localhost$/i.test(name) || /^[a-z0-9-]+$/i.test(name); // the last: a container's name
}

/** Browsers say from which page a request that acts comes; programs say nothing. */
export function isOwnOrigin({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
