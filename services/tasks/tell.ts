import { newId } from '../../core/base/id.ts';
import { emailAddressOf } from '../../core/message/email-address.ts';
import { type AlertedChange, type AlertTarget, insertTaskAlert } from '../../store/tasks/task-alerts.ts';
import type { TaskAsked } from '../../store/tasks/tasks.ts';
import { type AskingPlace, findGroup } from './asked.ts';

/**
 * Notifies the people who are asked about a task: by the alert of their group; where it has none, the person by e-mail whose turn
 * it is, if they are known by an address. A worker sends it after the turn (services/delivery/task-alerts.ts).
 */
export async function tellAsked(
  place: AskingPlace,
  { id: taskId, group, assignee }: { readonly id: string } & Pick<TaskAsked, 'group' | 'assignee'>,
  what: AlertedChange,
): Promise<void> {
  const target = await targetOf(place, group, assignee);
  if (target) await insertTaskAlert(place.trx, { id: newId(), taskId, what, target });
}

async function targetOf(
  place: AskingPlace,
  group: string | null,
  assignee: string | null,
): Promise<AlertTarget | undefined> {
  const alert = group === null ? undefined : (await findGroup(place, group))?.alert;
  if (alert !== undefined) return { alert };
  const address = emailAddressOf(assignee);
  return address === undefined ? undefined : { address };
}
