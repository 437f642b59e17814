/** What a person may do. Each operation of the API names the one right that it needs. */
export const rights = ['look', 'support', 'edit', 'publish', 'operate', 'admin'] as const;
export type Right = (typeof rights)[number];

/** For people: what each right lets them do. */
export const rightInWords: Readonly<Record<Right, string>> = {
  look: 'see everything but keys, people and the audit log',
  support: 'act for one customer: exit a run, record consents, suppress an address, answer a task',
  edit: 'write drafts',
  publish: 'make journeys, templates and the configuration live',
  operate: 'fix what is stuck, and stop and resume sending',
  admin: 'manage keys, people and channels, and read the audit log',
};

export const roles = ['viewer', 'support', 'editor', 'publisher', 'operator', 'admin'] as const;
export type PersonRole = (typeof roles)[number];

/** The rights of each role. An admin key has those of an admin. */
export const rightsOf: Readonly<Record<PersonRole, readonly Right[]>> = {
  viewer: ['look'],
  support: ['look', 'support'],
  editor: ['look', 'edit'],
  publisher: ['look', 'edit', 'publish'],
  operator: ['look', 'support', 'operate'],
  admin: rights,
};

/** The roles that have a right. */
export function rolesWith(right: Right): readonly PersonRole[] {
  return roles.filter((role) => rightsOf[role].includes(right));
}
