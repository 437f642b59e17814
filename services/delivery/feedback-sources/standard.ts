import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { safeParse } from '../../../core/base/safe-parse.ts';
import type { FeedbackKindName } from '../../../core/message/feedback-kinds.ts';
import type { Feedback } from '../feedback.ts';
import { type FeedbackSource, isRecent, type SignedDelivery } from './feedback-source.ts';

/**
 * Our own form, for systems that send for us and for providers behind an adapter of your own: one report a request, signed
 * as Standard Webhooks says. `webhook-id` is the report's id: a repeat has the same.
 */
export const standard: FeedbackSource = {
  type: 'standard',
  verify({ headers, body }, secrets, now) {
    const { id, timestamp, signatures } = partsOf(headers);
    if (!id || !timestamp) return 'invalid';
    const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    const expected = secrets.map((secret) => createHmac('sha256', keyOf(secret)).update(signed).digest());
    const isSigned = signatures.some((given) => expected.some((own) => isSame(own, given)));
    if (!isSigned) return 'invalid';
    return isRecent(timestamp, now) ? 'valid' : 'too-old';
  },
  read({ headers, json }) {
    const read = safeParse(reportSchema, json);
    const { id } = partsOf(headers);
    if (!read.success || !id) return undefined;
    const { type, timestamp, data } = read.data;
    return [
      {
        messageId: data.message_id,
        kind: type.slice('message.'.length) as FeedbackKindName,
        identity: id,
        at: timestamp === undefined ? undefined : Date.parse(timestamp),
        url: data.url,
        bounce: data.bounce,
        machine: data.machine ? 'known-program' : undefined,
      } satisfies Feedback,
    ];
  },
};

const reportSchema = z.object({
  type: z.enum([
    'message.delivered',
    'message.opened',
    'message.clicked',
    'message.bounced',
    'message.complained',
    'message.unsubscribed',
    'message.seen',
    'message.dismissed',
  ]),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  data: z.object({
    message_id: z.uuid().transform((id) => id.toLowerCase()),
    url: z.string().max(4_000).optional(),
    bounce: z.enum(['hard', 'soft']).optional(),
    machine: z.boolean().optional(),
  }),
});

function partsOf(headers: SignedDelivery['headers']) {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' && value.length <= 2_000 ? value : undefined;
  };
  const signatures = (text('webhook-signature') ?? '')
    .split(' ')
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  return { id: text('webhook-id'), timestamp: text('webhook-timestamp'), signatures };
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
