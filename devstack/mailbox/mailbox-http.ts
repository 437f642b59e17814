import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { AlertInbox } from './alert-inbox.ts';
import {
  backTo,
  isOwnHost,
  isOwnOrigin,
  json,
  type MailboxAnswer,
  page,
  readBytes,
  readText,
  script,
  sendAnswer,
} from './answers.ts';
import { actionsOf, performMailAction } from './mail-actions.ts';
import { renderListPage, renderMailPage, renderMissingPage, renderWebhooksPage } from './mailbox-page.ts';
import type { MailStore, MailSummary } from './mailbox-store.ts';
import { pageScript, pageStyle } from './page-frame.ts';
import { actOnPush, renderPushPage, subscribeBrowser } from './push/page.ts';
import type { PushService } from './push/service.ts';
import { renderAlertsPage } from './receiver-pages.ts';
import type { SmsInbox } from './sms-inbox.ts';
import { actOnText, renderTextsPage } from './sms-page.ts';
import type { MailboxStack } from './stack-client.ts';
import { routeStack } from './stack-routes.ts';
import type { WebhookInbox } from './webhook-inbox.ts';

/**
 * The mailbox over HTTP: pages for people (`/`, `/read/…`, `/shop`; stack-routes.ts has those of the running stack) and
 * the same for programs:
 *   GET /mails?to=&limit=50&after=<cursor>   { items, next, total }, newest first
 *   GET /mails/:id · /mails/:id/html · /mails/:id/raw     DELETE /mails
 *   POST /webhooks (signed, as Standard Webhooks says)    GET /webhooks?limit=50&after=<cursor>    DELETE /webhooks
 *   POST /alerts (as a chat's incoming webhook)           GET /alerts?limit=50&after=<cursor>      DELETE /alerts
 *   POST /sms/2010-04-01/Accounts/AC…/Messages.json (as Twilio takes it)   GET /sms?limit=50   DELETE /sms
 *   POST /push/<browser> (RFC 8030, 8291, 8292)           GET /push?limit=50 (decrypted)        DELETE /push
 *   POST /act/…   a button: what a receiver does, as real feedback
 * Anybody who can send a mail to this box writes what it shows. So the page carries no foreign markup (page-frame.ts
 * escapes all of it) and runs no inline script, and a mail's own HTML is served under a policy that makes it a sandbox
 * without scripts, forms or our origin, even when it is opened by itself. Requests under a foreign host name, and acts
 * from a foreign page, are refused.
 */

/** Pictures may be loaded, as a reader would; links open in a window of their own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; font-src data:; frame-ancestors 'self'";

export interface Boxes {
  readonly store: MailStore;
  readonly webhooks: WebhookInbox;
  readonly alerts: AlertInbox;
  readonly texts: SmsInbox;
  readonly push: PushService;
  /** Undefined: the mailbox runs alone. */
  readonly stack: MailboxStack | undefined;
}

export async function answerMailbox(boxes: Boxes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await route(boxes, request).catch((error: Error) =>
    json({ code: 'internal', problem: error.message }, 500),
  );
  sendAnswer(answer, request, response);
}

async function route(boxes: Boxes, request: IncomingMessage): Promise<MailboxAnswer> {
  const { method = 'GET', url = '/' } = request;
  if (!isOwnHost(request.headers.host)) {
    const remedy = 'Open it as localhost or by its address.';
    return json({ code: 'foreign-host', problem: 'the mailbox does not answer under this name', remedy }, 421);
  }
  const isLook = method === 'GET' || method === 'HEAD';
  if (!isLook && !isOwnOrigin(request))
    return json({ code: 'foreign-page', problem: 'a foreign page may not act here' }, 403);
  if (!URL.canParse(`http://mailbox${url}`)) return json({ code: 'not-found', problem: 'there is nothing here' }, 404);
  const address = new URL(`http://mailbox${url}`);
  const own = await routeStack(boxes.stack, request, address);
  if (own) return own;
  if (method === 'POST') return receive(boxes, request, address.pathname);
  if (method === 'DELETE') return clear(boxes, address.pathname);
  if (!isLook) return json({ code: 'method-not-allowed', problem: `no ${method} here` }, 405);
  return show(boxes, address);
}

