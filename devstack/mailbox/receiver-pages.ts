import type { AlertPage } from './alert-inbox.ts';
import { escapeHtml, frame, queryOf, renderAction, renderNote, renderTime, watching } from './page-frame.ts';

/** What the receivers of alerts, in-app messages and tasks would see. */

export function renderAlertsPage({ items, next, total, after }: AlertPage & { after: string | undefined }): string {
  const rows = items.map(
    ({ text, receivedAt }) =>
      `<article class="card"><p>${escapeHtml(text)}</p><p class="facts">${renderTime(receivedAt)}</p></article>`,
  );
  const older = next === undefined ? '' : `<a href="/read/alerts?${queryOf({ after: next })}">Older</a>`;
  return frame(
    'Alerts',
    `<p class="search"><span class="count">${count(total, 'alert')}</span></p>
    <main class="list">${rows.join('') || nothing('No alert yet. People inside the company get them in their chat.')}</main>
    <nav class="pages">${older}</nav>`,
    { tab: '/read/alerts', watch: after === undefined ? watching('/alerts?limit=1', items[0]?.id) : '' },
  );
}

/** As GET /v1/in-app-messages gives it. */
export interface InAppItem {
  readonly id: string;
  readonly userId: string | null;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly button: string | null;
  readonly place: string;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  readonly seenAt: string | null;
  readonly clickedAt: string | null;
  readonly dismissedAt: string | null;
}

export function renderInAppPage(
  items: readonly InAppItem[],
  {
    next,
    note,
    after,
  }: { readonly next: string | undefined; readonly note: string | undefined; readonly after: string | undefined },
): string {
  const rows = items.map((item) => {
    const { id, userId, title, text, url, button, place, createdAt } = item;
    const done = (['deliveredAt', 'seenAt', 'clickedAt', 'dismissedAt'] as const)
      .filter((name) => item[name] !== null)
      .map((name) => `<span class="badge">${name.slice(0, -2)}</span>`);
    const act = (action: string, label: string) =>
      userId === null ? '' : renderAction(`/act/in-app/${id}/${action}`, label, { userId });
    const actions = [
      item.seenAt === null ? act('seen', 'See') : '',
      url === null ? '' : act('clicked', `Click ${button ?? 'Open'} ▸ ${url}`),
      item.dismissedAt === null ? act('dismissed', 'Dismiss') : '',
    ];
    return `<article class="card"><h2>${escapeHtml(title)} <span class="badge">${escapeHtml(place)}</span></h2>
      <p>${escapeHtml(text)}</p>
      <p class="facts"><span>to <b>${escapeHtml(userId ?? 'nobody who can sign in')}</b></span>${renderTime(createdAt)}${done.join('')}</p>
      <div class="actions">${actions.join('')}</div></article>`;
  });
  const older = next === undefined ? '' : `<a href="/read/in-app?${queryOf({ after: next })}">Older</a>`;
  return frame(
    'In-app',
    `${renderNote(note)}<p>In-app messages of all customers. The <a href="/shop">test shop</a> shows them to the one who is signed in.</p>
    <main class="list">${rows.join('') || nothing('No in-app message yet. It appears here by itself.')}</main>
    <nav class="pages">${older}</nav>`,
    { tab: '/read/in-app', watch: after === undefined ? watching('/in-app?limit=1', items[0]?.id) : '' },
  );
}

/** As GET /v1/tasks/{id} gives it. */
export interface TaskItem {
  readonly id: string;
  readonly title: string;
  readonly instruction?: string;
  readonly choices?: readonly string[];
  readonly journey: string;
  readonly userId: string | null;
  readonly group: string | null;
  readonly person: string | null;
  readonly assignee: string | null;
  readonly state: string;
  readonly choice: string | null;
  readonly dueAt: string | null;
  readonly createdAt: string;
}

export function renderTasksPage(
  items: readonly TaskItem[],
  { note, me }: { readonly note: string | undefined; readonly me: string },
): string {
  const rows = items.map((task) => {
    const { id, title, instruction, choices = [], journey, userId, group, person, assignee, state, choice } = task;
    const isOpen = state === 'open' || state === 'claimed';
    const by = { person: assignee ?? person ?? me };
    const actions = isOpen
      ? [
          state === 'open' ? renderAction(`/act/tasks/${id}/claim`, 'Claim', by) : '',
          ...choices.map((each) => renderAction(`/act/tasks/${id}/answer`, each, { ...by, choice: each })),
        ]
      : [];
    const told = [
      `<span>for <b>${escapeHtml(group ?? person ?? '')}</b></span>`,
      assignee === null ? '' : `<span>with <b>${escapeHtml(assignee)}</b></span>`,
      `<span>about <b>${escapeHtml(userId ?? 'an anonymous customer')}</b></span>`,
      `<span>from <b>${escapeHtml(journey)}</b></span>`,
    ];
    return `<article class="card"><h2>${escapeHtml(title)} <span class="badge">${escapeHtml(choice ?? state)}</span></h2>
      <p>${escapeHtml(instruction ?? '')}</p>
      <p class="facts">${told.join('')}${task.dueAt === null ? '' : `<span>due ${renderTime(task.dueAt)}</span>`}</p>
      <div class="actions">${actions.join('')}</div></article>`;
  });
  return frame(
    'Tasks',
    `${renderNote(note)}<main class="list">${rows.join('') || nothing('No task yet. It appears here by itself.')}</main>`,
    { tab: '/read/tasks', watch: watching('/tasks?limit=1', items[0]?.id) },
  );
}

/** Without the stack, as a mailbox by itself runs in tests, there is nobody to ask. */
export function renderAlonePage(tab: '/read/in-app' | '/read/tasks' | '/shop', why: string): string {
  return frame('Not there', `<main class="list">${nothing(why)}</main>`, { tab });
}

function count(total: number, what: string): string {
  return `${total.toLocaleString('en')} ${what}${total === 1 ? '' : 's'}`;
}

function nothing(text: string): string {
  return `<p class="nothing">${escapeHtml(text)}</p>`;
}
