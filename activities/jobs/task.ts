import { openTask, revisitTask, withdrawTask } from '../../services/tasks/run-tasks.ts';
import type { ExternalJobKind } from './job-kind.ts';

/** task: a person is asked, and answers through the API or the command line. */
export const task: ExternalJobKind = {
  kind: 'task',
  mode: 'external',
  observe: 'waits', // until it is overdue
  open: openTask,
  revisit: revisitTask,
  withdraw: withdrawTask,
};
