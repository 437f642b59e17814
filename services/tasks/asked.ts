import type { Configuration } from '../../core/workspace/configuration.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import { nextInRotation, type TaskAsked } from '../../store/tasks/tasks.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';

/** Where a group is looked up: in the configuration of the workspace that holds now. */
export interface AskingPlace {
  readonly database: Database;
  readonly trx: Transaction;
  readonly workspace: string;
}

/** Who a step asks: a person, or a group and by its rotation one member, whose turn it is. */
export async function askedOf(
  place: AskingPlace,
  { group, person }: { readonly group?: string | undefined; readonly person?: string | undefined },
): Promise<TaskAsked> {
  if (group === undefined) return { group: null, person: person ?? null, assignee: person ?? null };
  const configured = await findGroup(place, group);
  const members = configured?.assign === 'rotation' ? configured.members : [];
  if (members.length === 0) return { group, person: null, assignee: null };
  const given = await nextInRotation(place.trx, place.workspace, group);
  return { group, person: null, assignee: members[given % members.length] as string };
}

/**
 * May this person take or answer the task? A named person alone; of a group every member, regardless of whose turn it is, and
 * anybody where the workspace does not configure the group.
 */
export async function mayTake(place: AskingPlace, { group, person }: TaskAsked, claimant: string): Promise<boolean> {
  if (group === null) return person === claimant;
  const configured = await findGroup(place, group);
  return configured === undefined || configured.members.includes(claimant);
}

/** A group as the configuration has it; undefined where it does not name the group. */
export async function findGroup(
  { database, trx, workspace }: AskingPlace,
  group: string,
): Promise<Configuration['groups'][string] | undefined> {
  const { groups } = (await getConfiguration(database, trx, workspace)).configuration;
  return Object.hasOwn(groups, group) ? groups[group] : undefined;
}
