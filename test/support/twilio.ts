import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signTwilio } from '../../services/access/twilio-signature.ts';

/**
 * Twilio as a peer in tests: takes messages as its Messages API does (form, Basic login, 201 with a sid; errors with their
 * codes), and calls back with reports and replies that it signs.
 */
export interface TwilioPeer {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** The messages that it took, as their fields. */
  readonly messages: readonly Readonly<Record<string, string>>[];
  /** How many requests came, whatever became of them. */
  requests(): number;
  /** What it answers to the next ones: an error with Twilio's code, a bare status, or nothing at all. */
  answer(
    next:
      | { readonly status: number; readonly code?: number; readonly headers?: Record<string, string> }
      | 'hang'
      | 'well',
  ): void;
  /** Calls us as it would; gives our answer. */
  call(
    address: string,
    fields: Readonly<Record<string, string>>,
    token?: string,
  ): Promise<{ status: number; text: string }>;
  stop(): Promise<void>;
}

export async function startTwilio(name = 'a'): Promise<TwilioPeer> {
  const accountSid = `AC${name.charCodeAt(0).toString(16).repeat(16)}`;
  const authToken = `token-of-${name}`;
  const messages: Record<string, string>[] = [];
  let now: Parameters<TwilioPeer['answer']>[0] = 'well';
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (now === 'hang') return undefined;
    const json = (status: number, value: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    const login = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    if (request.url !== `/2010-04-01/Accounts/${accountSid}/Messages.json`)
      return json(404, { code: 20404, message: 'not found' });
    if (request.headers.authorization !== login) return json(401, { code: 20003, message: 'Authenticate' });
    if (now !== 'well') return json(now.status, now.code ? { code: now.code, message: 'refused' } : {}, now.headers);
    const fields = Object.fromEntries(new URLSearchParams(body));
    const sid = `SM${String(messages.length + 1).padStart(32, '0')}`;
    messages.push({ ...fields, sid });
    return json(201, { sid, status: 'queued', to: fields.To });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountSid,
    authToken,
    messages,
    requests: () => requests,
    answer: (next) => (now = next),
    async call(address, fields, token = authToken) {
      const form = new URLSearchParams(fields);
      const response = await fetch(address, {
        method: 'POST',
        body: form.toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': signTwilio({ url: address, fields: form, authToken: token }),
        },
      });
      return { status: response.status, text: await response.text() };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
