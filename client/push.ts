/**
 * Web push in a page, by one tag:
 *   <script src="https://api.example.com/v1/push/client.js" data-token-url="/inbox-token" defer></script>
 * It adds `throughlinePush.subscribe()`, to be called from a click: the browser asks its user for permission.
 * The page serves a service worker of its own (`/push-worker.js`, or `data-worker`) that imports ours.
 * `subscribe` gives "subscribed", "denied" (by the user), "unsupported" (by the browser) or "signed-out".
 */
const tag = document.currentScript as HTMLScriptElement;
const { tokenUrl: tokenAddress, worker: workerAddress = '/push-worker.js' } = tag.dataset;
const api = tag.src.replace(/\/client\.js.*/, '');

type Outcome = 'subscribed' | 'denied' | 'unsupported' | 'signed-out';
const push: {
  /** In place of data-token-url. Undefined or empty: nobody is signed in. */
  token?: () => Promise<string | undefined>;
  subscribe(): Promise<Outcome>;
  /** When somebody signs out, before they do. */
  unsubscribe(): Promise<void>;
} = {
  ...(window as unknown as { throughlinePush?: object }).throughlinePush,

  async subscribe() {
    if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'unsupported';
    const own = await fetchOwnToken();
    if (!own) return 'signed-out';
    if ((await Notification.requestPermission()) !== 'granted') return 'denied';
    const { publicKey } = await ask('/key', own);
    const registration = await navigator.serviceWorker.register(workerAddress);
    await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) };
    const { pushManager } = registration;
    const subscription = await pushManager.subscribe(options).catch(async (refused: DOMException) => {
      // It subscribed with another key before: of an earlier sender, or before the key was changed.
      const earlier = await pushManager.getSubscription();
      if (refused.name !== 'InvalidStateError' || !earlier) throw refused;
      await earlier.unsubscribe();
      return pushManager.subscribe(options);
    });
    await ask('/subscriptions', own, subscription.toJSON());
    return 'subscribed';
  },

  async unsubscribe() {
    const registration = await navigator.serviceWorker?.getRegistration(workerAddress);
    const subscription = await registration?.pushManager.getSubscription();
    if (!subscription) return;
    const own = await fetchOwnToken();
    if (own) await ask('/unsubscribe', own, { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  },
};
(window as unknown as { throughlinePush: object }).throughlinePush = push;

async function fetchOwnToken(): Promise<string> {
  if (push.token) return (await push.token()) ?? '';
  if (!tokenAddress) return '';
  const answer = await fetch(tokenAddress, { credentials: 'same-origin', cache: 'no-store' });
  if ([204, 401, 403].includes(answer.status)) return '';
  if (!answer.ok) throw new Error(`${tokenAddress} answered ${answer.status}`);
  const text = (await answer.text()).trim();
  return text[0] === '{' ? JSON.parse(text).token : text;
}

async function ask(path: string, bearer: string, body?: object): Promise<{ publicKey: string }> {
  const answer = await fetch(api + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
