import { escapeHtml, frame, queryOf, renderAction, renderNote, renderTime, watching } from '../page-frame.ts';
import { askApi, type MailboxStack, userTokenFor } from '../stack-client.ts';
import type { PushPage, PushService, ReceivedPush } from './service.ts';

/** What the browsers of all customers would show, and what their owners can do, as buttons. */
export function renderPushPage(
  { items, next, total }: PushPage,
  {
    browsers,
    after,
    note,
  }: {
    readonly browsers: ReturnType<PushService['browsers']>;
    readonly after: string | undefined;
    readonly note: string | undefined;
  },
): string {
  const rows = items.map(({ id, userId, receivedAt, message: { title = '', body = '', url, icon } }) => {
    const more = [url && `leads to ${url}`, icon && `icon ${icon}`].filter(Boolean).join(' · ');
    return `<article class="card"><h2>${escapeHtml(title)}</h2><p>${escapeHtml(body)}</p>
      <p class="facts"><span>to a browser of <b>${escapeHtml(userId)}</b></span>${renderTime(receivedAt)}<span>${escapeHtml(more)}</span></p>
      <div class="actions">${renderAction(`/act/push/${id}/clicked`, 'Click')}${renderAction(`/act/push/${id}/dismissed`, 'Dismiss')}</div></article>`;
  });
  const known = browsers.map(
    ({ id, userId }) =>
      `<div class="actions"><span>${escapeHtml(userId)}’s browser</span>${renderAction(`/act/push-browsers/${id}/forget`, 'Clear its data (answers 410)')}</div>`,
  );
  const subscribe = `<form method="post" action="/act/push/subscribe"><label>userId <input name="userId" required maxlength="255" value="ann"></label> <button>Allow notifications</button></form>`;
  const older = next === undefined ? '' : `<a href="/read/push?${queryOf({ after: next })}">Older</a>`;
  return frame(
    'Push',
    `${renderNote(note)}<div class="actions">${subscribe}</div>
    <details><summary>${browsers.length} ${browsers.length === 1 ? 'browser' : 'browsers'}</summary>${known.join('')}</details>
    <p class="search"><span class="count">${total} push ${total === 1 ? 'message' : 'messages'}</span></p>
    <main class="list">${rows.join('') || '<p class="nothing">No push message yet. Allow notifications for a userId, and let a journey send one.</p>'}</main>
    <nav class="pages">${older}</nav>`,
    { tab: '/read/push', watch: after === undefined ? watching('/push?limit=1', items[0]?.id) : '' },
  );
}

/** A browser subscribes, and tells the API with a user token, as our client in a page does. Gives a note for the page. */
export async function subscribeBrowser(
  stack: MailboxStack,
  service: PushService,
  base: string,
  userId: string,
): Promise<string> {
  const bearer = userTokenFor(stack, userId);
  const key = await askApi(stack, '/v1/push/key', { bearer });
  if (key.status !== 200) return key.text;
  const { publicKey } = key.json as { publicKey: string };
  const body = JSON.stringify(await service.subscribe(base, userId, publicKey));
  const { status, text } = await askApi(stack, '/v1/push/subscriptions', { bearer, body });
  return status === 200 ? `A browser of ${userId} gets push messages now.` : text;
}

/** What our service worker reports of it. */
export async function actOnPush({ message: { report } }: ReceivedPush, happened: string): Promise<string> {
  if (report === undefined) return 'This message does not say where reports go.';
  const response = await fetch(`${report}/${happened}`, { method: 'POST', signal: AbortSignal.timeout(10_000) });
  return response.ok
    ? `Reported as a service worker does: ${happened}.`
    : `The report was answered ${response.status}.`;
}
