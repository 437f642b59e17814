import { type Paragraph, plainText, readLimitedMarkdown } from '../../core/message/limited-markdown.ts';
import type { Database } from '../../store/database/database.ts';
import {
  findInInbox,
  type InboxAction,
  type InboxMessage,
  type InboxOwner,
  listInbox,
  markDelivered,
  markInbox,
} from '../../store/inbox/inbox.ts';

/** Hears what became of in-app messages, by their ids. It may hear of a message twice. */
export type InboxFeedback = (
  workspace: string,
  happened: 'delivered' | InboxAction,
  messageIds: readonly string[],
) => Promise<void>;

/** A message as pages and apps show it: the text as plain data, never as HTML. */
export interface ShownMessage extends Omit<InboxMessage, 'body' | 'deliveredAt'> {
  readonly text: string;
  readonly body: readonly Paragraph[];
}

export interface InboxDependencies {
  readonly database: Database;
  readonly feedback: InboxFeedback;
}

export function showMessage({ body, deliveredAt: _ours, ...message }: InboxMessage): ShownMessage {
  const paragraphs = readLimitedMarkdown(body);
  return { ...message, text: plainText(paragraphs), body: paragraphs };
}

/** One page of an inbox. What is fetched for the first time counts as delivered. */
export async function readInbox(
  { database, feedback }: InboxDependencies,
  owner: InboxOwner,
  query: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly items: readonly ShownMessage[]; readonly unread: number; readonly position: number }> {
  const page = await listInbox(database, owner, query);
  await noteDelivered({ database, feedback }, owner.workspace, page.items);
  return { ...page, items: page.items.map(showMessage) };
}

/**
 * The feedback is given before the mark, and it drops repeats: a process that dies between the two gives it again with
 * the next look.
 */
export async function noteDelivered(
  { database, feedback }: InboxDependencies,
  workspace: string,
  messages: readonly InboxMessage[],
): Promise<void> {
  const fresh = messages.filter(({ deliveredAt }) => deliveredAt === null).map(({ id }) => id);
  if (fresh.length === 0) return;
  await feedback(workspace, 'delivered', fresh);
  await markDelivered(database, workspace, fresh);
}

/** What a person did with messages of their own inbox; others' are not there for them. */
export async function actOnInbox(
  { database, feedback }: InboxDependencies,
  owner: InboxOwner,
  action: InboxAction,
  ids: readonly string[],
): Promise<{ readonly known: readonly string[]; readonly unread: number }> {
  const known = await findInInbox(database, owner, ids);
  if (known.length > 0) await feedback(owner.workspace, action, known);
  return { known, unread: await markInbox(database, owner, { ids: known, action }) };
}
