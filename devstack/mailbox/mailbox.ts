import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { openAlertInbox } from './alert-inbox.ts';
import { answerMailbox } from './mailbox-http.ts';
import { type IncomingMail, type MailStore, openMailStore, readHead } from './mailbox-store.ts';
import { openPushService } from './push/service.ts';
import { openSmsInbox } from './sms-inbox.ts';
import type { MailboxStack } from './stack-client.ts';
import { openWebhookInbox } from './webhook-inbox.ts';

/**
 * The dev mailbox: a real SMTP server that takes every mail, for anyone, and sends none on; a receiver of the stack's
 * webhooks, alerts, text and push messages; and pages to read them all and to act as their receivers. The answer 250 is
 * given when the mail is in its file (204 with the webhook), so what was acknowledged is there after any kill.
 */
export interface MailboxOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly folder: string;
  /** The stack that the mailbox belongs to; without it, it is a mailbox alone. */
  readonly stack?: MailboxStack | undefined;
  /**
   * For tests of failure: asked when a mail has come in whole. `reject` answers so and keeps nothing; `delayMs` keeps the
   * mail but holds the answer back, so that a sender who gives up meanwhile does not know what became of it.
   */
  readonly onMail?: (mail: IncomingMail) => Promise<MailVerdict | undefined> | Promise<void>;
}

interface MailVerdict {
  readonly delayMs?: number;
  readonly reject?: { readonly code: number; readonly message: string };
}

export interface Mailbox {
  readonly httpPort: number;
  readonly smtpPort: number;
  /** What POST /webhooks must be signed with. */
  readonly webhookSecret: string;
  count(): number;
  close(): Promise<void>;
}

const sizeLimitBytes = 10 * 1024 * 1024;

export async function startMailbox({
  host,
  httpPort,
  smtpPort,
  folder,
  stack,
  onMail,
}: MailboxOptions): Promise<Mailbox> {
  const store = await openMailStore(folder);
  const webhooks = await openWebhookInbox(folder);
  const alerts = await openAlertInbox(folder);
  const texts = await openSmsInbox(folder, stack?.smsToken);
  const push = await openPushService(folder);
  const closing = new AbortController();
  const smtp = new SMTPServer({
    name: 'mailbox.throughline.localhost',
    banner: 'Throughline dev mailbox: nothing leaves this machine',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true, // it would wait for a name server at each connection
    size: sizeLimitBytes,
    logger: false,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      takeMail(stream, session, { store, onMail, signal: closing.signal }).then(
        (id) => done(null, `stored as ${id}`),
        (error: Error) => done(error),
      );
    },
  });
  smtp.on('error', () => undefined); // a sender that hangs up in the middle: its own affair
  const http = createServer(
    (request, response) => void answerMailbox({ store, webhooks, alerts, texts, push, stack }, request, response),
  );

  const smtpListening = new Promise<number>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(smtpPort, host, () => resolve((smtp.server.address() as AddressInfo).port));
  });
  const httpListening = new Promise<number>((resolve, reject) => {
    http.once('error', reject);
    http.listen(httpPort, host, () => resolve((http.address() as AddressInfo).port));
  });
  const close = async (): Promise<void> => {
    closing.abort();
    http.closeAllConnections();
    await Promise.all([
      new Promise<void>((resolve) => smtp.close(() => resolve())),
      new Promise<void>((resolve) => http.close(() => resolve())),
    ]);
    await store.close();
  };
  try {
    const [smtpBound, httpBound] = await Promise.all([smtpListening, httpListening]);
    const bound = { smtpPort: smtpBound, httpPort: httpBound, webhookSecret: webhooks.secret };
    return { ...bound, count: () => store.count(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function takeMail(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  { store, onMail, signal }: { store: MailStore; onMail: MailboxOptions['onMail']; signal: AbortSignal },
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= sizeLimitBytes) chunks.push(chunk); // beyond it, read on to the end but keep nothing
  }
  if (stream.sizeExceeded) throw smtpError(552, `A mail may have ${sizeLimitBytes / 1024 / 1024} MB here`);

  const raw = Buffer.concat(chunks);
  const { subject, messageId } = await readHead(raw);
  const mail: IncomingMail = {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    subject: subject ?? '',
    messageId: messageId ?? '',
    raw,
  };
  const verdict = await onMail?.(mail);
  if (verdict?.reject) throw smtpError(verdict.reject.code, verdict.reject.message);
  const { id } = await store.add(mail);
  if (verdict?.delayMs) await sleep(verdict.delayMs, undefined, { signal });
  return id;
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
