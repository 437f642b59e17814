import type { z } from 'zod';
import type { listUnknownMessages } from '../../api/operations/messages/list-unknown-messages.ts';

type Page = z.input<typeof listUnknownMessages.answer.schema>;

/** Two lines a message: what it is, and how to decide. */
export function unknownMessagesInWords({ items, next }: Page): string[] {
  if (items.length === 0) return ['No messages without an outcome.'];
  return [
    ...items.flatMap(({ id, journey, step, channel, userId, customerId, since, errorCode }) => [
      `${id}  ${journey ?? '-'} / ${step ?? '-'} by ${channel} to ${userId ?? customerId}`,
      `  since ${since.slice(0, 19).replace('T', ' ')} UTC, ${errorCode ?? 'its worker died'}`,
    ]),
    ...(next === null ? [] : ['There are more: --limit 200.']),
    '',
    'Ask the provider for their Message-ID, <id>@…; then: throughline messages resend or accept <id> --why <text>',
  ];
}
