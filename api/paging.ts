import { z } from 'zod';

/** How many a page holds, as a query asks for it. `what`: in the plural, as a sentence begins. */
export const pageLimit = (what: string, { most = 200, usual = 50 } = {}) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`${what} on a page.`);

/** The parameters of a list whose cursor is the id of a page's last item. */
export const pageQuery = (what: string, limits?: Parameters<typeof pageLimit>[1]) => ({
  limit: pageLimit(what, limits),
  after: z.uuid().optional().describe('The `next` of the page before.'),
});

/** The cursor of the next page; null: this one is not full, so it is the last. */
export function nextPage(
  items: readonly { readonly id: string }[],
  { limit }: { readonly limit: number },
): string | null {
  return items.length === limit ? (items.at(-1)?.id ?? null) : null;
}
