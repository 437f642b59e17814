import { escapeHtml, frame } from './page-frame.ts';
import type { MailboxStack } from './stack-client.ts';

/**
 * A small shop to act in as a customer. It sends by Segment's own SDK for browsers with the public browser key, and
 * includes the in-app client by its one tag. Who is signed in is a cookie of this page; its server signs the tokens.
 */
export function renderShopPage(stack: MailboxStack, userId: string | undefined): string {
  const { api, writeKey } = stack;
  const products = [
    ['shoes', 'Trail shoes', 89.9],
    ['tent', 'Two-person tent', 249],
    ['lamp', 'Head lamp', 34.5],
  ] as const;
  const event = (name: string, label = name, properties: object = {}): string =>
    `<button type="button" data-event="${escapeHtml(name)}" data-properties="${escapeHtml(JSON.stringify(properties))}">${escapeHtml(label)}</button>`;
  const cards = products.map(
    ([product_id, name, price]) => `<article><h3>${name}</h3><p>${price.toFixed(2)} €</p><div class="actions">
      ${event('Product Viewed', 'View', { product_id, name, price })}
      ${event('Product Added', 'Add to cart', { product_id, name, price, quantity: 1, cart_id: 'cart-1' })}
      ${event('Order Completed', 'Buy', { order_id: `order-${product_id}`, cart_id: 'cart-1', total: price, currency: 'EUR' })}</div></article>`,
  );
  return frame(
    'Test shop',
    `<main class="shop">
      <section class="top"><h1>Trail shop</h1><span id="bell"></span></section>
      <section><h2>Who you are</h2>
        <p id="who">${userId === undefined ? 'Anonymous' : `Signed in as <b>${escapeHtml(userId)}</b>`}</p>
        <form id="sign-in"><label>userId <input name="userId" required maxlength="255" value="${escapeHtml(userId ?? 'ann')}"></label>
          <label>E-mail <input name="email" type="email" value="${escapeHtml(`${userId ?? 'ann'}@example.com`)}"></label>
          <label>First name <input name="firstName" value="Ann"></label>
          <button>Sign in</button> <button type="button" id="sign-out">Sign out</button></form></section>
      <section><h2>What you do</h2><div class="actions">
        ${event('Signed Up', 'Sign up', { source: 'test shop' })}
        ${event('Trial Started', 'Start a trial', { plan: 'team' })}
        ${event('Quick Trial Started', 'Start a quick trial (a day is 9 seconds)')}
        ${event('Project Created', 'Create a project', { name: 'Analytical Engine' })}
        <button type="button" data-page="Pricing" data-path="/pricing">Visit the pricing page</button></div>
        <div class="products">${cards.join('')}</div></section>
      <section><h2>What was sent</h2><ol id="sent" aria-live="polite"></ol></section>
    </main>`,
    {
      tab: '/shop',
      watch: `data-api="${escapeHtml(api)}" data-write-key="${escapeHtml(writeKey)}" data-user="${escapeHtml(userId ?? '')}"`,
      head: `<script src="/shop/analytics.js" defer></script>
  <script src="/shop.js" defer></script>
  <script src="${escapeHtml(api)}/v1/inbox/client.js" data-token-url="/shop/token" data-bell="#bell" defer></script>`,
    },
  );
}

export const shopScript = `
// Segment's own SDK for browsers, which gets nothing but the write key and our address.
const { api, writeKey } = document.body.dataset;
const at = (id) => document.getElementById(id);
const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL: api });
let userId = document.body.dataset.user || undefined;

async function show(what, call) {
  const who = userId ?? 'anonymous';
  const line = document.createElement('li');
  line.textContent = what + ' as ' + who + ' ▸ …';
  at('sent').prepend(line);
  const context = await call.catch((reason) => ({ failedDelivery: () => ({ reason }) }));
  const failed = context?.failedDelivery?.();
  line.textContent = what + ' as ' + who + ' ▸ ' + (failed ? 'not sent: ' + failed.reason : 'sent');
}

for (const button of document.querySelectorAll('[data-event]'))
  button.onclick = () => {
    const { event, properties } = button.dataset;
    return show('track ' + event, analytics.track(event, JSON.parse(properties)));
  };
for (const button of document.querySelectorAll('[data-page]'))
  button.onclick = () => {
    const { page: name, path } = button.dataset;
    show('track Pricing Viewed', analytics.track('Pricing Viewed', { page: path }));
    return show('page ' + name, analytics.page(name, { path, url: location.origin + path, title: name }));
  };

at('sign-in').onsubmit = async (event) => {
  event.preventDefault();
  const { userId: id, ...traits } = Object.fromEntries(new FormData(event.target));
  await fetch('/shop/sign-in', { method: 'POST', body: new URLSearchParams({ userId: id }) });
  userId = id;
  at('who').replaceChildren('Signed in as ', Object.assign(document.createElement('b'), { textContent: id }));
  for (const name of Object.keys(traits)) if (traits[name] === '') delete traits[name];
  await show('identify ' + JSON.stringify(traits), analytics.identify(id, traits));
  window.throughlineInbox?.refresh();
};
at('sign-out').onclick = async () => {
  await fetch('/shop/sign-out', { method: 'POST' });
  userId = undefined;
  analytics.reset();
  at('who').textContent = 'Anonymous';
  window.throughlineInbox?.refresh();
};
`;
