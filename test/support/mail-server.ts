import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that takes every mail, unless it refuses; `received` holds them as they came, oldest first. */
export interface MailServer {
  readonly url: string;
  readonly received: Buffer[];
  /** Answers so to each command of this name from now on; without a reply it takes all again. */
  refuse(command: 'MAIL FROM' | 'RCPT TO' | 'DATA', reply?: { code: number; text: string }): void;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const received: Buffer[] = [];
  const replies = new Map<string, { code: number; text: string }>();
  const refusal = (command: string) => {
    const reply = replies.get(command);
    return reply && Object.assign(new Error(reply.text), { responseCode: reply.code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(refusal('MAIL FROM')),
    onRcptTo: (_address, _session, done) => done(refusal('RCPT TO')),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('DATA');
        if (!refused) received.push(Buffer.concat(chunks));
        done(refused);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse(command, reply) {
      if (reply) replies.set(command, reply);
      else replies.delete(command);
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
