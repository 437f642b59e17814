import { rights, rightsOf, roles, rolesWith } from '../../../core/access/rights.ts';

it.each([
  ['viewer', ['look']],
  ['support', ['look', 'support']],
  ['editor', ['look', 'edit']],
  ['publisher', ['look', 'edit', 'publish']],
  ['operator', ['look', 'support', 'operate']],
  ['admin', ['look', 'support', 'edit', 'publish', 'operate', 'admin']],
] as const)('gives a %s the rights %j', (role, has) => {
  expect(rightsOf[role]).toEqual(has);
});

it('knows the roles that have a right', () => {
  expect(rolesWith('look')).toEqual(roles);
  expect(rolesWith('operate')).toEqual(['operator', 'admin']);
  for (const right of rights) expect(rolesWith(right)).toContain('admin');
});
