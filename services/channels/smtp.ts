import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { OutgoingMessage, Provider, SendResult } from './channel.ts';
import { aboutWhom } from './smtp-refusals.ts';

export interface SmtpOptions {
  /** smtp://user:password@host:port, or smtps:// */
  readonly url: string;
  /** "Name <address>" of the sender. */
  readonly from: string;
  /** Silence of the server that ends an attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly connections?: number | undefined;
  /** Signs every mail. */
  readonly dkim?: DkimOptions | undefined;
}

export interface DkimOptions {
  readonly domain: string;
  readonly selector: string;
  /** PEM of an RSA key; nodemailer leaves mails unsigned with others. */
  readonly privateKey: string;
}

/** RFC 8058 asks for both List-Unsubscribe headers to be signed; nodemailer's own list has one of them. */
const SIGNED_HEADERS = [
  ...['from', 'sender', 'reply-to', 'subject', 'date', 'message-id', 'to', 'cc', 'mime-version', 'content-type'],
  ...['content-transfer-encoding', 'in-reply-to', 'references', 'list-id', 'list-help', 'list-subscribe', 'list-post'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
].join(':');

/**
 * E-mail over SMTP. The receiver knows no idempotency key, so what matters is to tell "not accepted" from "unknown":
 * an error with an answer of the server, or before the content began to flow, is known; any other is not. nodemailer
 * labels both alike (command CONN), so the content is watched: it is first read when the server has asked for it, and there
 * the attempt is marked (`begin`) before a byte leaves. A mark that fails ends the connection without the final dot, and
 * the server drops the mail. nodemailer takes any 2xx or 3xx answer to DATA for the 354. Its pool would also queue a mail again by itself when a
 * connection closes without an error (maxRequeues, five times): switched off, nobody but the ledger decides on a repeat.
 */
export function createSmtpProvider({ url, from, timeoutMs, connections = 8, dkim }: SmtpOptions): Provider {
  const target = new URL(url);
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    maxRequeues: 0,
    host: target.hostname,
    port: Number(target.port || (target.protocol === 'smtps:' ? 465 : 587)),
    secure: target.protocol === 'smtps:',
    ...(target.username && {
      auth: { user: decodeURIComponent(target.username), pass: decodeURIComponent(target.password) },
    }),
    connectionTimeout: Math.min(timeoutMs, 10_000),
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: SIGNED_HEADERS,
      },
    }),
  });
  transport.use('stream', (mail, done) => {
    // With the mail, not by its Message-ID: two attempts of one message may overlap when the lease of the first has ended.
    const { attempt } = mail.data as { attempt?: Attempt };
    if (!attempt) return done(new Error('a mail without an attempt'));
    const message = mail.message as { createReadStream: () => NodeJS.ReadableStream };
    const create = message.createReadStream.bind(message);
    message.createReadStream = () =>
      Readable.from(
        (async function* () {
          await attempt.begin();
          yield* create();
        })(),
        { objectMode: false },
      );
    done();
  });
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'throughline.localhost';

  return {
    async send(message: OutgoingMessage, begin: () => Promise<void>): Promise<SendResult> {
      const messageId = `<${message.key}@${domain}>`;
      const attempt = createAttempt(begin);
      try {
        const mail = {
          from,
          to: (message.recipients ?? [message.address]).map((address) => ({ name: '', address })),
          headers: { ...message.headers },
          subject: (message.parts.subject ?? '').replace(/\s+/g, ' ').trim(),
          html: message.parts.html,
          text: message.parts.text,
          messageId,
          attempt, // nodemailer hands on what it does not know
        };
        const sent = await transport.sendMail(mail);
        return { result: 'accepted', providerId: sent.response };
      } catch (thrown) {
        if (attempt.failure) throw attempt.failure.why;
        return classify(thrown, attempt.hasBegun());
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** From `hasBegun` on, an error without an answer means "unknown". */
interface Attempt {
  begin(): Promise<void>;
  hasBegun(): boolean;
  /** Why nothing may be sent. */
  readonly failure: { readonly why: unknown } | undefined;
}

function createAttempt(begin: () => Promise<void>): Attempt {
  let hasBegun = false;
  let failure: Attempt['failure'];
  return {
    async begin() {
      try {
        await begin();
      } catch (why) {
        failure = { why };
        throw why;
      }
      hasBegun = true;
    },
    hasBegun: () => hasBegun,
    get failure() {
      return failure;
    },
  };
}

interface SmtpError {
  readonly code?: string;
  readonly message?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

function classify(thrown: unknown, contentBegan: boolean): SendResult {
  const { code = 'unexpected', message = '', response = '', responseCode, command = '' } = thrown as SmtpError;
  const told = { code: responseCode ? `smtp-${responseCode}` : `smtp-${code.toLowerCase()}`, detail: message };
  if (responseCode !== undefined) {
    const about = aboutWhom({ code: responseCode, command, text: response || message });
    if (about === 'recipient' || about === 'mail') return { result: 'failed-permanently', ...told };
    return { result: 'failed-temporarily', ...told, ...(about === 'sender' && { refusesUs: true }) };
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { result: 'failed-permanently', ...told };
  return { result: contentBegan ? 'unknown' : 'failed-temporarily', ...told };
}
