import { Webhook } from 'standardwebhooks';
import { jsonOrUndefined } from '../../core/base/json-or-undefined.ts';
import { signUserToken } from '../../services/access/user-token.ts';

/** The running stack, as the mailbox uses it: by the API's own addresses, as everybody else. */
export interface MailboxStack {
  readonly api: string;
  /** Base of the links in messages. */
  readonly publicUrl: string;
  readonly workspace: string;
  readonly writeKey: string;
  readonly adminKey: string;
  /** What the test shop's server signs user tokens with. */
  readonly userTokenKey: string;
  /** Signs what the mailbox reports as a provider would: `whsec_…` */
  readonly feedbackSecret: string;
  /** The auth token of the SMS account that the mailbox is: it signs in to send, and signs reports and replies. */
  readonly smsToken: string;
}

/** The source of feedback that the example workspace declares. */
export const FEEDBACK_SOURCE = 'mailbox';

export function userTokenFor({ userTokenKey, workspace }: MailboxStack, userId: string): string {
  return signUserToken(userTokenKey, { workspace, userId, issuedAt: Date.now() });
}

/** What the API said; `text` is its problem and remedy for people, where it refused. */
export interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly text: string;
}

export async function askApi(
  { api }: MailboxStack,
  path: string,
  {
    bearer,
    body,
    method = body === undefined ? 'GET' : 'POST',
    headers = {},
  }: {
    readonly bearer?: string;
    readonly body?: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<ApiAnswer> {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(10_000),
  }).catch((error: Error) => ({ status: 503, text: async () => JSON.stringify({ title: error.message }) }));
  const json = jsonOrUndefined(await response.text());
  const { title, remedy } = (json ?? {}) as { title?: string; remedy?: string };
  return { status: response.status, json, text: [title, remedy].filter(Boolean).join(' ') };
}

/** Reports what became of a message, signed as a provider's webhook is. */
export function reportFeedback(
  stack: MailboxStack,
  type: string,
  data: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  const at = new Date();
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const id = `mailbox_${at.getTime()}_${Math.random().toString(36).slice(2)}`;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(stack.feedbackSecret).sign(id, at, body),
  };
  return askApi(stack, `/v1/feedback/${FEEDBACK_SOURCE}`, { body, headers });
}
