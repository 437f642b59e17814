import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer for a run.
 *   OFF ─set(moment)─▶ RUNNING ─time─▶ FIRED ─set─▶ OFF or RUNNING
 * Setting the moment it is set for leaves the timer alone: each new timer costs two events and an action.
 */
export interface Timer {
  set(moment: number | undefined, inMilliseconds: number | undefined, summary: string): void;
  hasFired(): boolean;
}

export function createTimer(): Timer {
  let setFor: number | undefined;
  let scope: CancellationScope | undefined;
  let fired = false;

  return {
    set(moment, inMilliseconds, summary) {
      if (moment !== undefined && moment === setFor && !fired) return;
      scope?.cancel();
      fired = false;
      setFor = moment;
      scope = undefined;
      if (moment === undefined) return;
      const own = new CancellationScope();
      scope = own;
      own
        .run(() => sleep(Math.max(1, inMilliseconds ?? 0), { summary }))
        .then(
          () => {
            if (scope === own) fired = true;
          },
          (error: unknown) => {
            if (!isCancellation(error)) throw error;
          },
        );
    },
    hasFired: () => fired,
  };
}
