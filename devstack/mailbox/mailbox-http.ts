import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import {
  pageScript,
  pageStyle,
  renderListPage,
  renderMailPage,
  renderMissingPage,
  renderWebhooksPage,
} from './mailbox-page.ts';
import type { MailStore, MailSummary } from './mailbox-store.ts';
import type { WebhookInbox } from './webhook-inbox.ts';

/**
 * The mailbox over HTTP: a page for people (`/`, `/read/:id`, `/read/webhooks`) and the same for programs:
 *   GET /mails?to=&limit=50&after=<cursor>   { items, next, total }, newest first
 *   GET /mails/:id · /mails/:id/html · /mails/:id/raw     DELETE /mails
 *   POST /webhooks (signed, as Standard Webhooks says)    GET /webhooks?limit=50&after=<cursor>    DELETE /webhooks
 * Whoever can send a mail to this box writes what it shows. So the page carries no foreign markup (mailbox-page.ts
 * escapes all of it) and runs no inline script, and a mail's own HTML is served under a policy that makes it a sandbox
 * without scripts, forms or our origin, even when it is opened by itself.
 */
interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly policy?: string;
  readonly body: string | Buffer;
}

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** Pictures may be loaded, as a reader would; links open in a window of their own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; font-src data:; frame-ancestors 'self'";

interface Boxes {
  readonly store: MailStore;
  readonly webhooks: WebhookInbox;
}

export async function answerMailbox(boxes: Boxes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await route(boxes, request).catch((error: Error) =>
    json({ code: 'internal', problem: error.message }, 500),
  );
  response.writeHead(answer.status ?? 200, {
    'content-type': answer.type,
    'content-security-policy': answer.policy ?? "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

async function route({ store, webhooks }: Boxes, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://mailbox');
  if (method === 'DELETE' && (pathname === '/mails' || pathname === '/webhooks')) {
    await (pathname === '/mails' ? store : webhooks).clear();
    return json({ total: 0 });
  }
  if (method === 'POST' && pathname === '/webhooks') return takeWebhook(webhooks, request);
  if (method !== 'GET' && method !== 'HEAD')
    return json({ code: 'method-not-allowed', problem: `no ${method} here` }, 405);
  switch (pathname) {
    case '/': {
      const query = readQuery(searchParams);
      return page(renderListPage({ ...store.list(query), to: query.to, after: query.after }));
    }
    case '/page.css':
      return { type: 'text/css; charset=utf-8', body: pageStyle };
    case '/page.js':
      return { type: 'text/javascript; charset=utf-8', body: pageScript };
    case '/mails':
      return json(store.list(readQuery(searchParams)));
    case '/webhooks':
      return json(webhooks.list(readQuery(searchParams)));
    case '/read/webhooks': {
      const query = readQuery(searchParams);
      return page(renderWebhooksPage({ ...webhooks.list(query), after: query.after }));
    }
  }
  const [, kind, id = '', form] = /^\/(mails|read)\/([0-9a-f-]{36})(?:\/(html|raw))?$/.exec(pathname) ?? [];
  const mail = store.find(id);
  if (kind === undefined || mail === undefined || (kind === 'read' && form !== undefined)) {
    if (kind === 'read') return page(renderMissingPage(), 404);
    return json({ code: 'not-found', problem: 'there is nothing here' }, 404);
  }
  const raw = await store.raw(id);
  if (form === 'raw') return { type: 'text/plain; charset=utf-8', body: raw };
  const content = await PostalMime.parse(raw);
  if (form === 'html') return { type: 'text/html; charset=utf-8', policy: mailPolicy, body: htmlBody(content) };
  return kind === 'read' ? page(renderMailPage(mail, content)) : json(mailInJson(mail, content));
}

const MOST_WEBHOOK_BYTES = 1024 * 1024;

async function takeWebhook(webhooks: WebhookInbox, request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_WEBHOOK_BYTES) chunks.push(chunk); // beyond it, read on to the end but keep nothing
  }
  if (size > MOST_WEBHOOK_BYTES) return json({ code: 'too-large', problem: 'a webhook may have 1 MB here' }, 413);
  const isTaken = await webhooks.take(request.headers, Buffer.concat(chunks).toString('utf8'));
  if (isTaken) return { status: 204, type: 'application/json; charset=utf-8', body: '' };
  return json({ code: 'not-signed', problem: "this is not signed with this stack's secret, or not JSON" }, 401);
}

function readQuery(parameters: URLSearchParams) {
  const limit = Number(parameters.get('limit') ?? 50);
  return {
    to: parameters.get('to')?.trim() || undefined,
    limit: Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 200) : 50,
    after: parameters.get('after') ?? undefined,
  };
}

function mailInJson(mail: MailSummary, { html, text, headers, attachments }: Email) {
  const files = attachments.map(({ filename, mimeType, content }) => ({ filename, mimeType, size: sizeOf(content) }));
  return { ...mail, text: text ?? null, html: html ?? null, headers, attachments: files };
}

/** Pictures that the mail carries itself (cid:…) are put in place; `base` makes every link open outside the frame. */
function htmlBody({ html, attachments }: Email): string {
  const carried = new Map(attachments.flatMap((file) => (file.contentId ? [[file.contentId.slice(1, -1), file]] : [])));
  const complete = (html ?? '').replace(/cid:([^"'\s)>]+)/g, (whole, contentId: string) => {
    const file = carried.get(contentId);
    return file?.mimeType.startsWith('image/') ? `data:${file.mimeType};base64,${inBase64(file)}` : whole;
  });
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${complete}`;
}

function inBase64({ content }: Attachment): string {
  return (typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))).toString('base64');
}

function sizeOf(content: Attachment['content']): number {
  return typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
}

function page(body: string, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', policy: pagePolicy, body };
}

function json(body: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
