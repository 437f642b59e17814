import type { Email } from 'postal-mime';
import type { MailPage, MailSummary } from './mailbox-store.ts';
import type { WebhookPage } from './webhook-inbox.ts';

/**
 * The mailbox as a person reads it: a list of mails, newest first, one mail, and the webhooks. Plain HTML made here; the
 * only script reloads a list when something new has come. Every value out of a mail or a webhook goes through
 * `escapeHtml`: all of them are a stranger's words.
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
    after === undefined ? watching(`/mails?limit=1&${queryOf({ to: to ?? '' })}`, items[0]?.id) : '',
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
    after === undefined ? watching('/webhooks?limit=1', items[0] && `${items[0].id} ${items[0].times}`) : '',
  );
}

export function renderMailPage(mail: MailSummary, content: Email): string {
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
    `<nav class="pages"><a href="/">All mails</a> <a href="/?${queryOf({ to: to[0] })}">To ${escapeHtml(to[0] ?? '')}</a></nav>
    <main class="reading">
      <h1>${escapeHtml(subject || '(no subject)')}</h1>
      <p class="envelope">from <b>${escapeHtml(from)}</b> to <b>${escapeHtml(to.join(', '))}</b> · ${renderTime(receivedAt)}</p>
      ${body || '<p class="nothing">This mail has no text.</p>'}
      ${files.length > 0 ? `<h2>Attachments</h2><ul>${files.join('')}</ul>` : ''}
      <details><summary>Headers</summary><dl>${headers.join('')}</dl></details>
      <p class="raw"><a href="/mails/${escapeHtml(id)}/raw">As it arrived</a> (${size.toLocaleString('en')} bytes)</p>
    </main>`,
  );
}

export function renderMissingPage(): string {
  return frame(
    'No such mail',
    '<nav class="pages"><a href="/">All mails</a></nav><p class="nothing">There is no such mail.</p>',
  );
}

/** Safe inside an element and inside a quoted attribute. */
function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function linked(text: string): string {
  const pieces = text.split(/(https?:\/\/[^\s<>"']+)/); // the odd ones are addresses
  const link = (address: string): string =>
    `<a href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${escapeHtml(address)}</a>`;
  return pieces.map((piece, index) => (index % 2 === 1 ? link(piece) : escapeHtml(piece))).join('');
}

function renderTime(iso: string): string {
  const [day = '', time = ''] = iso.split('T');
  return `<time datetime="${escapeHtml(iso)}" title="${escapeHtml(iso)}">${escapeHtml(day)} ${escapeHtml(time.slice(0, 8))} UTC</time>`;
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return escapeHtml(new URLSearchParams(given).toString());
}

/** What the script looks at, and what it saw then; an older page of a list stays as it is. */
function watching(address: string, newest: string | undefined): string {
  return `data-watch="${address}" data-newest="${escapeHtml(newest ?? '')}"`;
}

function frame(title: string, content: string, bodyAttributes = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(title)} · Throughline mailbox</title>
  <link rel="stylesheet" href="/page.css">
  <script src="/page.js" defer></script>
</head>
<body ${bodyAttributes}>
  <header><a href="/">Throughline mailbox</a><span>catches every mail, sends none on</span>
    <nav><a href="/">Mails</a> <a href="/read/webhooks">Webhooks</a></nav></header>
  ${content}
</body>
</html>`;
}

export const pageScript = `
// Reloads the first page of a list when another entry is its newest. Quiet while the tab is hidden or the box is away.
const { watch, newest } = document.body.dataset;
if (watch !== undefined) {
  setInterval(async () => {
    if (document.hidden || document.activeElement?.tagName === 'INPUT' || document.querySelector('details[open]')) return;
    const answer = await fetch(watch).then((it) => it.json()).catch(() => undefined);
    const [first] = answer?.items ?? [];
    const seen = first === undefined ? '' : first.times === undefined ? first.id : first.id + ' ' + first.times;
    if (answer !== undefined && seen !== newest) location.reload();
  }, 1500);
}
`;

export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1d2330, #e6e9f0); --soft: light-dark(#667085, #98a2b3);
  --line: light-dark(#e4e7ec, #2c3442); --ground: light-dark(#f7f8fa, #12161e); --sheet: light-dark(#fff, #1a202b);
  --accent: light-dark(#3b4fd8, #93a4ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 68rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
header { display: flex; gap: 1rem; align-items: baseline; padding: 1.25rem 0 1rem; }
header > a { font-weight: 650; font-size: 1.15rem; color: inherit; text-decoration: none; }
header nav { display: flex; gap: 1rem; margin-left: auto; }
header span, .count, .from, time, .envelope, .raw { color: var(--soft); }
.search { display: flex; gap: .5rem; align-items: center; margin-bottom: .75rem; }
.search input { flex: 0 1 22rem; } .count { margin-left: auto; }
input, button { font: inherit; color: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--sheet); }
.list, .reading { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.mail { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr auto; gap: .1rem 1rem; padding: .7rem 1rem;
  color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
.mail:last-child { border-bottom: 0; } .mail:hover, .mail:focus { background: var(--ground); }
.mail span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mail .subject { font-weight: 600; } .mail .from { display: none; } time { font-variant-numeric: tabular-nums; white-space: nowrap; font-size: .87em; }
.webhook { margin: 0; padding: .7rem 1rem; border-bottom: 1px solid var(--line); } .webhook:last-child { border-bottom: 0; }
.webhook summary { display: grid; grid-template-columns: 1fr auto auto; gap: .1rem 1rem; } .webhook .subject { color: var(--ink); font: 14px ui-monospace, monospace; overflow-wrap: anywhere; }
.nothing { padding: 3rem 1rem; text-align: center; color: var(--soft); }
.pages { display: flex; gap: 1rem; padding: .75rem 0; }
.reading { padding: 1.25rem 1.5rem; } .reading h1 { margin: 0; font-size: 1.4rem; overflow-wrap: anywhere; }
iframe { width: 100%; height: 60vh; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.55 ui-monospace, monospace; }
details { margin-top: 1rem; } summary { cursor: pointer; color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .87em; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { .mail { grid-template-columns: 1fr auto; } .mail .subject { grid-column: 1 / -1; order: 3; } dl { grid-template-columns: 1fr; } }
`;
