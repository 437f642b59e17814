import { z } from 'zod';
import { TemporaryFailure } from '../../../core/base/failure.ts';
import type { Problem } from '../../../core/base/problem.ts';
import type { Identity } from '../../../core/customer/identity.ts';
import { lockCustomers } from '../../../store/customers/customers.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { insertTouches, type Touch } from '../../../store/messages/touches.ts';
import { timeMissing } from './events.ts';
import { findOwners, ownerOf } from './find-owners.ts';
import {
  accepted,
  customerUnknown,
  defineKind,
  identitiesOf,
  isProblem,
  nobody,
  type RowOutcome,
  time,
  timeOf,
  who,
} from './kind.ts';

interface ReadTouch extends Omit<Touch, 'customerId'> {
  readonly identities: readonly Identity[];
}

const text = z.string().trim().min(1).max(200);

/** Messages that another system sent. They count in caps, and in conditions about the messages that somebody got. */
export const touches = defineKind({
  name: 'touches',
  words: 'messages that another system sent: they count in frequency caps',
  schema: z.strictObject({
    ...who,
    id: text.optional().describe("The other system's name of the message: under it, the message is stored once."),
    channel: z
      .string()
      .regex(/^[a-z][a-z-]*(:[a-z0-9-]+)?$/, 'must be a channel, such as email')
      .max(64),
    at: time.describe('When it was sent.'),
    template: text.default('imported'),
    topic: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the id of a topic')
      .max(64)
      .optional(),
    deliveredAt: time.optional(),
    openedAt: time.optional().describe('By a person, not by a machine.'),
    clickedAt: time.optional(),
  }),
  example: { userId: 'u1', id: 'm-77', channel: 'email', at: '2026-03-02T20:10:00Z', template: 'spring-sale' },
  read({ id, channel, template, topic, at, deliveredAt, openedAt, clickedAt, ...named }, target, number) {
    const sentAt = timeOf(at, 'at', target.now);
    if (isProblem(sentAt)) return sentAt;
    if (sentAt === undefined) return { ...timeMissing, where: 'at' };
    const identities = identitiesOf(named);
    if (identities.length === 0) return nobody;
    const signs: Record<string, number | undefined> = {};
    for (const [name, value] of Object.entries({ deliveredAt, openedAt, clickedAt })) {
      const read = timeOf(value, name, target.now);
      if (isProblem(read)) return read as Problem;
      signs[name] = read;
    }
    // A click says that it was opened, too.
    const opened = signs.openedAt ?? signs.clickedAt;
    return {
      ...{ name: id ?? `${target.name}-${number}`, identities, channel, template, topic, at: sentAt },
      ...{ deliveredAt: signs.deliveredAt, openedAt: opened, clickedAt: signs.clickedAt },
    } satisfies ReadTouch;
  },
  async store(rows, target): Promise<RowOutcome[]> {
    const owners = await findOwners(target, rows);
    const found = rows.flatMap(({ identities, ...touch }) => {
      const customerId = ownerOf({ identities }, owners);
      return customerId === undefined ? [] : [{ ...touch, customerId }];
    });
    const stored = await inTransaction(target.database, async (trx) => {
      const locked = await lockCustomers(trx, [...new Set(found.map(({ customerId }) => customerId))]);
      const own = new Set(locked.filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id));
      if (found.some(({ customerId }) => !own.has(customerId)))
        throw new TemporaryFailure('customer-merged', 'a customer of the batch was joined or erased meanwhile');
      return found.length === 0 ? new Set<string>() : insertTouches(trx, target.workspace, found);
    });
    const known = new Set(found.map(({ name }) => name));
    return rows.map(({ name }) => {
      if (!known.has(name)) return { result: 'rejected', problem: customerUnknown };
      return stored.has(name) ? accepted : { result: 'duplicate' };
    });
  },
});
