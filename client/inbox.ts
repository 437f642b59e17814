/**
 * In-app messages in a page, by one tag:
 *   <script src="https://api.example.com/v1/inbox/client.js" data-token-url="/inbox-token" defer></script>
 * It asks the page's own server for a user token, listens to the stream, and shows a bell with a list, banners and
 * dialogs. Everything stands in a shadow root, so that styles of the page and ours do not meet. Texts are set as text,
 * and addresses are checked here again: whatever a message holds, it is no markup.
 *
 * The page may set `window.throughlineInbox = { token, labels }` before the tag: `token` is a function in place of
 * data-token-url. Afterwards `throughlineInbox.refresh()` is called when somebody signs in or out.
 */
interface Span {
  readonly text: string;
  readonly strong?: true;
  readonly emphasis?: true;
  readonly url?: string;
}

interface Message {
  readonly id: string;
  readonly title: string;
  readonly body: readonly (readonly Span[])[];
  readonly url: string | null;
  readonly button: string | null;
  readonly place: 'inbox' | 'banner' | 'modal';
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly seenAt: string | null;
  readonly dismissedAt: string | null;
}

interface InboxOptions {
  /** Undefined or empty: nobody is signed in. */
  token?: () => Promise<string | undefined>;
  labels?: Partial<typeof defaultLabels>;
  refresh?: () => void;
}

const defaultLabels = { messages: 'Messages', unread: 'unread', close: 'Close', none: 'No messages', open: 'Open' };
const script = document.currentScript as HTMLScriptElement;
const { tokenUrl, bell: bellPlace } = script.dataset;
const base = script.src.replace(/\/client\.js.*/, '');
const page = window as unknown as { throughlineInbox?: InboxOptions };
page.throughlineInbox ??= {};
const options = page.throughlineInbox;
const labels = { ...defaultLabels, ...options.labels };

const messages = new Map<string, Message>();
let position = '0';
let token = '';
let stream: AbortController | undefined;
let timer = 0;
let failures = 0;

// --- the connection

async function fetchToken(): Promise<string> {
  if (options.token) return (await options.token()) ?? '';
  if (!tokenUrl) return '';
  const answer = await fetch(tokenUrl, { credentials: 'same-origin', cache: 'no-store' });
  if ([204, 401, 403].includes(answer.status)) return '';
  if (!answer.ok) throw answer;
  const text = (await answer.text()).trim();
  return text[0] === '{' ? JSON.parse(text).token : text;
}

/** A minute before it ends a token is as good as none: a stream ends with its token. */
function isFresh(): boolean {
  try {
    const claims = (token.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(claims)).exp * 1e3 - 6e4 > Date.now();
  } catch {
    return false;
  }
}

/** After `wait` milliseconds: at once where the stream only ended, ever later where it fails. */
function connect(wait = 0): void {
  clearTimeout(timer);
  timer = window.setTimeout(listen, wait);
}

async function listen(): Promise<void> {
  if (stream || document.hidden) return;
  const own = new AbortController();
  stream = own;
  try {
    if (!isFresh()) token = await fetchToken();
    if (!token) {
      failures = 0; // nobody is signed in: refresh() begins again
      return;
    }
    const answer = await request(`/stream?after=${position}`, { signal: own.signal });
    if (answer.status === 401) token = '';
    if (!answer.ok) throw answer;
    failures = 0;
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    for (let text = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() as string;
      blocks.forEach(take);
    }
  } catch {
    if (stream === own) failures += 1;
  } finally {
    if (stream === own) {
      stream = undefined;
      if (token || failures) connect(Math.min(6e4, 500 * 2 ** failures) * (0.5 + Math.random()));
    }
  }
}

function take(block: string): void {
  const field = (name: string) => block.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1];
  position = field('id') ?? position;
  if (field('event') !== 'message') return;
  const message = JSON.parse(field('data') as string) as Message;
  const isNew = !messages.has(message.id) && !message.seenAt; // what is dismissed was seen
  if (message.dismissedAt) messages.delete(message.id);
  else messages.set(message.id, message);
  if (isNew) live.textContent = message.title;
  render();
}

