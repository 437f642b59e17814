import type { Problem } from '../../core/base/problem.ts';

/** An id that stands twice in a publication: which of the two holds would be a matter of their order. */
export function duplicateIds(
  member: 'journeys' | 'segments' | 'policies' | 'offers' | 'templates',
  items: readonly unknown[],
): readonly Problem[] {
  const places = new Map<string, number>();
  return items.flatMap((item, index): Problem[] => {
    const id = (item as { readonly id?: unknown } | null | undefined)?.id;
    if (typeof id !== 'string') return [];
    const first = places.get(id);
    if (first === undefined) {
      places.set(id, index);
      return [];
    }
    return [
      {
        code: 'duplicate-id',
        where: `${member}[${index}].id`,
        problem: `"${id.slice(0, 60)}" is the id of ${member}[${first}] too.`,
        remedy: 'Leave one of them out, or give it an id of its own.',
      },
    ];
  });
}
