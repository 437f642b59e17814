import type { TaskOperation } from '../../../services/tasks/operate.ts';
import type { TaskView } from '../../../store/tasks/task-views.ts';
import {
  noSuchChoice,
  taskClaimed,
  taskClosed,
  taskNotAsked,
  taskNotFound,
  taskParams,
  taskUnclaimed,
} from './errors.ts';

/** What the operations of a person on one task share. */
export const operatedTask = {
  method: 'post',
  tag: 'tasks',
  key: 'admin',
  right: 'support',
  params: taskParams,
  notFound: taskNotFound,
} as const;

/** The body of a task operation: a name and a note. */
export const taskBody = { limit: 32 * 1024, depth: 8 } as const;

export function taskOf(id: string, outcome: TaskOperation, choice = ''): TaskView {
  switch (outcome.result) {
    case 'done':
      return outcome.task;
    case 'gone':
      throw taskNotFound(id);
    case 'closed':
      throw taskClosed(outcome.task);
    case 'claimed':
      throw taskClaimed(id, outcome.by);
    case 'unclaimed':
      throw taskUnclaimed(id);
    case 'not-asked':
      throw taskNotAsked(outcome.task);
    case 'no-such-choice':
      throw noSuchChoice(choice, outcome.choices);
  }
}
