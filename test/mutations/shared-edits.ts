import type { Mutation } from './mutation.ts';

type Edit = Mutation['edits'][number];

export const customersLocked: Edit = {
  file: 'store/customers/customers.ts',
  with: '     order by id for no key update`',
  without: '     order by id`',
};

export const leaseHolds: Edit = {
  file: 'core/message/rules/claim-held.ts',
  with: 'earlier.leasedFor > 0 ?',
  without: 'earlier.leasedFor > 9e15 ?',
};

export const overdueEnqueued: Edit = {
  file: 'worker/sweeper.ts',
  with: "overdue.map(({ id }) => ({ journeyRunId: id, label: 'sweep' })),",
  without: '[],',
};

/** What a turn locks: the customer, and the run. */
export const turnLocked: readonly Edit[] = [
  {
    file: 'store/runs/runs.ts',
    with: '(select customer_id from journey_runs where id = ?) for no key update)',
    without: '(select customer_id from journey_runs where id = ?))',
  },
  {
    file: 'store/runs/runs.ts',
    with: 'where run.id = ? for no key update of run`',
    without: 'where run.id = ?`',
  },
];
