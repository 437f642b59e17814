import type { z } from 'zod';
import type { userSchema } from '../../api/operations/people/schemas.ts';
import { inUtc } from './utc.ts';

type User = z.input<typeof userSchema>;

/** People, one a line: address, role, when they were there. */
export function usersInColumns(users: readonly User[]): string {
  const widths = [widest(users.map(({ email }) => email)), widest(users.map(({ role }) => role))];
  return users
    .map(({ email, role, seenAt, hasPassword }) => {
      const seen = seenAt === null ? 'no session open' : `seen ${inUtc(seenAt)}`;
      return `${email.padEnd(widths[0] ?? 0)}  ${role.padEnd(widths[1] ?? 0)}  ${seen}${hasPassword ? '' : ', has no password yet'}`;
    })
    .join('\n');
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
