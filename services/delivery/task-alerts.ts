import { TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { codeOf, reportFailure } from '../../store/measurement/failures.ts';
import {
  type AlertedChange,
  type AlertOutcome,
  type AlertTarget,
  type ClaimedAlert,
  claimTaskAlerts,
  giveUpOnLostAlerts,
  markAlertSending,
  settleTaskAlert,
} from '../../store/tasks/task-alerts.ts';
import type { AttemptDependencies } from './attempt.ts';
import { AlertInDoubt, sendAlert } from './send-alert.ts';

/** An alert that fails temporarily is tried again for so long. */
const TRY_FOR_MS = 24 * 3_600_000;
const AGAIN_AFTER_MS = 60_000;

type AlertDependencies = Pick<AttemptDependencies, 'database' | 'channels' | 'namedSecrets' | 'leaseMs'>;

/**
 * Sends the alerts about tasks that are due, each once: an attempt without an answer is never repeated. Gives how many
 * were attempted. Several workers may do this at once; a claim gives an alert to one of them.
 */
export async function sendTaskAlerts(dependencies: AlertDependencies, limit: number): Promise<number> {
  const { database, leaseMs } = dependencies;
  await giveUpOnLostAlerts(database);
  const claimed = await claimTaskAlerts(database, { token: newId(), leaseMs, limit });
  await Promise.all(
    claimed.map(async (alert) => settleTaskAlert(database, alert, await attemptAlert(dependencies, alert))),
  );
  return claimed.length;
}

async function attemptAlert(dependencies: AlertDependencies, alert: ClaimedAlert): Promise<AlertOutcome> {
  const { database } = dependencies;
  const begin = async () => {
    if (!(await markAlertSending(database, alert))) throw new TemporaryFailure('claim-lost', 'the lease ended');
  };
  try {
    const { workspace, id: key } = alert;
    await sendAlert(dependencies, { workspace, key, target: targetOf(alert), ...alertText(alert) }, begin);
    return { state: 'sent' };
  } catch (thrown) {
    const errorCode = codeOf(thrown);
    if (errorCode === 'claim-lost') return { state: 'waiting', errorCode };
    await reportFailure(database, thrown);
    if (thrown instanceof AlertInDoubt) return { state: 'unknown', errorCode };
    const isOver = Date.now() - alert.createdAt > TRY_FOR_MS;
    if (!(thrown instanceof TemporaryFailure) || isOver) return { state: 'failed', errorCode };
    return { state: 'waiting', errorCode, againInMs: thrown.retryAfter ?? AGAIN_AFTER_MS };
  }
}

function targetOf({ alert, address }: ClaimedAlert): AlertTarget {
  return alert === null ? { address: address ?? '' } : { alert };
}

const news: Record<AlertedChange, string> = {
  created: 'New task',
  reminded: 'Reminder',
  escalated: 'Not answered yet',
};

/** What people read. Nothing of the customer: the instruction with their values is behind the command. */
export function alertText(
  alert: Pick<ClaimedAlert, 'what' | 'title' | 'group' | 'assignee' | 'taskId' | 'journey' | 'choices' | 'dueAt'>,
): { readonly subject: string; readonly text: string } {
  const { what, title, group, assignee, taskId, journey, choices, dueAt } = alert;
  const asked = [assignee, group].filter((name) => name !== null).join(', ');
  const subject = `${news[what]}: ${title}`;
  const due = dueAt === null ? '' : ` Answer by ${new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
  const lines = [
    `${subject} (for ${asked})`,
    `Journey ${journey}.${due}`,
    `throughline task show ${taskId}`,
    `throughline task answer ${taskId} <${choices.join('|')}> --by <you>`,
  ];
  return { subject, text: lines.join('\n') };
}
