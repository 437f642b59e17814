import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { type LineFile, type LinePage, openLineFile } from './line-file.ts';

/** A text message as the dev mailbox keeps it: what a provider would send on, in `sms.jsonl`. */
export interface ReceivedText {
  readonly id: string;
  readonly receivedAt: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** Where the provider is to report. */
  readonly reportsTo: string | undefined;
}

export type SmsPage = LinePage<ReceivedText>;

export interface SmsInbox extends Pick<LineFile<ReceivedText>, 'find' | 'list' | 'clear'> {
  /** Takes a request as Twilio's Messages API does, and gives its answer. */
  take(
    path: string,
    authorization: string | undefined,
    body: string,
  ): Promise<{ readonly status: number; readonly answer: object }>;
}

/** `token`: the account's auth token; undefined: nobody signs in. */
export async function openSmsInbox(folder: string, token: string | undefined): Promise<SmsInbox> {
  const { add, ...texts } = await openLineFile<ReceivedText>(join(folder, 'sms.jsonl'));
  const refused = (status: number, code: number, message: string) => ({ status, answer: { code, message, status } });
  return {
    ...texts,
    async take(address, authorization, body) {
      const account = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})\/Messages\.json$/.exec(address)?.[1];
      if (account === undefined) return refused(404, 20404, 'The requested resource was not found');
      const login = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
      if (token === undefined || authorization !== login) return refused(401, 20003, 'Authenticate');
      const form = new URLSearchParams(body);
      const [to, text] = [form.get('To') ?? '', form.get('Body') ?? ''];
      if (!/^\+[1-9]\d{7,14}$/.test(to)) return refused(400, 21211, `Invalid 'To' Phone Number: ${to}`);
      if (text === '') return refused(400, 21602, 'Message body is required');
      const from = form.get('From') ?? form.get('MessagingServiceSid') ?? '';
      const reportsTo = form.get('StatusCallback') ?? undefined;
      const received = { id: uuidv7(), receivedAt: new Date().toISOString(), to, from, text, reportsTo };
      await add(received);
      return { status: 201, answer: { sid: sidOf(received), status: 'queued', to, from } };
    },
  };
}

/** Twilio's name of a message. */
export const sidOf = ({ id }: Pick<ReceivedText, 'id'>): string => `SM${id.replaceAll('-', '')}`;
