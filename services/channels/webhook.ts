import { Webhook } from 'standardwebhooks';
import type { Provider, SendResult } from './channel.ts';
import { createOutbound, type OutboundResult } from './outbound.ts';

export interface WebhookOptions {
  /** http: or https: */
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
  /** For the whole attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly allowPrivateAddresses: boolean;
}

/**
 * Messages as signed requests to one endpoint, by the Standard Webhooks specification: the receiver verifies
 * `webhook-signature` over id, time and body, and drops a `webhook-id` that it has had. The id is the message's, the
 * same in every attempt, so what may have arrived is simply sent again; time and signature are each attempt's own.
 *   accepted          2xx, whatever the body says, and also if it breaks off
 *   failed-temporarily   no connection; 408, 425, 429 and 5xx. A Retry-After is kept, for up to five minutes
 *   failed-permanently   every other 4xx, 410 (gone) among them; 3xx, for a redirect is not followed; a private address
 *   unknown           the connection stood, and no answer came: delivery makes another attempt, under the same id
 */
export function createWebhookProvider({ url, secret, ...limits }: WebhookOptions): Provider {
  const outbound = createOutbound(limits);
  const signer = new Webhook(secret);

  return {
    async send({ key, parts }) {
      const body = parts.body ?? '';
      const at = new Date(); // the world's time, also where ours is virtual: receivers refuse what is minutes off
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'throughline',
        'webhook-id': key,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signer.sign(key, at, body),
      };
      return classify(await outbound.post({ url, headers, body }));
    },
    async close() {
      outbound.close();
    },
  };
}

/** 4xx that say "later" and not "no". */
const LATER = [408, 425, 429];
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

function classify(outcome: OutboundResult): SendResult {
  switch (outcome.result) {
    case 'address-not-allowed':
      return { result: 'failed-permanently', code: 'address-not-allowed', detail: outcome.detail };
    case 'not-sent':
      return { result: 'failed-temporarily', code: `connection-${outcome.code}`, detail: outcome.detail };
    case 'no-answer':
      return { result: 'unknown', code: `no-answer-${outcome.code}`, detail: outcome.detail };
    case 'answered': {
      const { status, headers, body } = outcome;
      if (status < 300) return { result: 'accepted' };
      const detail = `${status} ${body.slice(0, 1_000)}`;
      if (status < 400) return { result: 'failed-permanently', code: `redirect-${status}`, detail };
      const told = { code: `http-${status}`, detail };
      if (status < 500 && !LATER.includes(status)) return { result: 'failed-permanently', ...told };
      return { result: 'failed-temporarily', ...told, retryAfter: readRetryAfter(headers['retry-after']) };
    }
  }
}

/** Seconds, or a date; in milliseconds from now. What is no time, or past, says nothing. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return wait > 0 ? Math.min(wait, LONGEST_RETRY_AFTER_MS) : undefined;
}
