/**
 * What all pages of the mailbox have in common. Plain HTML made here; every value out of a mail, a message, a webhook or
 * a task goes through `escapeHtml`: all of them are a stranger's words.
 */
/** Safe inside an element and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export function renderTime(iso: string): string {
  const [day = '', time = ''] = iso.split('T');
  return `<time datetime="${escapeHtml(iso)}" title="${escapeHtml(iso)}">${escapeHtml(day)} ${escapeHtml(time.slice(0, 8))} UTC</time>`;
}

export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return escapeHtml(new URLSearchParams(given).toString());
}

/** What the script looks at, and what it saw then; an older page of a list stays as it is. */
export function watching(address: string, newest: string | undefined): string {
  return `data-watch="${address}" data-newest="${escapeHtml(newest ?? '')}"`;
}

/** What each receiver would see, a tab each; the shop is where customers act. */
const tabs = [
  ['/', 'Mail'],
  ['/read/sms', 'SMS'],
  ['/read/push', 'Push'],
  ['/read/in-app', 'In-app'],
  ['/read/alerts', 'Alerts'],
  ['/read/webhooks', 'Webhooks'],
  ['/read/tasks', 'Tasks'],
  ['/shop', 'Test shop'],
] as const;
type Tab = (typeof tabs)[number][0];

const renderTab =
  (current: Tab) =>
  ([path, title]: (typeof tabs)[number]): string =>
    `<a href="${path}"${path === current ? ' aria-current="page"' : ''}>${title}</a>`;

/** What an action came to, above the list that it belongs to. */
export function renderNote(note: string | undefined): string {
  return note === undefined ? '' : `<p class="note" role="status">${escapeHtml(note)}</p>`;
}

/** A button that posts: no look may act, since browsers look ahead. */
export function renderAction(path: string, label: string, fields: Readonly<Record<string, string>> = {}): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(path)}">${hidden.join('')}<button>${escapeHtml(label)}</button></form>`;
}

export interface FrameOptions {
  readonly tab: Tab;
  /** Attributes of the body, made by `watching`. */
  readonly watch?: string;
  /** More in the head, made here. */
  readonly head?: string;
}

export function frame(title: string, content: string, { tab: current, watch = '', head = '' }: FrameOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(title)} · Throughline mailbox</title>
  <link rel="stylesheet" href="/page.css">
  <script src="/page.js" defer></script>
  ${head}
</head>
<body ${watch}>
  <header><a href="/">Throughline mailbox</a><span>nothing leaves this machine</span></header>
  <nav class="tabs" aria-label="Receivers">${tabs.map(renderTab(current)).join('')}</nav>
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
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .5rem .8rem; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; margin-bottom: -1px; }
.tabs a:hover { color: var(--ink); } .tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }
button { cursor: pointer; } button:hover { border-color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0; } .actions form { margin: 0; max-width: 100%; }
.actions button { max-width: 100%; overflow-wrap: anywhere; text-align: start; }
.note { margin: 0 0 1rem; padding: .6rem 1rem; border-radius: .5rem; background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--accent); overflow-wrap: anywhere; }
.card { padding: .9rem 1rem; border-bottom: 1px solid var(--line); } .card:last-child { border-bottom: 0; }
.card .actions, .products .actions { margin-bottom: 0; } .card h2 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; } .card p { margin: .25rem 0; white-space: pre-line; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem .9rem; color: var(--soft); font-size: .87em; } .facts b { color: var(--ink); font-weight: 600; overflow-wrap: anywhere; }
.badge { padding: 0 .5rem; border: 1px solid var(--line); border-radius: 99px; font-size: .82em; white-space: nowrap; }
.shop { display: grid; gap: 1rem; } .shop section { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; }
.shop h1 { margin: 0; font-size: 1.4rem; } .shop h2 { margin: 0 0 .5rem; font-size: 1.05rem; } .shop .top { display: flex; align-items: center; gap: 1rem; } .shop .top span { margin-left: auto; }
.shop form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; } .shop label { display: grid; gap: .15rem; font-size: .87em; color: var(--soft); }
.shop input { min-width: 0; width: 15rem; max-width: 100%; color: var(--ink); } .shop ol { margin: 0; padding-left: 1.25rem; font: 13px/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
.products { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem; } .products article { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
.products h3 { margin: 0 0 .25rem; font-size: 1rem; }
@media (max-width: 40rem) { body { padding: 0 .75rem 2rem; } header { flex-wrap: wrap; gap: 0 .75rem; padding: .9rem 0 .5rem; } .tabs a { padding: .45rem .6rem; } .reading { padding: 1rem; } }
`;
