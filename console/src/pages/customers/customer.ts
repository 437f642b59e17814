import type { Answer } from '../../api/client.ts';

export type Customer = Answer<'/v1/customers/{id}'>;

/** The trait `name`, first and last name, or the id by which their sender knows them. */
export function nameOf({ traits, identities, id }: Customer): string {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const both = [text(traits.firstName), text(traits.lastName)].filter(Boolean).join(' ');
  const userId = identities.find(({ kind }) => kind === 'user_id')?.value;
  return text(traits.name) ?? (both || userId || text(traits.email)) ?? id;
}
