import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { safeParse } from '../../../core/base/safe-parse.ts';
import type { Feedback } from '../feedback.ts';
import { type FeedbackSource, isRecent, messageIdOf, type SignedDelivery } from './feedback-source.ts';

/**
 * SendGrid's Event Webhook: an array of events, signed by ECDSA over time stamp and body. The "secret" is SendGrid's
 * public verification key. A message is found by its Message-ID (smtp-id), or by a custom argument message_id.
 */
export const sendgrid: FeedbackSource = {
  type: 'sendgrid',
  verify({ headers, body }, secrets, now) {
    const signature = headers['x-twilio-email-event-webhook-signature'];
    const timestamp = headers['x-twilio-email-event-webhook-timestamp'];
    if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'invalid';
    const isSigned = secrets.some((secret) => {
      const key = keyOf(secret);
      return (
        key !== undefined && createVerify('sha256').update(timestamp).update(body).verify(key, signature, 'base64')
      );
    });
    if (!isSigned) return 'invalid';
    return isRecent(timestamp, now) ? 'valid' : 'too-old';
  },
  read({ json }: SignedDelivery) {
    const read = safeParse(eventsSchema, json);
    return read.success ? read.data.flatMap(reportOf) : undefined;
  },
};

const eventsSchema = z
  .array(
    z.looseObject({
      event: z.string(),
      timestamp: z.number().optional(),
      sg_event_id: z.string().max(500).optional(),
      'smtp-id': z.string().max(1_000).optional(),
      message_id: z.string().max(200).optional(),
      url: z.string().max(4_000).optional(),
      type: z.string().optional(),
      reason: z.string().optional(),
      sg_machine_open: z.boolean().optional(),
    }),
  )
  .max(5_000);
type Event = z.output<typeof eventsSchema>[number];

function reportOf(event: Event): readonly Feedback[] {
  const messageId = messageIdOf(event.message_id) ?? messageIdOf(event['smtp-id']);
  const said = saidBy(event);
  if (messageId === undefined || !said) return [];
  const identity = event.sg_event_id ?? JSON.stringify(event);
  const at = event.timestamp === undefined ? undefined : event.timestamp * 1_000;
  return [{ messageId, identity, at, ...said }];
}

function saidBy({ event, type, reason = '', url, sg_machine_open: isMachine }: Event) {
  switch (event) {
    case 'delivered':
      return { kind: 'delivered' } as const;
    case 'open':
      return { kind: 'opened', ...(isMachine && { machine: 'known-program' as const }) } as const;
    case 'click':
      return { kind: 'clicked', url } as const;
    case 'bounce': // "blocked": the server refused for now, or us
      return { kind: 'bounced', bounce: type === 'blocked' ? 'soft' : 'hard' } as const;
    case 'dropped': // not sent, because of SendGrid's own list
      return /bounced|invalid/i.test(reason) ? ({ kind: 'bounced', bounce: 'hard' } as const) : undefined;
    case 'spamreport':
      return { kind: 'complained' } as const;
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { kind: 'unsubscribed' } as const;
    default:
      return undefined; // processed, deferred, group_resubscribe
  }
}

function keyOf(secret: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
