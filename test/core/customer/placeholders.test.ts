import { isPlaceholder } from '../../../core/customer/placeholders.ts';

it.each([
  ...[
    'undefined',
    'null',
    'NULL',
    'None',
    'nil',
    'NaN',
    'n/a',
    'N/A',
    'anonymous',
    'Guest',
    'unknown',
    '(null)',
    '<null>',
  ],
  ...[
    '"undefined"',
    '[object Object]',
    '[object Undefined]',
    'object(User)',
    '-1',
    '0',
    '0000',
    '-',
    '--',
    '_',
    '{}',
    '[]',
    '""',
  ],
  ...['00000000-0000-0000-0000-000000000000', '00000000000000000000000000000000', '0.0', '00:00:00:00:00:00'],
  ...[
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'xxxxxxxx',
    '9774d56d682e549c',
    '{{user.id}}',
    `$${'{userId}'}`,
    '%7B%7BuserId%7D%7D',
  ],
  ...['user_id', 'userId', 'anonymousId', 'not set', '(not set)', 'true', 'false', '*|UNIQID|*', '%%user%%'],
])('%j is no id', (value) => {
  expect(isPlaceholder(value)).toBe(true);
});

it.each([
  ...[
    'u1',
    '1',
    '-2',
    '10',
    '100',
    '0x1',
    '00000000-0000-0000-0000-000000000001',
    'anna',
    'nullable',
    'undefined-behaviour',
  ],
  ...[
    'guest-17',
    'anonymous-3f',
    'L0',
    'ann@example.com',
    '507f191e-810c-4172-b0de-860ea21e2d16',
    'Null & Sons',
    'f00',
    'x1',
  ],
])('%j is an id', (value) => {
  expect(isPlaceholder(value)).toBe(false);
});
