import type { Cure } from './cure.ts';

type Edit = Cure['edits'][number];

export const customersLocked: Edit = {
  file: 'src/store/customers.ts',
  with: '     order by id for no key update`',
  without: '     order by id`',
};

export const leaseHolds: Edit = {
  file: 'src/delivery/guard.ts',
  with: 'if (earlier.leasedFor > 0)',
  without: 'if (earlier.leasedFor > 9e15)',
};

export const overdueRung: Edit = {
  file: 'src/worker/sweeper.ts',
  with: "overdue.map(({ id }) => ({ journeyRunId: id, label: 'sweep' })),",
  without: '[],',
};

export const runLocked: Edit = {
  file: 'src/store/runs.ts',
  with: 'from journey_runs where id = ? for no key update`',
  without: 'from journey_runs where id = ?`',
};
