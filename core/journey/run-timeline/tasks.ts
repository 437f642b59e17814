import type { TaskAlertFacts, TaskEventFacts, TaskFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

export function momentsOfTask(task: TaskFacts): PlacedMoment[] {
  const { visit, title } = task;
  return task.history.map((event) => ({
    ...{ at: event.at, place: visit + 0.25, kind: 'task', visit },
    text: `task ${title}: ${describeTaskEvent(task, event)}`,
  }));
}

/** What happened to a task: "claimed by ann@example.com", "reminded ben (notified by alert sales)". */
export function describeTaskEvent(
  task: Pick<TaskFacts, 'choice' | 'note' | 'alerts'>,
  event: Omit<TaskEventFacts, 'at'>,
): string {
  const { what } = event;
  const text = describeChange(task, event);
  if (what !== 'created' && what !== 'reminded' && what !== 'escalated') return text;
  const told = task.alerts.find((alert) => alert.what === what);
  return `${text} (${told ? describeAlert(told) : 'nobody is notified: no alert, no address'})`;
}

function describeAlert({ alert, address, state, errorCode }: TaskAlertFacts): string {
  const way = alert === null ? `mail to ${address}` : `alert ${alert}`;
  const because = errorCode === null ? '' : `, ${errorCode}`;
  switch (state) {
    case 'sent':
      return `notified by ${way}`;
    case 'waiting':
    case 'claimed':
    case 'sending':
      return `will be notified by ${way}${because}`;
    case 'failed':
      return `not notified by ${way}: it failed${because}`;
    case 'unknown':
      return `${way}: unknown whether it arrived${because}`;
    case 'dropped':
      return 'closed before anybody was notified';
  }
}

function describeChange(
  { choice, note }: Pick<TaskFacts, 'choice' | 'note'>,
  { what, person, group }: Omit<TaskEventFacts, 'at'>,
): string {
  const asked = [group, person].filter(Boolean).join(', by rotation ') || 'somebody';
  switch (what) {
    case 'created':
      return `asked ${asked}`;
    case 'claimed':
      return `claimed by ${person}`;
    case 'released':
      return `released by ${person}`;
    case 'reminded':
      return `reminded ${asked}`;
    case 'escalated':
      return `not answered, so it went to ${asked}`;
    case 'answered':
      return `answered "${choice}" by ${person}${note ? `: ${note}` : ''}`;
    case 'overdue':
      return 'not answered in time';
    case 'cancelled':
      return 'cancelled, because the run left';
  }
}

/** The state of a task: "open, for ann@example.com". */
export function describeTaskState({
  state,
  assignee,
  choice,
}: Pick<TaskFacts, 'state' | 'assignee' | 'choice'>): string {
  switch (state) {
    case 'open':
      return assignee === null ? 'open' : `open, for ${assignee}`;
    case 'claimed':
      return `claimed by ${assignee}`;
    case 'answered':
      return `answered: ${choice}`;
    case 'overdue':
    case 'cancelled':
      return state;
  }
}
