import { z } from 'zod';
import { jsonOrUndefined } from '../../core/base/json-or-undefined.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import type { SendResult, SmsAccount } from './channel.ts';
import { resultWithoutAnswer } from './not-answered.ts';
import type { OutboundRequest, OutboundResult } from './outbound.ts';
import { readRetryAfter } from './retry-after.ts';

/** A message by Twilio's Messages API: https://www.twilio.com/docs/messaging/api/message-resource */
export function twilioRequest(
  { accountSid, authToken, from, url }: SmsAccount,
  { to, text, reportsTo }: { readonly to: string; readonly text: string; readonly reportsTo: string | undefined },
): OutboundRequest {
  const form = new URLSearchParams({
    To: to,
    [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
    Body: text,
    ...(reportsTo !== undefined && { StatusCallback: reportsTo }),
  });
  return {
    url: `${url.replace(/\/+$/, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`,
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'throughline',
    },
    body: form.toString(),
  };
}

const answerSchema = z.looseObject({
  sid: z.string().max(64).optional(),
  code: z.number().optional(),
  message: z.string().optional(),
});

/** Error codes that speak of the number: it exists no more, is no mobile one, can't be reached from here, or said STOP. */
const aboutTheNumber: ReadonlySet<number> = new Set([21211, 21214, 21217, 21263, 21265, 21408, 21610, 21612, 21614]);
/** Error codes that speak of the text: no provider would take it. */
const aboutTheText: ReadonlySet<number> = new Set([21602, 21605, 21617, 21619]);
const TOO_MANY = 429;
const UNAVAILABLE = 503;

/**
 *   accepted            201 with the message's sid
 *   failed-permanently  a 400 whose code speaks of the number or the text
 *   failed-temporarily  429, 503, no connection; and what speaks of us (401, 403, another 400): the next provider may do
 *   unknown             any other answer of a server that failed (500, 502, 504), or none: Twilio knows no idempotency key
 */
export function readTwilioAnswer(outcome: OutboundResult): SendResult {
  if (outcome.result !== 'answered') return resultWithoutAnswer(outcome);
  const { status, headers, body } = outcome;
  const read = safeParse(answerSchema, jsonOrUndefined(body));
  const { sid, code, message } = read.success ? read.data : {};
  if (status >= 200 && status < 300) return { result: 'accepted', ...(sid !== undefined && { providerId: sid }) };
  const told = { code: code === undefined ? `http-${status}` : `twilio-${code}`, detail: `${status} ${message ?? ''}` };
  if (code !== undefined && (aboutTheNumber.has(code) || aboutTheText.has(code)))
    return { result: 'failed-permanently', ...told };
  if (status >= 500 && status !== UNAVAILABLE) return { result: 'unknown', ...told };
  if (status === TOO_MANY || status === UNAVAILABLE)
    return { result: 'failed-temporarily', ...told, retryAfter: readRetryAfter(headers['retry-after']) };
  return { result: 'failed-temporarily', ...told, refusesUs: true };
}
