import { setTimeout as pause } from 'node:timers/promises';

interface MailPage {
  readonly items: readonly { readonly id: string; readonly to: readonly string[] | string; readonly subject: string }[];
  readonly next?: string | null;
}

export interface MailCheck {
  /** Addresses with at least one mail. */
  readonly reached: number;
  /** Addresses that got the same subject more than once. */
  readonly twice: readonly string[];
  readonly missing: number;
}

/**
 * Looks into the dev mailbox until every address has a mail, or nothing has come for `quietMs`, and counts. Undefined:
 * there is no dev mailbox here.
 */
export async function checkMails(
  mailboxUrl: string,
  addresses: ReadonlySet<string>,
  quietMs: number,
  onProgress: (reached: number) => void,
): Promise<MailCheck | undefined> {
  const mails = new Map<string, MailPage['items'][number]>();
  let best = -1;
  let since = Date.now();
  for (;;) {
    if (!(await readNew(mailboxUrl, mails))) return undefined;
    const counts = new Map<string, number>();
    for (const { to, subject } of mails.values()) {
      for (const address of [to].flat())
        if (addresses.has(address))
          counts.set(`${address}\n${subject}`, (counts.get(`${address}\n${subject}`) ?? 0) + 1);
    }
    const reached = new Set([...counts.keys()].map((key) => key.split('\n')[0])).size;
    if (reached > best) {
      best = reached;
      since = Date.now();
      onProgress(reached);
    }
    if (reached === addresses.size || Date.now() - since > quietMs) {
      const twice = [...counts].filter(([, count]) => count > 1).map(([key]) => key.replace('\n', ': '));
      return { reached, twice, missing: addresses.size - reached };
    }
    await pause(1_000);
  }
}

export interface MailboxCounts {
  readonly mails: number;
  readonly webhooks: number;
}

/** How much the dev mailbox holds. Undefined: there is none here. */
export async function countInMailbox(mailboxUrl: string): Promise<MailboxCounts | undefined> {
  const count = async (kind: string): Promise<number> => {
    const response = await fetch(`${mailboxUrl}/${kind}?limit=1`, { signal: AbortSignal.timeout(10_000) });
    return ((await response.json()) as { total: number }).total;
  };
  return Promise.all([count('mails'), count('webhooks')]).then(
    ([mails, webhooks]) => ({ mails, webhooks }),
    () => undefined,
  );
}

/** Adds what came since the last look: newest first, page by page, until one that is known. False: no mailbox answers. */
async function readNew(mailboxUrl: string, known: Map<string, MailPage['items'][number]>): Promise<boolean> {
  const fresh: MailPage['items'][number][] = [];
  let after: string | null | undefined;
  do {
    const address: string = `${mailboxUrl}/mails?limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`;
    const response: Response | undefined = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(
      () => undefined,
    );
    if (!response?.ok) return false;
    const { items, next } = (await response.json()) as MailPage;
    fresh.push(...items.filter(({ id }) => !known.has(id)));
    after = items.some(({ id }) => known.has(id)) ? undefined : next;
  } while (after);
  for (const mail of fresh) known.set(mail.id, mail);
  return true;
}
