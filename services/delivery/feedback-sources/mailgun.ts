import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { safeParse } from '../../../core/base/safe-parse.ts';
import type { Feedback } from '../feedback.ts';
import { type FeedbackSource, isRecent, messageIdOf } from './feedback-source.ts';

/**
 * Mailgun's webhooks: one event a request. Mailgun signs time stamp and token and not the event itself, so what proves the
 * event is only that its sender knows the signature: use https. A message is found by its Message-ID.
 */
export const mailgun: FeedbackSource = {
  type: 'mailgun',
  verify({ json }, secrets, now) {
    const read = safeParse(deliverySchema, json);
    if (!read.success) return 'invalid';
    const { timestamp, token, signature } = read.data.signature;
    const given = Buffer.from(signature, 'hex');
    const isSigned = secrets.some((secret) => {
      const own = createHmac('sha256', secret).update(`${timestamp}${token}`).digest();
      return own.length === given.length && timingSafeEqual(own, given);
    });
    if (!isSigned) return 'invalid';
    return isRecent(timestamp, now) ? 'valid' : 'too-old';
  },
  read({ json }) {
    const read = safeParse(deliverySchema, json);
    return read.success ? reportOf(read.data['event-data']) : undefined;
  },
};

const deliverySchema = z.looseObject({
  signature: z.looseObject({
    timestamp: z.union([z.string(), z.number().transform(String)]).pipe(z.string().max(20)),
    token: z.string().max(200),
    signature: z.string().max(200),
  }),
  'event-data': z.looseObject({
    event: z.string(),
    id: z.string().max(500),
    timestamp: z.number().optional(),
    severity: z.string().optional(),
    url: z.string().max(4_000).optional(),
    message: z
      .looseObject({ headers: z.looseObject({ 'message-id': z.string().max(1_000).optional() }).optional() })
      .optional(),
    'user-variables': z.looseObject({ message_id: z.string().max(200).optional() }).optional(),
    'client-info': z.looseObject({ bot: z.string().optional() }).optional(),
  }),
});
type Event = z.output<typeof deliverySchema>['event-data'];

function reportOf(event: Event): readonly Feedback[] {
  const messageId =
    messageIdOf(event['user-variables']?.message_id) ?? messageIdOf(event.message?.headers?.['message-id']);
  const said = saidBy(event);
  if (messageId === undefined || !said) return [];
  const at = event.timestamp === undefined ? undefined : event.timestamp * 1_000;
  return [{ messageId, identity: event.id, at, ...said }];
}

function saidBy({ event, severity, url, 'client-info': client }: Event) {
  const machine = client?.bot ? ({ machine: 'known-program' } as const) : {};
  switch (event) {
    case 'delivered':
      return { kind: 'delivered' } as const;
    case 'opened':
      return { kind: 'opened', ...machine } as const;
    case 'clicked':
      return { kind: 'clicked', url, ...machine } as const;
    case 'failed':
      return { kind: 'bounced', bounce: severity === 'permanent' ? 'hard' : 'soft' } as const;
    case 'complained':
      return { kind: 'complained' } as const;
    case 'unsubscribed':
      return { kind: 'unsubscribed' } as const;
    default:
      return undefined; // accepted, rejected, stored
  }
}