async function receive(boxes: Boxes, request: IncomingMessage, pathname: string): Promise<MailboxAnswer> {
  const [, id = '', action = ''] = /^\/act\/mails\/([0-9a-f-]{36})\/([a-z-]+)$/.exec(pathname) ?? [];
  const pushed = pathname.startsWith('/push/') || pathname.startsWith('/act/push');
  if (pushed) return receivePush(boxes, request, pathname);
  const { store, webhooks, alerts, texts, stack } = boxes;
  const text = await readText(request);
  if (text === undefined) return json({ code: 'too-large', problem: 'a request may have 1 MB here' }, 413);
  const summary = store.find(id);
  if (stack && summary) {
    const mail = await PostalMime.parse(await store.raw(id));
    const index = Number(new URLSearchParams(text).get('index') ?? -1);
    const userAgent = request.headers['user-agent'] ?? '';
    const given = { action, index, userAgent, receivedAt: Date.parse(summary.receivedAt) };
    return backTo(`/read/${id}`, await performMailAction(stack, mail, given));
  }
  const [, textId = '', textAction = ''] = /^\/act\/sms\/([0-9a-f-]{36})\/([a-z]+)$/.exec(pathname) ?? [];
  const sms = texts.find(textId);
  if (stack && sms) return backTo('/read/sms', await actOnText(stack, sms, textAction, new URLSearchParams(text)));
  if (pathname.startsWith('/sms/')) {
    const { status, answer } = await texts.take(pathname.slice('/sms'.length), request.headers.authorization, text);
    return json(answer, status);
  }
  if (pathname === '/webhooks') {
    if (await webhooks.take(request.headers, text)) return nothingMore;
    return json({ code: 'not-signed', problem: "this is not signed with this stack's secret, or not JSON" }, 401);
  }
  if (pathname !== '/alerts') return json({ code: 'method-not-allowed', problem: 'no POST here' }, 405);
  // Slack's answer, word for word.
  if (await alerts.take(text)) return { type: 'text/plain; charset=utf-8', body: 'ok' };
  return { status: 400, type: 'text/plain; charset=utf-8', body: 'invalid_payload' };
}

const nothingMore: MailboxAnswer = { status: 204, type: 'application/json; charset=utf-8', body: '' };

/** A sender's message to a browser, and what people do with browsers. */
async function receivePush({ push, stack }: Boxes, request: IncomingMessage, pathname: string): Promise<MailboxAnswer> {
  const [, kind, id = '', action = ''] =
    /^\/(push|act\/push|act\/push-browsers)\/([0-9a-f-]{36}|subscribe)(?:\/([a-z]+))?$/.exec(pathname) ?? [];
  const origin = `http://${request.headers.host}`;
  if (kind === 'push') {
    const body = await readBytes(request);
    const status = body === undefined ? 413 : await push.take(id, origin, request.headers, body);
    return { status, type: 'text/plain; charset=utf-8', body: '' };
  }
  const form = new URLSearchParams(await readText(request));
  if (stack && kind === 'act/push' && id === 'subscribe')
    return backTo('/read/push', await subscribeBrowser(stack, push, origin, form.get('userId')?.trim() || 'ann'));
  const message = push.find(id);
  if (message && kind === 'act/push') return backTo('/read/push', await actOnPush(message, action));
  if (kind === 'act/push-browsers' && push.forget(id)) return backTo('/read/push', 'The browser is gone.');
  return json({ code: 'not-found', problem: 'there is nothing here' }, 404);
}

async function clear({ store, webhooks, alerts, texts, push }: Boxes, pathname: string): Promise<MailboxAnswer> {
  const box = { '/mails': store, '/webhooks': webhooks, '/alerts': alerts, '/sms': texts, '/push': push }[pathname];
  if (!box) return json({ code: 'method-not-allowed', problem: 'no DELETE here' }, 405);
  await box.clear();
  return json({ total: 0 });
}

async function show(
  { store, webhooks, alerts, texts, push, stack }: Boxes,
  { pathname, searchParams }: URL,
): Promise<MailboxAnswer> {
  const query = readQuery(searchParams);
  const { to, after } = query;
  switch (pathname) {
    case '/':
      return page(renderListPage({ ...store.list(query), to, after }));
    case '/page.css':
      return { type: 'text/css; charset=utf-8', body: pageStyle };
    case '/page.js':
      return script(pageScript);
    case '/mails':
      return json(store.list(query));
    case '/webhooks':
      return json(webhooks.list(query));
    case '/alerts':
      return json(alerts.list(query));
    case '/sms':
      return json(texts.list(query));
    case '/read/sms':
      return page(renderTextsPage({ ...texts.list(query), after, note: searchParams.get('note') ?? undefined }));
    case '/push':
      return json(push.list(query));
    case '/read/push': {
      const note = searchParams.get('note') ?? undefined;
      return page(renderPushPage(push.list(query), { browsers: push.browsers(), after, note }));
    }
    case '/read/webhooks':
      return page(renderWebhooksPage({ ...webhooks.list(query), after }));
    case '/read/alerts':
      return page(renderAlertsPage({ ...alerts.list(query), after }));
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
  if (kind !== 'read') return json(mailInJson(mail, content));
  const links = stack ? actionsOf(stack, content) : [];
  return page(renderMailPage(mail, content, { links, note: searchParams.get('note') ?? undefined }));
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
