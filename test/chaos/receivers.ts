import { Webhook } from 'standardwebhooks';
import { signUserToken } from '../../services/access/user-token.ts';
import { PROVIDER, PROVIDER_SECRET } from './journeys.ts';
import { personOf } from './load.ts';
import { type Answered, type Asking, ask, type Deadline } from './request.ts';
import type { Targets } from './targets.ts';

/** A report of the provider that was answered 200; every report is sent until it is, and most are sent several times. */
export interface Report {
  readonly id: string;
  readonly messageId: string;
  readonly kind: 'delivered' | 'opened' | 'clicked' | 'bounced';
  /** When it was answered, if its first try was: then nothing of it is in doubt. */
  readonly answeredAt: number | undefined;
}

/** What a person did with an in-app message; sent several times as well. */
export interface InAppAct {
  readonly messageId: string;
  readonly kind: 'seen' | 'clicked' | 'dismissed';
}

interface ReceivedMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** The message's own id, of the Message-ID of a mail. */
export const keyIn = ({ messageId }: Pick<ReceivedMail, 'messageId'>): string => messageId.slice(1).split('@')[0] ?? '';

/**
 * Those who get messages. Of a mail, the provider reports what became of it, and some follow its link; of an in-app message,
 * the page shows it and they look, click or dismiss. Requests are repeated and sent side by side, as browsers and providers do.
 */
export function startReceivers(targets: Targets, chance: (name: string) => number, deadline: Deadline) {
  const reports: Report[] = [];
  const followed = new Set<string>();
  const inAppActs: InAppAct[] = [];
  /** In-app message ▸ the persons in whose inbox it was. */
  const inAppShown = new Map<string, Set<string>>();
  const mailsKnown = new Set<string>();
  const inAppKnown = new Set<string>();
  const busy = new Set<Promise<void>>();
  let failure: unknown;
  const begin = (work: Promise<void>) => {
    const tracked = work
      .catch((thrown: unknown) => {
        failure ??= thrown;
      })
      .finally(() => busy.delete(tracked));
    busy.add(tracked);
  };
  const expectOk = async (asking: Asking): Promise<Answered> => {
    const answered = await ask(targets.apiUrl, asking, deadline);
    if (answered.status >= 400)
      throw new Error(`${asking.path} was answered ${answered.status}: ${JSON.stringify(answered.json)}`);
    return answered;
  };
  /** The same request several times, two of them side by side. */
  const several = async (times: number, asking: () => Asking): Promise<Answered> => {
    const [first] = await Promise.all(Array.from({ length: Math.min(times, 2) }, () => expectOk(asking())));
    if (times > 2) await expectOk(asking());
    return first as Answered;
  };

  async function report(mail: ReceivedMail, kind: Report['kind'], more: object = {}): Promise<void> {
    const messageId = keyIn(mail);
    const id = `${kind} ${messageId}`;
    const body = JSON.stringify({ type: `message.${kind}`, data: { message_id: messageId, ...more } });
    const times = 1 + Math.floor(chance(`times ${mail.to} ${mail.subject} ${kind}`) * 3);
    const { atOnce, answeredAt } = await several(times, () => {
      const at = new Date();
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(PROVIDER_SECRET).sign(id, at, body),
      };
      return { path: `/v1/feedback/${PROVIDER}`, body, headers };
    });
    reports.push({ id, messageId, kind, answeredAt: atOnce ? answeredAt : undefined });
  }

  /** On a connection of its own: the mailbox closes one that is silent for a while, just when it may be used again. */
  const askMailbox = (path: string) => fetch(`${targets.mailboxUrl}${path}`, { headers: { connection: 'close' } });

  async function follow(mail: ReceivedMail): Promise<void> {
    const page = await askMailbox(`/mails/${mail.id}/html`);
    const link = /href="(https?:[^"]+)"[^>]*>Look at it/.exec(await page.text())?.[1];
    if (link === undefined) throw new Error(`the mail ${mail.id} has no link`);
    const { pathname } = new URL(link);
    const { status } = await several(2, () => ({ path: pathname, headers: { 'user-agent': BROWSER } }));
    if (status !== 302) throw new Error(`the link of ${mail.id} was answered ${status}`);
    followed.add(keyIn(mail));
  }

  async function receive(mail: ReceivedMail): Promise<void> {
    const drawn = chance(`${mail.to} ${mail.subject}`);
    if (mail.subject !== 'offer') return drawn < 0.3 ? report(mail, 'delivered') : undefined;
    // Some always do the same, so that a short test has tasks and in-app messages.
    const person = Number(personOf(mail.to[0] ?? '')) % 8;
    if (person === 0) return report(mail, 'opened');
    if (person === 4 || drawn < 0.3) return follow(mail);
    if (drawn < 0.55) return report(mail, 'clicked', { url: 'https://shop.example.com/offer' });
    if (drawn < 0.65) return report(mail, 'bounced', { bounce: 'hard' });
    return report(mail, 'opened');
  }

  async function read(messageId: string, userId: string): Promise<void> {
    const asking = (path: string, method: 'GET' | 'POST') => ({
      path,
      method,
      bearer: signUserToken(targets.userTokenKey, { workspace: 'default', userId, issuedAt: Date.now() }),
    });
    const { json } = await expectOk(asking('/v1/inbox', 'GET'));
    for (const { id } of (json as { items: { id: string }[] }).items) {
      inAppShown.set(id, (inAppShown.get(id) ?? new Set()).add(personOf(userId)));
    }
    const act = async (kind: InAppAct['kind']) => {
      await several(3, () => asking(`/v1/inbox/${messageId}/${kind}`, 'POST'));
      inAppActs.push({ messageId, kind });
    };
    await act('seen');
    const drawn = chance(`${userId} in-app`);
    if (drawn < 0.6) await act('clicked');
    else if (drawn < 0.8) await act('dismissed');
  }

  async function newMails(): Promise<ReceivedMail[]> {
    const found: ReceivedMail[] = [];
    for (let after = ''; ; ) {
      const response = await askMailbox(`/mails?limit=200${after && `&after=${after}`}`);
      const { items, next = '' } = (await response.json()) as { items: ReceivedMail[]; next?: string };
      const fresh = items.filter(({ id, to }) => !mailsKnown.has(id) && personOf(to[0] ?? '') !== '');
      for (const { id } of fresh) mailsKnown.add(id);
      found.push(...fresh);
      if (fresh.length === 0 || next === '') return found;
      after = next;
    }
  }

  /** What the pages of those who are there would show: each user reads the own inbox, by whatever userId is theirs by now. */
  async function newInApp(): Promise<{ id: string; userId: string }[]> {
    const rows = await targets
      .look<{ id: string; userId: string }>(
        `select m.id, min(i.value) as "userId" from inbox_messages m
         join identities i on i.customer_id = m.customer_id and i.kind = 'user_id' group by m.id`,
      )
      .catch(() => []); // PostgreSQL is down
    return rows.filter(({ id }) => !inAppKnown.has(id));
  }

  /** Begins to act on what is new. Gives whether there was something, or something is still being done. */
  const look = async (): Promise<boolean> => {
    if (failure !== undefined) throw failure;
    const mails = await newMails();
    for (const mail of mails) begin(receive(mail));
    const inApp = await newInApp();
    for (const { id, userId } of inApp) {
      inAppKnown.add(id);
      begin(read(id, userId));
    }
    return mails.length + inApp.length + busy.size > 0;
  };
  return { look, done: () => ({ reports, followed, inAppActs, inAppShown }) };
}
