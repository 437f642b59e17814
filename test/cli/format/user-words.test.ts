import { exampleUser } from '../../../api/operations/people/schemas.ts';
import { usersInColumns } from '../../../cli/format/user-words.ts';

it('shows people in columns, with their role and when they were there', () => {
  const ben = { ...exampleUser, email: 'benjamin@example.com', role: 'operator', hasPassword: false } as const;
  expect(usersInColumns([{ ...exampleUser, seenAt: '2026-11-26T19:24:00.000Z' }, ben]).split('\n')).toEqual([
    'ann@example.com       editor    seen Thu 26 Nov 2026 19:24:00 UTC',
    'benjamin@example.com  operator  no session open, has no password yet',
  ]);
});
