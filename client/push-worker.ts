/**
 * Shows push messages, for the service worker of a page's own origin, in one line:
 *   importScripts('https://api.example.com/v1/push/worker.js')
 * It tells the API that a message was shown, clicked or dismissed, by the signed link that the message brings. One id is
 * one notification, so a message that comes twice is shown once.
 */
interface PushMessage {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  readonly icon?: string;
  readonly report?: string;
}

interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends WorkerEvent {
  readonly data?: { json(): unknown };
}
interface NotificationEvent extends WorkerEvent {
  readonly notification: Notification & { readonly data?: PushMessage };
}

const worker = self as unknown as {
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly clients: { openWindow(url: string): Promise<unknown> };
  readonly location: Location;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: string, listener: (event: NotificationEvent) => void): void;
};

function report(message: PushMessage | undefined, happened: string): Promise<unknown> {
  if (!message?.report) return Promise.resolve();
  return fetch(`${message.report}/${happened}`, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => {});
}

worker.addEventListener('push', (event: PushEvent) => {
  let message: PushMessage;
  try {
    message = event.data?.json() as PushMessage;
  } catch {
    return; // another sender's
  }
  if (typeof message?.id !== 'string' || typeof message.title !== 'string') return;
  const { id, title, body, icon } = message;
  const shown = worker.registration.showNotification(title, { body, tag: id, data: message, ...(icon && { icon }) });
  event.waitUntil(shown.then(() => report(message, 'shown')));
});

worker.addEventListener('notificationclick', (event: NotificationEvent) => {
  const { notification } = event;
  const { data } = notification;
  if (!data?.id) return;
  notification.close();
  const target = data.url && new URL(data.url, worker.location.origin);
  const opened =
    target && /^(https?|mailto|tel):$/.test(target.protocol) ? worker.clients.openWindow(target.href) : undefined;
  event.waitUntil(Promise.all([opened, report(data, 'clicked')]));
});

worker.addEventListener('notificationclose', (event: NotificationEvent) => {
  const { data } = event.notification;
  if (data?.id) event.waitUntil(report(data, 'dismissed'));
});