function request(path: string, more: RequestInit = {}): Promise<Response> {
  return fetch(base + path, {
    ...more,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
}

/** `keepalive`: a click leads away from the page at once. */
function tell(path: string, body?: object): void {
  void request(path, { method: 'POST', keepalive: true, body: body ? JSON.stringify(body) : null }).catch(() => {});
}

// --- what is shown

type Child = Node | string | false | null | undefined;

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

function button(attributes: Record<string, string>, text: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, text);
  element.onclick = onClick;
  return element;
}

function link(message: Message, url: string, attributes: Record<string, string>, ...children: Child[]): Child {
  if (!/^(https?:\/\/|mailto:|tel:|\/(?![/\\]))/i.test(url)) return make('span', {}, ...children);
  const element = make('a', { href: url, ...attributes }, ...children);
  element.onclick = () => tell(`/${message.id}/clicked`);
  return element;
}

function dismiss({ id }: Message): void {
  messages.delete(id);
  tell(`/${id}/dismissed`);
  render();
}

function show(message: Message, heading: 'h2' | 'h3'): Node[] {
  const span = ({ text, strong, emphasis, url }: Span): Child => {
    let child: Child = text;
    if (emphasis) child = make('em', {}, child);
    if (strong) child = make('strong', {}, child);
    return url ? link(message, url, {}, child) : child;
  };
  return [
    make(heading, {}, message.title),
    ...message.body.map((paragraph) => make('p', {}, ...paragraph.map(span))),
    make(
      'footer',
      {},
      message.url && link(message, message.url, { class: 'go' }, message.button || labels.open),
      button({ 'aria-label': `${labels.close}: ${message.title}` }, labels.close, () => dismiss(message)),
    ),
  ];
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host{all:initial;font:15px/1.5 system-ui;color-scheme:inherit;color:CanvasText}.hidden{position:absolute;clip-path:inset(50%)}
  *{box-sizing:border-box;overflow-wrap:anywhere}h2,h3,p{margin:0 0 .4em;font-size:1em;font-weight:400}h2,h3{font-weight:650}
  ul{list-style:none;margin:0;padding:0}li{border-top:1px solid #8884;padding:12px 0}
  dialog,.banner{color:CanvasText;background:Canvas;border:1px solid #8886;border-radius:12px;padding:16px;box-shadow:0 8px 30px #0004}
  .panel,.banner{position:fixed;inset:auto 16px 76px auto;margin:0;width:360px;max-width:calc(100vw - 32px);max-height:70vh;overflow:auto;z-index:2147483000}
  .banner{inset:16px 16px auto;margin:auto;width:auto;max-width:720px}.banner[hidden]{display:none}
  .modal{max-width:min(440px,calc(100vw - 32px))}.modal::backdrop{background:#0008}
  footer{display:flex;flex-wrap:wrap;gap:8px;margin-top:10px}a{color:inherit}
  button,.go{font:inherit;cursor:pointer;color:inherit;background:0 0;border:1px solid #8886;border-radius:8px;padding:5px 14px;text-decoration:none}
  .go{background:var(--throughline-accent,#3b4fd8);color:#fff}.bell{border-radius:99px;background:Canvas}
  .float.bell{position:fixed;inset:auto 16px 16px auto;padding:12px;box-shadow:0 4px 16px #0004;z-index:2147483000}
  .x{float:right;border:0}:focus-visible{outline:2px solid Highlight;outline-offset:2px}`);

function shadow(tag: 'div' | 'span'): [HTMLElement, ShadowRoot] {
  const own = make(tag, {});
  const inside = own.attachShadow({ mode: 'open' });
  inside.adoptedStyleSheets = [sheet];
  return [own, inside];
}

const [host, root] = shadow('div');
const [bellHost, bellRoot] = shadow('span');
const live = make('div', { class: 'hidden', 'aria-live': 'polite' });
const panel = make('dialog', { class: 'panel', 'aria-label': labels.messages });
const modal = make('dialog', { class: 'modal' });
const banner = make('section', { class: 'banner', hidden: '' });
const bell = button({ class: 'bell', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, '', () =>
  toggle(!panel.open),
);
let shownModal = '';
let shownBanner = '';

function toggle(isOpen: boolean): void {
  bell.setAttribute('aria-expanded', `${isOpen}`);
  if (isOpen) panel.show();
  else panel.close();
  render();
  (isOpen ? (panel.firstChild as HTMLElement) : bell).focus();
}

/** Only what a person can look at counts as seen. */
function noteSeen(shown: readonly Message[]): void {
  const ids = document.hidden ? [] : shown.filter(({ seenAt }) => !seenAt).map(({ id }) => id);
  if (!ids.length) return;
  for (const id of ids) messages.set(id, { ...(messages.get(id) as Message), seenAt: 'now' });
  tell('/seen', { ids });
}

function render(): void {
  const now = new Date().toISOString();
  const all = [...messages.values()].filter(({ expiresAt }) => expiresAt > now);
  all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const over = all.find(({ place }) => place === 'modal');
  const across = all.find(({ place }) => place === 'banner');
  noteSeen([over, across, ...(panel.open ? all : [])].filter((message): message is Message => !!message));
  if (shownModal !== (over?.id ?? '')) {
    shownModal = over?.id ?? '';
    modal.close();
    if (over) {
      modal.replaceChildren(...show(over, 'h2'));
      modal.setAttribute('aria-label', over.title);
      modal.oncancel = (event) => {
        event.preventDefault();
        dismiss(over);
      };
      modal.showModal();
    }
  }
  if (shownBanner !== (across?.id ?? '')) {
    shownBanner = across?.id ?? '';
    banner.hidden = !across;
    banner.replaceChildren(...(across ? show(across, 'h2') : []));
    banner.setAttribute('aria-label', across?.title ?? '');
  }
  const unread = [...messages.values()].filter(({ seenAt }) => !seenAt).length;
  bell.textContent = `✉${unread ? ` ${unread}` : ''}`;
  bell.setAttribute('aria-label', `${labels.messages}, ${unread} ${labels.unread}`);
  if (panel.open) {
    const hadFocus = panel.contains(root.activeElement);
    const items = all.map((message) => make('li', {}, ...show(message, 'h3')));
    panel.replaceChildren(
      button({ class: 'x', 'aria-label': labels.close }, '×', () => toggle(false)),
      make('h2', {}, labels.messages),
      items.length ? make('ul', {}, ...items) : make('p', {}, labels.none),
    );
    if (hadFocus) (panel.firstChild as HTMLElement).focus();
  }
}

// --- the beginning

function pause(): void {
  const own = stream;
  stream = undefined;
  own?.abort();
}

function start(): void {
  const place = bellPlace && bellPlace !== 'none' ? document.querySelector(bellPlace) : undefined;
  bell.classList.toggle('float', !place);
  bellRoot.append(bell);
  root.append(live, banner, panel, modal);
  panel.onkeydown = ({ key }) => {
    if (key === 'Escape') toggle(false);
  };
  if (bellPlace !== 'none') (place ?? document.body).append(bellHost);
  document.body.append(host);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return pause();
    render();
    connect();
  });
  render();
  connect();
}

/** Somebody signed in or out. */
options.refresh = () => {
  pause();
  messages.clear();
  position = '0';
  token = '';
  failures = 0;
  render();
  connect();
};

if (document.body) start();
else document.addEventListener('DOMContentLoaded', start);
