export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
}

/** All mails of a dev mailbox, or those to one address, page by page over its HTTP; oldest first. */
export async function readMails(httpPort: number, to?: string): Promise<Mail[]> {
  const all: Mail[] = [];
  let after = '';
  do {
    const query = new URLSearchParams({ limit: '200', ...(to && { to }), ...(after && { after }) });
    const response = await fetch(`http://127.0.0.1:${httpPort}/mails?${query}`);
    const page = (await response.json()) as { items: Mail[]; next?: string };
    all.push(...page.items);
    after = page.next ?? '';
  } while (after);
  return all.reverse();
}
