import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { OutgoingMessage, Provider, SendResult } from './channel.ts';

export interface SmtpOptions {
  /** smtp://user:password@host:port, or smtps:// */
  readonly url: string;
  /** "Name <address>" of the sender. */
  readonly from: string;
  /** Silence of the server that ends an attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly connections?: number | undefined;
}

/**
 * E-mail over SMTP. The receiver knows no idempotency key, so what matters is to tell "not accepted" from "unknown":
 * an error with an answer of the server, or before the content began to flow, is known; any other is not. nodemailer
 * labels both alike (command CONN), so the content is watched. Its pool would also queue a mail again by itself when a
 * connection closes without an error (maxRequeues, five times): switched off, nobody but the ledger decides on a repeat.
 */
export function createSmtpProvider({ url, from, timeoutMs, connections = 8 }: SmtpOptions): Provider {
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
  });
  // Message-IDs whose content has begun to leave: from there on an error without an answer means "unknown".
  const contentBegan = new Set<string>();
  // The connection reads the content only once the server has said 354: a stream that starts when it is read tells when.
  transport.use('stream', (mail, done) => {
    const message = mail.message as { createReadStream: () => NodeJS.ReadableStream };
    const create = message.createReadStream.bind(message);
    message.createReadStream = () =>
      Readable.from(
        (async function* () {
          contentBegan.add(String(mail.data.messageId));
          yield* create();
        })(),
        { objectMode: false },
      );
    done();
  });
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'throughline.localhost';

  return {
    async send(message: OutgoingMessage): Promise<SendResult> {
      const messageId = `<${message.key}@${domain}>`;
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: '', address: message.address },
          subject: (message.parts.subject ?? '').replace(/\s+/g, ' ').trim(),
          html: message.parts.html,
          text: message.parts.text,
          messageId,
        });
        return { result: 'accepted', providerId: sent.response };
      } catch (thrown) {
        return classify(thrown, contentBegan.has(messageId));
      } finally {
        contentBegan.delete(messageId);
      }
    },
    async close() {
      transport.close();
    },
  };
}

interface SmtpError {
  readonly code?: string;
  readonly message?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** Refusals of this mail, as opposed to refusals of us (login, greeting), which an operator can mend. */
const MAIL_COMMANDS = ['MAIL FROM', 'RCPT TO', 'DATA', 'API'];

function classify(thrown: unknown, contentBegan: boolean): SendResult {
  const { code = 'unexpected', message = '', responseCode, command = '' } = thrown as SmtpError;
  const told = { code: responseCode ? `smtp-${responseCode}` : `smtp-${code.toLowerCase()}`, detail: message };
  if (responseCode !== undefined && responseCode >= 500 && MAIL_COMMANDS.includes(command))
    return { result: 'failed-permanently', ...told };
  if (responseCode !== undefined) return { result: 'failed-temporarily', ...told };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { result: 'failed-permanently', ...told };
  return { result: contentBegan ? 'unknown' : 'failed-temporarily', ...told };
}
