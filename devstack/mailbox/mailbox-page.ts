import type { Email } from 'postal-mime';
import type { MailLink } from './mail-actions.ts';
import type { MailPage, MailSummary } from './mailbox-store.ts';
import { escapeHtml, frame, queryOf, renderAction, renderNote, renderTime, watching } from './page-frame.ts';
import type { WebhookPage } from './webhook-inbox.ts';

/**
 * The mailbox as a person reads it: a list of mails, newest first, one mail, and the webhooks. Plain HTML made here; the
 * only script reloads a list when something new has come.
 */
export function renderListPage(list: MailPage & { to: string | undefined; after: string | undefined }): string {
  const { items, next, total, to, after } = list;
  const rows = items.map(
    ({ id, subject, to: recipients, from, receivedAt }) => `
      <a class="mail" href="/read/${escapeHtml(id)}">
        <span class="who">${escapeHtml(recipients.join(', '))}</span>
        <span class="subject">${escapeHtml(subject || '(no subject)')}</span>
        <span class="from">${escapeHtml(from)}</span>
        ${renderTime(receivedAt)}
      </a>`,
  );
  const nothing = to === undefined ? 'No mail yet. It appears here by itself.' : `No mail to ${escapeHtml(to)} yet.`;
  const pages = [
    after === undefined ? '' : `<a href="/?${queryOf({ to })}">Newest</a>`,
    next === undefined ? '' : `<a href="/?${queryOf({ to, after: next })}">Older</a>`,
  ];
  return frame(
    'Mailbox',
    `<form class="search" action="/" method="get">
      <input type="search" name="to" placeholder="Only mails to this address" value="${escapeHtml(to ?? '')}" aria-label="Recipient">
      <button>Show</button>
      <span class="count">${total.toLocaleString('en')} ${total === 1 ? 'mail' : 'mails'}</span>
    </form>
    <main class="list">${rows.join('') || `<p class="nothing">${nothing}</p>`}</main>
    <nav class="pages">${pages.join(' ')}</nav>`,
    {
      tab: '/',
      watch: after === undefined ? watching(`/mails?limit=1&${queryOf({ to: to ?? '' })}`, items[0]?.id) : '',
    },
  );
}

export function renderWebhooksPage({ items, next, total, after }: WebhookPage & { after: string | undefined }): string {
  const rows = items.map(
    ({ id, receivedAt, times, body }) => `
      <details class="webhook">
        <summary><span class="subject">${escapeHtml(id)}</span> <span>${times === 1 ? 'once' : `${times} times`}</span> ${renderTime(receivedAt)}</summary>
        <pre>${escapeHtml(JSON.stringify(body, undefined, 2) ?? '')}</pre>
      </details>`,
  );
  const pages = [
    after === undefined ? '' : '<a href="/read/webhooks">Newest</a>',
    next === undefined ? '' : `<a href="/read/webhooks?${queryOf({ after: next })}">Older</a>`,
  ];
  return frame(
    'Webhooks',
    `<p class="search"><span class="count">${total.toLocaleString('en')} ${total === 1 ? 'webhook' : 'webhooks'}</span></p>
    <main class="list">${rows.join('') || '<p class="nothing">No webhook yet. It appears here by itself.</p>'}</main>
    <nav class="pages">${pages.join(' ')}</nav>`,
    {
      tab: '/read/webhooks',
      watch: after === undefined ? watching('/webhooks?limit=1', items[0] && `${items[0].id} ${items[0].times}`) : '',
    },
  );
}

export function renderMailPage(
  mail: MailSummary,
  content: Email,
  { links, note }: { readonly links: readonly MailLink[]; readonly note: string | undefined },
): string {
  const { id, subject, from, to, receivedAt, size } = mail;
  const headers = content.headers.map(
    ({ originalKey, value }) => `<dt>${escapeHtml(originalKey)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const files = content.attachments.map(
    ({ filename, mimeType }) => `<li>${escapeHtml(filename ?? 'unnamed')} (${escapeHtml(mimeType)})</li>`,
  );
  const html = content.html
    ? `<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${escapeHtml(id)}/html"></iframe>`
    : '';
  const text = content.text ? `<pre>${linked(content.text)}</pre>` : '';
  const body = html && text ? `${html}<details><summary>As plain text</summary>${text}</details>` : html || text;
  return frame(
    subject || '(no subject)',
    `${renderNote(note)}<nav class="pages"><a href="/">All mails</a> <a href="/?${queryOf({ to: to[0] })}">To ${escapeHtml(to[0] ?? '')}</a></nav>
    <main class="reading">
      <h1>${escapeHtml(subject || '(no subject)')}</h1>
      <p class="envelope">from <b>${escapeHtml(from)}</b> to <b>${escapeHtml(to.join(', '))}</b> · ${renderTime(receivedAt)}</p>
      <div class="actions">${links.map(({ action, label, index }) => renderAction(`/act/mails/${id}/${action}`, label, index === undefined ? {} : { index: String(index) })).join('')}</div>
      ${body || '<p class="nothing">This mail has no text.</p>'}
      ${files.length > 0 ? `<h2>Attachments</h2><ul>${files.join('')}</ul>` : ''}
      <details><summary>Headers</summary><dl>${headers.join('')}</dl></details>
      <p class="raw"><a href="/mails/${escapeHtml(id)}/raw">As it arrived</a> (${size.toLocaleString('en')} bytes)</p>
    </main>`,
    { tab: '/' },
  );
}

export function renderMissingPage(): string {
  return frame(
    'No such mail',
    '<nav class="pages"><a href="/">All mails</a></nav><p class="nothing">There is no such mail.</p>',
    { tab: '/' },
  );
}

function linked(text: string): string {
  const pieces = text.split(/(https?:\/\/[^\s<>"']+)/); // the odd ones are addresses
  const link = (address: string): string =>
    `<a href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${escapeHtml(address)}</a>`;
  return pieces.map((piece, index) => (index % 2 === 1 ? link(piece) : escapeHtml(piece))).join('');
}
