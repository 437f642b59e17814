import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMailbox } from '../../../devstack/mailbox/mailbox.ts';
import { createSmtpProvider } from '../../../services/channels/smtp.ts';

const begin = async () => {};
const message = {
  key: '0190-run.3',
  address: 'ann@example.com',
  parts: { subject: 'Hi\r\nBcc: x@example.com', html: '<p>Hi</p>', text: 'Hi' },
};
const provider = (port: number, timeoutMs = 2_000) =>
  createSmtpProvider({ url: `smtp://127.0.0.1:${port}`, from: 'Shop <shop@example.org>', timeoutMs });

describe('against the real dev mailbox', () => {
  let folder: string;
  let mailbox: Awaited<ReturnType<typeof startMailbox>>;
  let answer: { reject?: { code: number; message: string } } | undefined;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'));
    answer = undefined;
    mailbox = await startMailbox({ host: '127.0.0.1', httpPort: 0, smtpPort: 0, folder, onMail: async () => answer });
  });
  afterEach(async () => {
    await mailbox.close();
    rmSync(folder, { recursive: true });
  });

  it('delivers, names the mail by its key, and lets no header be put in', async () => {
    const smtp = provider(mailbox.smtpPort);
    expect(await smtp.send(message, begin)).toMatchObject({ result: 'accepted' });
    await smtp.close();
    const { items } = (await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/mails`)).json()) as {
      items: { messageId: string; to: string[]; subject: string }[];
    };
    expect(items).toEqual([
      expect.objectContaining({
        messageId: '<0190-run.3@example.org>',
        to: ['ann@example.com'],
        subject: 'Hi Bcc: x@example.com',
      }),
    ]);
  });

  it('keeps overlapping attempts of one message apart: what one of them may not send, it does not send', async () => {
    const smtp = provider(mailbox.smtpPort);
    let lose = (_why: Error) => {};
    const mark = new Promise<void>((_, reject) => (lose = reject));
    const outlived = expect(smtp.send(message, () => mark)).rejects.toThrow('the lease has ended');
    const begun: string[] = [];
    expect(await smtp.send(message, async () => void begun.push('later'))).toMatchObject({ result: 'accepted' });
    lose(new Error('the lease has ended'));
    await outlived;
    await smtp.close();
    expect(begun).toEqual(['later']);
    const { items } = (await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/mails`)).json()) as { items: object[] };
    expect(items).toHaveLength(1);
  });

  it.each([
    [451, 'not now', 'failed-temporarily'],
    [554, 'Message rejected: sender not verified', 'failed-temporarily'],
    [554, '5.1.1 no such user', 'failed-permanently'],
  ])('knows a refusal with %i %s as %s', async (code, text, result) => {
    answer = { reject: { code, message: text } };
    const smtp = provider(mailbox.smtpPort);
    expect(await smtp.send(message, begin)).toMatchObject({ result, code: `smtp-${code}` });
    await smtp.close();
  });
});

describe('against a server that misbehaves', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  let connections = 0;
  let contents = 0;

  /** Speaks SMTP until the moment of the test, then does what the test says. */
  async function misbehave(at: 'greeting' | 'rcpt' | 'content', act: (socket: Socket) => void): Promise<number> {
    connections = 0;
    contents = 0;
    server = createServer((socket) => {
      connections += 1;
      sockets.add(socket);
      socket.on('error', () => {});
      let inContent = false;
      if (at === 'greeting') return act(socket);
      socket.write('220 hello\r\n');
      socket.on('data', (data) => {
        const text = data.toString();
        if (inContent) {
          if (text.endsWith('\r\n.\r\n')) {
            contents += 1;
            act(socket);
          }
          return;
        }
        if (/^RCPT/i.test(text) && at === 'rcpt') return act(socket);
        if (/^DATA/i.test(text)) {
          inContent = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['greeting', 'failed-temporarily'],
    ['rcpt', 'failed-temporarily'],
    ['content', 'unknown'],
  ] as const)('a connection that drops at the %s is %s', async (at, result) => {
    const smtp = provider(await misbehave(at, (socket) => socket.destroy()));
    expect(await smtp.send(message, begin)).toMatchObject({ result });
    await smtp.close();
  });

  it.each([
    ['rcpt', 'failed-temporarily'],
    ['content', 'unknown'],
  ] as const)('silence at the %s is %s', async (at, result) => {
    const smtp = provider(await misbehave(at, () => {}), 300);
    expect(await smtp.send(message, begin)).toMatchObject({ result });
    await smtp.close();
  });

  it('is marked only when the server asks for the content: a recipient who is refused before leaves no mark', async () => {
    let marks = 0;
    const smtp = provider(await misbehave('rcpt', (socket) => void socket.write('550 5.1.1 no such user\r\n')));
    const mark = async () => {
      marks += 1;
    };
    expect(await smtp.send(message, mark)).toMatchObject({ result: 'failed-permanently', code: 'smtp-550' });
    expect(marks).toBe(0);
    await smtp.close();
  });

  it('sends not one byte of the content where the mark fails, and says why', async () => {
    let seen = '';
    const port = await misbehave('content', () => {});
    server.on('connection', (socket) => socket.on('data', (data) => (seen += data.toString())));
    const smtp = provider(port);
    await expect(smtp.send(message, () => Promise.reject(new Error('the claim is lost')))).rejects.toThrow('is lost');
    expect(seen).toContain('DATA');
    expect(seen).not.toContain('Subject:');
    expect(contents).toBe(0);
    await smtp.close();
  });

  it('never sends the content again by itself when the connection drops after it', async () => {
    const smtp = provider(await misbehave('content', (socket) => socket.end()));
    await smtp.send(message, begin);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([connections, contents]).toEqual([1, 1]);
    await smtp.close();
  });

  it('a server that is not there is failed temporarily', async () => {
    const port = await misbehave('rcpt', () => {});
    await new Promise((resolve) => server.close(resolve));
    const smtp = provider(port);
    expect(await smtp.send(message, begin)).toMatchObject({ result: 'failed-temporarily' });
    await smtp.close();
    server = createServer().listen(0);
  });
});
