import type { Transaction } from '../../store/database/database.ts';
import { nextInRotation, type TaskAsked } from '../../store/tasks/tasks.ts';
import { findGroup } from './groups.ts';

/** Who a step asks: a person, or a group and by its rotation one member, whose turn it is. */
export async function askedOf(
  trx: Transaction,
  workspace: string,
  { group, person }: { readonly group?: string | undefined; readonly person?: string | undefined },
): Promise<TaskAsked> {
  if (group === undefined) return { group: null, person: person ?? null, assignee: person ?? null };
  const configured = await findGroup(trx, workspace, group);
  const members = configured?.rotation === 'round-robin' ? configured.members : [];
  if (members.length === 0) return { group, person: null, assignee: null };
  const place = (await nextInRotation(trx, workspace, group)) % members.length;
  return { group, person: null, assignee: members[place] as string };
}

/** May this person take or answer the task? A named person alone; of a group every member, and anybody where it names none. */
export async function mayTake(
  trx: Transaction,
  workspace: string,
  { group, person }: TaskAsked,
  claimant: string,
): Promise<boolean> {
  if (group === null) return person === claimant;
  const members = (await findGroup(trx, workspace, group))?.members ?? [];
  return members.length === 0 || members.includes(claimant);
}
