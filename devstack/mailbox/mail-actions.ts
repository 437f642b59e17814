import type { Email } from 'postal-mime';
import { signOfRequest } from '../../core/message/machine-signs.ts';
import { type MailboxStack, reportFeedback } from './stack-client.ts';

/** What a receiver of a mail can do, as a button. */
export interface MailLink {
  readonly action: 'open' | 'click' | 'bounce' | 'soft-bounce' | 'complain' | 'unsubscribe';
  readonly label: string;
  /** Of a click: which link. */
  readonly index?: number;
}

/** The buttons of a mail: its own pixel and links, and what a provider would report. None for a mail of somebody else. */
export function actionsOf(stack: MailboxStack, mail: Email): MailLink[] {
  if (messageIdOf(mail) === undefined) return [];
  const { pixel, links } = trackedIn(stack, mail);
  return [
    ...(pixel === undefined ? [] : [{ action: 'open', label: 'Open' } as const]),
    ...links.map(({ leadsTo }, index) => ({ action: 'click', label: `Click ${leadsTo}`, index }) as const),
    ...(oneClickOf(stack, mail) === undefined ? [] : [{ action: 'unsubscribe', label: 'Unsubscribe' } as const]),
    { action: 'complain', label: 'Mark as spam' },
    { action: 'soft-bounce', label: 'Bounce (mailbox full)' },
    { action: 'bounce', label: 'Bounce (no such mailbox)' },
  ];
}

/**
 * Does what the button says and shows the result. Only addresses of our own API are fetched, whatever a mail
 * holds; with the reader's own browser name, because a program that opens mails is known as one.
 */
export async function performMailAction(
  stack: MailboxStack,
  mail: Email,
  {
    action,
    index,
    userAgent,
    receivedAt,
  }: {
    readonly action: string;
    readonly index: number;
    readonly userAgent: string;
    /** When the mailbox took the mail: an opening right after that counts as one by a machine. */
    readonly receivedAt: number;
  },
): Promise<string> {
  const { pixel, links } = trackedIn(stack, mail);
  const messageId = messageIdOf(mail);
  const look = (url: string, init: RequestInit = {}) =>
    fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { 'user-agent': userAgent, 'accept-language': 'en', ...init.headers },
      signal: AbortSignal.timeout(10_000),
    });
  if (action === 'open' && pixel !== undefined) {
    const { status } = await look(pixel, { headers: { accept: 'image/*' } });
    return status === 200 ? openedBy(userAgent, receivedAt) : `The pixel was answered ${status}.`;
  }
  if (action === 'click' && links[index]) {
    const { status, headers } = await look(links[index].url, { headers: { accept: 'text/html' } });
    const target = headers.get('location');
    return target ? `Clicked: the redirect leads to ${target}.` : `The link was answered ${status}.`;
  }
  const oneClick = oneClickOf(stack, mail);
  if (action === 'unsubscribe' && oneClick !== undefined) {
    const { status } = await look(oneClick, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    return status < 300 ? 'Unsubscribed by one click (RFC 8058).' : `The one-click unsubscribe was answered ${status}.`;
  }
  const report = messageId === undefined ? undefined : reports[action]?.(messageId);
  if (!report) return 'This mail has no such button.';
  const { status, text } = await reportFeedback(stack, report.type, report.data);
  return status === 200
    ? `Reported as a provider would: ${report.type}.`
    : `The report was answered ${status}. ${text}`;
}

/** By the rule of the API, which takes some openings for a machine's. */
function openedBy(userAgent: string, deliveredAt: number): string {
  const request = {
    kind: 'opened',
    method: 'GET',
    userAgent,
    isHiddenLink: false,
    at: Date.now(),
    deliveredAt,
  } as const;
  switch (signOfRequest(request)) {
    case undefined:
      return 'Opened: its pixel was fetched.';
    case 'right-after-delivery':
      return 'Its pixel was fetched within five seconds of arrival: that counts as a machine, and the mail as not opened.';
    default:
      return 'Its pixel was fetched by a program: that counts as a machine, and the mail as not opened.';
  }
}

interface Report {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

const reports: Readonly<Record<string, (messageId: string) => Report>> = {
  bounce: (id) => ({ type: 'message.bounced', data: { message_id: id, bounce: 'hard' } }),
  'soft-bounce': (id) => ({ type: 'message.bounced', data: { message_id: id, bounce: 'soft' } }),
  complain: (id) => ({ type: 'message.complained', data: { message_id: id } }),
};

/** The Message-ID begins with the message's own id. */
function messageIdOf({ messageId = '' }: Email): string | undefined {
  return /^<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(messageId)?.[1];
}

interface TrackedLink {
  readonly url: string;
  readonly leadsTo: string;
}

const MOST_LINKS = 20;

/** The pixel, and the links that a person sees: the hidden one leads nowhere. */
function trackedIn(
  { publicUrl }: MailboxStack,
  { html = '' }: Email,
): { pixel: string | undefined; links: TrackedLink[] } {
  const addresses = [...html.matchAll(/(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) =>
    (double ?? single ?? '').replaceAll('&amp;', '&'),
  );
  const links = addresses
    .filter((url) => url.startsWith(`${publicUrl}/t/c/`))
    .flatMap((url): TrackedLink[] => {
      const leadsTo = targetOf(url.slice(`${publicUrl}/t/c/`.length));
      return leadsTo === undefined ? [] : [{ url, leadsTo }];
    });
  return { pixel: addresses.find((url) => url.startsWith(`${publicUrl}/t/o/`)), links: links.slice(0, MOST_LINKS) };
}

/** A token says itself where it leads; the API verifies it. */
function targetOf(token: string): string | undefined {
  try {
    const { url } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) as {
      url?: unknown;
    };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}

function oneClickOf({ publicUrl }: MailboxStack, { headers }: Email): string | undefined {
  const value = (name: string) => headers.find(({ key }) => key === name)?.value ?? '';
  const [, url] = /<(https?:[^>]+)>/.exec(value('list-unsubscribe')) ?? [];
  if (!/List-Unsubscribe=One-Click/i.test(value('list-unsubscribe-post'))) return undefined;
  return url?.startsWith(`${publicUrl}/`) ? url : undefined;
}
