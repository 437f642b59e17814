import { z } from 'zod';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { addSuppressions, suppressionReasons } from '../../../store/messages/suppressions.ts';
import { accepted, defineKind, isProblem, time, timeOf } from './kind.ts';

const kinds = Object.keys(channelKinds) as [keyof typeof channelKinds, ...(keyof typeof channelKinds)[]];
type Reason = (typeof suppressionReasons)[number];

/** Addresses to which nothing is sent any more. The customer need not be known. */
export const suppressions = defineKind({
  name: 'suppressions',
  words: 'addresses to which nothing is sent any more: bounces, complaints, STOP',
  schema: z.strictObject({
    channel: z.enum(kinds).default('email').describe('The kind of the channel.'),
    address: z.string().trim().min(1).max(1_000),
    reason: z.enum(suppressionReasons).default('manual'),
    at: time.optional().describe('Since when; of the file, unless given.'),
  }),
  example: { channel: 'email', address: 'ann@example.com', reason: 'hard-bounce', at: '2026-03-02T20:10:00Z' },
  read({ channel, address, reason, at }, target) {
    const since = timeOf(at, 'at', target.now) ?? Math.min(target.asOf, target.now);
    if (isProblem(since)) return since;
    // In the form in which the channel addresses it: only so it is found again.
    const reached = channelKinds[channel].addressOf({ email: address, phone: address }) ?? address;
    return { channel, address: reached, reason: reason as Reason, at: since };
  },
  async store(rows, { database, workspace }) {
    await addSuppressions(database, workspace, rows);
    return rows.map(() => accepted);
  },
});
